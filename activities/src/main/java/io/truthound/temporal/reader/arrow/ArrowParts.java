package io.truthound.temporal.reader.arrow;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.ByteRange;
import io.truthound.temporal.reader.SourceFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.jspecify.annotations.Nullable;

/**
 * Brings those parts of a file that are read, as its footer tells where they lie. Of a stream,
 * which has none, of a small file and of what is damaged all is brought: whoever reads says what is
 * wrong.
 */
final class ArrowParts {
  /** A file that is read by one request. */
  private static final long SMALL = 512 << 10;

  /** The schema in front and the footer behind are in here most of the time. */
  private static final int FIRST_LOOK = 64 << 10;

  private static final int MOST_METADATA = 32 << 20;

  /** A message begins with its length, in older files without the mark before it. */
  private static final int PREFIX = 8;

  private ArrowParts() {}

  /**
   * Brings what tells of the columns and of where all messages lie.
   *
   * @return whether there is more to bring
   */
  static boolean bringMetadata(SourceFile file, ScanWatch watch)
      throws IOException, ScanCancelledException {
    if (file.supply() == SourceFile.Supply.ALL_THERE) {
      return false;
    }
    long size = file.size();
    if (size > SMALL) {
      file.bring(
          List.of(new ByteRange(0, FIRST_LOOK), ByteRange.between(size - FIRST_LOOK, size)), watch);
      try (FileChannel channel = FileChannel.open(file.bytes())) {
        if (IpcFile.isFile(channel)) {
          long length = IpcFile.footerLength(channel, size);
          file.bring(List.of(ByteRange.between(size - length, size)), watch);
          file.bring(metadata(IpcFile.footer(channel, size), size), watch);
          return true;
        }
      } catch (ArrowFormatException damaged) {
        watch.checkCancelled();
      }
    }
    file.bringAll(watch);
    return false;
  }

  private static List<ByteRange> metadata(Footer footer, long size) throws ArrowFormatException {
    return Flat.read(
        "its footer",
        () -> {
          List<ByteRange> ranges = new ArrayList<>();
          long first =
              Math.min(
                  add(ranges, footer.recordBatchesVector(), size),
                  add(ranges, footer.dictionariesVector(), size));
          ranges.add(new ByteRange(0, Math.min(first, MOST_METADATA)));
          return ranges;
        });
  }

  /** Adds the metadata of messages and returns where the first of them begins. */
  private static long add(List<ByteRange> ranges, Block.@Nullable Vector blocks, long size) {
    long first = size;
    for (int at = 0; blocks != null && at < blocks.length(); at++) {
      long offset = blocks.get(at).offset();
      int length = blocks.get(at).metaDataLength();
      if (offset >= 0 && length >= 0 && length <= MOST_METADATA) {
        ranges.add(new ByteRange(offset, length + PREFIX));
        first = Math.min(first, offset);
      }
    }
    return first;
  }

  /** Brings the buffers of some columns in the record batches of a segment. */
  static void bring(SourceFile file, Segment segment, List<String> columns, ScanWatch watch)
      throws IOException, ScanCancelledException {
    if (!bringMetadata(file, watch)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file.bytes())) {
      IpcFile ipc = IpcFile.open(channel);
      List<Integer> wanted = wanted(ipc.fields(), columns);
      if (wanted.stream().allMatch(at -> ipc.fields().get(at).dictionary() == null)) {
        List<ByteRange> ranges = new ArrayList<>();
        for (var block : segment.blocks()) {
          BatchLayout batch = ArrowProbe.layout(channel, ipc.batch(block.offset()), ipc.fields());
          wanted.forEach(column -> ranges.addAll(batch.ranges(column)));
        }
        file.bring(ranges, watch);
        return;
      }
    } catch (ArrowFormatException damaged) {
      watch.checkCancelled();
    }
    // Parts of dictionaries may lie anywhere.
    file.bringAll(watch);
  }

  /** Returns the places of columns; of all, where the file has none of them: its rows count. */
  private static List<Integer> wanted(List<ArrowField> fields, List<String> columns) {
    List<Integer> wanted =
        IntStream.range(0, fields.size())
            .filter(at -> columns.contains(fields.get(at).name()))
            .boxed()
            .toList();
    return wanted.isEmpty() ? IntStream.range(0, fields.size()).boxed().toList() : wanted;
  }
}
