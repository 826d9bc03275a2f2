package io.truthound.temporal.merge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.result.Tallies;

/**
 * Holds what one slice found in a chunk that it shares with its neighbours. {@link #plus} is
 * associative; parts of one chunk are added in plan order.
 *
 * @param chunk number of the chunk
 * @param ends whether the chunk's last row lies in this part
 * @param tallies what its readable rows came to
 * @param error whether rows of it could not be read
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChunkPart(long chunk, boolean ends, Tallies tallies, boolean error) {

  /**
   * Adds the part that follows.
   *
   * @throws IllegalArgumentException if it belongs to another chunk, or this part ended its chunk
   */
  public ChunkPart plus(ChunkPart next) {
    if (next.chunk != chunk || ends) {
      throw new IllegalArgumentException(
          "Cannot join a part of chunk " + next.chunk + " to a part of chunk " + chunk);
    }
    return new ChunkPart(chunk, next.ends, tallies.plus(next.tallies), error || next.error);
  }

  /** Returns the same with tallies of no rule at all. */
  ChunkPart withoutTallies() {
    return new ChunkPart(chunk, ends, Tallies.none(0), error);
  }
}
