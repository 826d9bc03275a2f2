package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.dataset.RowRange;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Names consecutive chunks of a source one by one: for chunks of any length.
 *
 * @param firstChunk the first of them, counted from 0 within the source
 * @param boundaries the first row of each, rising, and last the row just past the last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChunkCuts(long firstChunk, List<Long> boundaries) implements SourceChunks {
  public ChunkCuts {
    boundaries = boundaries == null ? List.of() : List.copyOf(boundaries);
    if (firstChunk < 0 || boundaries.isEmpty() || boundaries.get(0) < 0) {
      throw new IllegalArgumentException(
          "Invalid chunk cuts: firstChunk=%d, %d boundaries"
              .formatted(firstChunk, boundaries.size()));
    }
    for (int at = 1; at < boundaries.size(); at++) {
      if (boundaries.get(at) <= boundaries.get(at - 1)) {
        throw new IllegalArgumentException(
            "Invalid chunk cuts: %d follows %d"
                .formatted(boundaries.get(at), boundaries.get(at - 1)));
      }
    }
  }

  @Override
  public long chunkOf(long row) {
    int found = Collections.binarySearch(boundaries, row);
    int at = found < 0 ? -found - 2 : found;
    if (at < 0 || at >= boundaries.size() - 1) {
      throw new IllegalArgumentException("No chunk here has row " + row);
    }
    return firstChunk + at;
  }

  @Override
  public long firstRow(long chunk) {
    return boundaries.get(Math.toIntExact(chunk - firstChunk));
  }

  @Override
  public long endRow(long chunk, long sourceRows) {
    return boundaries.get(Math.toIntExact(chunk + 1 - firstChunk));
  }

  @Override
  public Optional<ChunkCuts> cuts(RowRange rows) {
    long first = chunkOf(rows.first());
    int from = Math.toIntExact(first - firstChunk);
    int to = Math.toIntExact(chunkOf(rows.end() - 1) - firstChunk);
    return Optional.of(new ChunkCuts(first, boundaries.subList(from, to + 2)));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.cuts(this);
  }
}
