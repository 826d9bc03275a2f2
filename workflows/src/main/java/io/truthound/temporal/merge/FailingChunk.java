package io.truthound.temporal.merge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tallies;

/**
 * Holds the lowest failing chunk that lies whole in a slice.
 *
 * @param chunk its number
 * @param status FAILED or ERROR
 * @param own its own tallies
 * @param totalsThrough the slice's tallies from its first row to this chunk's last
 * @param countsThrough the slice's whole chunks up to and including this one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FailingChunk(
    long chunk, Status status, Tallies own, Tallies totalsThrough, StatusCounts countsThrough) {

  /** Returns the same with tallies of no rule at all. */
  FailingChunk withoutTallies() {
    return new FailingChunk(chunk, status, Tallies.none(0), Tallies.none(0), countsThrough);
  }
}
