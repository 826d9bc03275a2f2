package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Says why consecutive chunks are ERROR.
 *
 * @param firstChunk number of the first
 * @param chunks how many
 * @param source the URI of the source they lie in
 * @param type a constant of {@code FailureTypes}
 * @param message for a person: what was tried, where, what was there instead
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChunkError(long firstChunk, long chunks, String source, String type, String message) {

  /** Says whether another run goes on where this one ends, for the same reason. */
  public boolean continuedBy(ChunkError other) {
    return other.firstChunk <= firstChunk + chunks
        && other.firstChunk >= firstChunk
        && source.equals(other.source)
        && type.equals(other.type)
        && message.equals(other.message);
  }

  /** Joins a run that goes on where this one ends. */
  public ChunkError joinedWith(ChunkError next) {
    long end = Math.max(firstChunk + chunks, next.firstChunk + next.chunks);
    return new ChunkError(firstChunk, end - firstChunk, source, type, message);
  }
}
