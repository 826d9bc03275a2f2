package io.truthound.temporal.app.report;

import io.truthound.temporal.client.AggregationException;
import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.ProfileResult;
import org.jspecify.annotations.Nullable;

/**
 * A profile with all that is known of it: every error, and the most frequent values where the
 * artifact store can be read from here.
 *
 * @param result the answer
 * @param problem why values are missing, for a person; null where they are there
 */
public record FullProfile(ProfileResult result, @Nullable String problem) {

  /** Reads the report that an answer points to; keeps the answer as it is where that fails. */
  public static FullProfile of(ProfileResult answer) {
    ArtifactRef reference = answer.report();
    if (reference == null) {
      return new FullProfile(answer, null);
    }
    try {
      return new FullProfile(answer.unabridged(BatchArtifacts.profile(reference)), null);
    } catch (AggregationException | IllegalStateException unreadable) {
      return new FullProfile(
          answer,
          "Most frequent values are not shown: the report cannot be read from here ("
              + unreadable.getMessage()
              + ")");
    }
  }
}
