package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Cuts each source of Arrow data into chunks of consecutive rows; the last of a source may be
 * shorter. Planning refuses data of another format.
 *
 * @param size rows of a chunk; at least 1
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ArrowChunker(long size) implements Chunker {
  public ArrowChunker {
    if (size < 1) {
      throw new IllegalArgumentException("Invalid chunk size: " + size + " (allowed: 1 or more)");
    }
  }

  public static ArrowChunker of(long size) {
    return new ArrowChunker(size);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.arrow(this);
  }
}
