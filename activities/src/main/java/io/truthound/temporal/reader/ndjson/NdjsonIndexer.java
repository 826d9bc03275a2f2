package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.reader.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the blocks and the columns of a file in one pass. */
final class NdjsonIndexer {
  /** How many records a block has, whatever the configuration. */
  static final long RECORDS_PER_BLOCK = 65_536;

  private NdjsonIndexer() {}

  /**
   * Reads every byte once and holds a few MiB at most.
   *
   * @throws NdjsonFormatException if the file is not NDJSON in UTF-8
   */
  static NdjsonProbe index(SourceFile source, long recordsPerBlock, ScanWatch watch)
      throws IOException, NdjsonFormatException, ScanCancelledException {
    try (FileChannel channel = FileChannel.open(source.bytes())) {
      int start = Preamble.textStart(head(channel));
      channel.position(start);
      Lines lines = new Lines(channel, start, Long.MAX_VALUE, watch);
      KeySurvey survey = new KeySurvey();
      List<Block> blocks = blocks(lines, recordsPerBlock, survey);
      return new NdjsonProbe(
          source.named(), survey.columns(), survey.votes(), survey.noColumns(), blocks);
    }
  }

  private static byte[] head(FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(Preamble.LENGTH);
    while (head.hasRemaining() && channel.read(head) >= 0) {
      // a file may hand over a few bytes at a time
    }
    return Arrays.copyOf(head.array(), head.position());
  }

  private static List<Block> blocks(Lines lines, long recordsPerBlock, KeySurvey survey)
      throws IOException, NdjsonFormatException, ScanCancelledException {
    List<Block> blocks = new ArrayList<>();
    long first = 0;
    boolean more = lines.next();
    while (more) {
      long offset = lines.startOffset();
      long end;
      long records = 0;
      do {
        if (blocks.isEmpty()) {
          survey.add(lines);
        }
        records++;
        end = lines.endOffset();
        more = lines.next();
      } while (more && records < recordsPerBlock);
      blocks.add(new Block(first, records, offset, end - offset));
      first += records;
    }
    return blocks;
  }
}
