package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Cuts each source into chunks of consecutive rows; the last of a source may be shorter.
 *
 * @param size rows of a chunk; at least 1
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RowCountChunker(long size) implements Chunker {
  public RowCountChunker {
    if (size < 1) {
      throw new IllegalArgumentException("Invalid chunk size: " + size + " (allowed: 1 or more)");
    }
  }

  public static RowCountChunker of(long size) {
    return new RowCountChunker(size);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.rowCount(this);
  }
}
