package io.truthound.temporal.planning;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.ChunkCuts;
import io.truthound.temporal.plan.CustomChunker;
import io.truthound.temporal.plan.SourceChunks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts as the user's own chunker says, and holds it to what it promised. */
final class CustomCutting implements SourceCutting {
  private final CustomChunker wanted;
  private final Map<String, SourceChunker> registered;
  private long mostRows = 1;
  private long chunks;

  CustomCutting(CustomChunker wanted, Map<String, SourceChunker> registered) {
    this.wanted = wanted;
    this.registered = registered;
  }

  @Override
  public SourceChunks cut(
      Source source, DatasetFormat format, List<Column> columns, List<Block> blocks)
      throws RefusedException, IOException {
    List<RowRange> ranges = ranges(source, columns);
    chunks += ranges.size();
    if (chunks > SourceChunker.MOST_RANGES) {
      throw refused(
          source,
          "it cut the dataset into %d chunks so far (allowed: up to %d)"
              .formatted(chunks, SourceChunker.MOST_RANGES));
    }
    List<Long> boundaries = new ArrayList<>(ranges.size() + 1);
    long end = 0;
    for (RowRange range : ranges) {
      if (range.first() != end) {
        throw refused(
            source,
            "range %d begins at row %d (allowed: row %d)"
                .formatted(boundaries.size(), range.first(), end));
      }
      if (range.count() > source.rows() - end) {
        throw refused(
            source,
            "range %d, from row %d, has %d rows (allowed: up to %d, where the source ends)"
                .formatted(boundaries.size(), end, range.count(), source.rows() - end));
      }
      boundaries.add(end);
      end = range.end();
      mostRows = Math.max(mostRows, range.count());
    }
    if (end < source.rows()) {
      throw refused(
          source,
          "its %d ranges have %d rows (allowed: all %d rows of the source)"
              .formatted(ranges.size(), end, source.rows()));
    }
    boundaries.add(end);
    return new ChunkCuts(0, boundaries);
  }

  @Override
  public long mostRows() {
    return mostRows;
  }

  private List<RowRange> ranges(Source source, List<Column> columns)
      throws RefusedException, IOException {
    SourceChunker chunker = registered.get(wanted.name());
    if (chunker == null) {
      throw new RefusedException(
          FailureTypes.REQUEST_REFUSED,
          "No chunker is registered as \"%s\" (registered: %s)"
              .formatted(
                  wanted.name(),
                  registered.isEmpty() ? "none" : String.join(", ", registered.keySet())));
    }
    try {
      return chunker.chunks(source, columns, wanted.parameters());
    } catch (IllegalArgumentException e) {
      throw refused(source, String.valueOf(e.getMessage()));
    }
  }

  private RefusedException refused(Source source, String why) {
    return new RefusedException(
        FailureTypes.REQUEST_REFUSED,
        "Cannot cut %s by chunker \"%s\": %s".formatted(source.uri(), wanted.name(), why));
  }
}
