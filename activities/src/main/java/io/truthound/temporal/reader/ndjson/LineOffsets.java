package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** Cuts the counted lines of a file into blocks. */
final class LineOffsets {
  private final FileChannel file;
  private final List<LineCount.Tally> tallies;
  private final ScanWatch watch;

  /** Takes what all pieces of a file hold, in their order. */
  LineOffsets(FileChannel file, List<LineCount.Tally> tallies, ScanWatch watch) {
    this.file = file;
    this.tallies = List.copyOf(tallies);
    this.watch = watch;
  }

  /** Returns blocks of so many records, the last one of those that are left. */
  List<Block> blocks(long recordsPerBlock) throws IOException, ScanCancelledException {
    long records = tallies.stream().mapToLong(LineCount.Tally::records).sum();
    List<Block> blocks = new ArrayList<>();
    long offset = records == 0 ? 0 : linesAt(0).startOffset();
    for (long first = 0; first < records; first += recordsPerBlock) {
      long end = Math.min(records, first + recordsPerBlock);
      Lines lines = linesAt(end - 1);
      blocks.add(new Block(first, end - first, offset, lines.endOffset() - offset));
      if (end < records) {
        step(lines);
        offset = lines.startOffset();
      }
    }
    return blocks;
  }

  /** Returns lines that stand at a record. */
  private Lines linesAt(long record) throws IOException, ScanCancelledException {
    long first = 0;
    int piece = 0;
    while (record >= first + tallies.get(piece).records()) {
      first += tallies.get(piece).records();
      piece++;
    }
    int within = (int) (record - first);
    int further = within % LineCount.RECORDS_PER_MARK;
    long mark = tallies.get(piece).offsetOf(within - further);
    file.position(mark);
    Lines lines = new Lines(file, mark, Long.MAX_VALUE, watch);
    for (int i = 0; i <= further; i++) {
      step(lines);
    }
    return lines;
  }

  private static void step(Lines lines) throws IOException, ScanCancelledException {
    if (!lines.next()) {
      throw new IOException("The file was cut while it was read");
    }
  }
}
