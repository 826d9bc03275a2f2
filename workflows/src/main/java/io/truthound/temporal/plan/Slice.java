package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Names the work of one activity: whole blocks of one or several consecutive sources.
 *
 * @param index number of the slice in plan order, from 0
 * @param segments at least one, in plan order; all but the first begin their source, all but the
 *     last end theirs
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Slice(int index, List<Segment> segments) {
  public Slice {
    if (segments == null || segments.isEmpty()) {
      throw new IllegalArgumentException("Invalid slice " + index + ": no segments");
    }
    segments = List.copyOf(segments);
  }

  /** Returns the rows of all its segments. */
  public long rowCount() {
    return segments.stream().mapToLong(segment -> segment.range().count()).sum();
  }

  /** Returns the bytes that a scan of the needed columns reads. */
  public long byteCount() {
    return segments.stream()
        .flatMap(segment -> segment.blocks().stream())
        .mapToLong(Block::bytes)
        .sum();
  }
}
