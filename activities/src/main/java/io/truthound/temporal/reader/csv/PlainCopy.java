package io.truthound.temporal.reader.csv;

import io.truthound.temporal.reader.ScratchFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Copies plain blocks to where DuckDB reads them, byte for byte: no record needs a look. */
final class PlainCopy {
  private static final long BYTES_PER_STEP = 4L << 20;

  private PlainCopy() {}

  /**
   * Copies each block to a file of its own.
   *
   * @param blocks consecutive plain blocks of one index of this very file, in order
   * @param directory an existing directory of this slice alone; its files {@code part-*.csv} are
   *     written over
   */
  static NormalizedCsv copy(
      Path source, List<CsvBlock> blocks, Path directory, ScanProgress progress)
      throws IOException {
    List<Path> parts = new ArrayList<>();
    long records = 0;
    long bytes = 0;
    try (FileChannel in = FileChannel.open(source)) {
      for (CsvBlock block : blocks) {
        Path part = directory.resolve("part-%05d.csv".formatted(parts.size()));
        copy(in, block, part, bytes, progress);
        parts.add(part);
        records += block.records();
        bytes += block.length();
      }
    } catch (EOFException e) {
      throw new CsvFormatException("Cannot read " + source + ": the file changed");
    }
    long first = blocks.get(0).firstRecord();
    return new NormalizedCsv(records, records, bytes, parts, new MalformedRecords(first));
  }

  private static void copy(
      FileChannel in, CsvBlock block, Path part, long bytesBefore, ScanProgress progress)
      throws IOException {
    try (ScratchFile out = ScratchFile.over(part)) {
      long done = 0;
      while (done < block.length()) {
        long step = Math.min(BYTES_PER_STEP, block.length() - done);
        long count = out.write(in, block.offset() + done, step);
        if (count <= 0) {
          throw new EOFException();
        }
        done += count;
        progress.bytesRead(bytesBefore + done);
      }
    }
  }
}
