package io.truthound.temporal;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.plan.CustomChunker;
import io.truthound.temporal.planning.SourceChunker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Cuts sources into chunks of random lengths, the same ones for the same seed and rows. */
final class RandomCuts implements SourceChunker {
  static final String NAME = "random";

  static CustomChunker chunker(long seed) {
    return CustomChunker.of(NAME, Map.of("seed", Long.toString(seed)));
  }

  /** Returns the chunks of a source with so many rows. */
  static List<RowRange> of(CustomChunker chunker, long rows) {
    return cut(rows, chunker.parameters());
  }

  @Override
  public List<RowRange> chunks(
      Source source, List<Column> columns, Map<String, String> parameters) {
    return cut(source.rows(), parameters);
  }

  private static List<RowRange> cut(long rows, Map<String, String> parameters) {
    Random random = new Random(Long.parseLong(parameters.getOrDefault("seed", "0")));
    int most = 1 + random.nextInt(12);
    List<RowRange> ranges = new ArrayList<>();
    for (long first = 0; first < rows; ) {
      long count = Math.min(1 + random.nextInt(most), rows - first);
      ranges.add(new RowRange(first, count));
      first += count;
    }
    return ranges;
  }
}
