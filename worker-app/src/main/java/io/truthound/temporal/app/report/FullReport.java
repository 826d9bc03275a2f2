package io.truthound.temporal.app.report;

import io.truthound.temporal.client.AggregationException;
import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.CheckResult;
import org.jspecify.annotations.Nullable;

/**
 * An answer with all that is known of it: every error, and the values of the failing rows where the
 * artifact store can be read from here.
 *
 * @param result the answer
 * @param problem why values are missing, for a person; null where they are there
 */
public record FullReport(CheckResult result, @Nullable String problem) {

  /** Reads the report that an answer points to; keeps the answer as it is where that fails. */
  public static FullReport of(CheckResult answer) {
    ArtifactRef reference = answer.report();
    if (reference == null) {
      return new FullReport(answer, null);
    }
    try {
      CheckResult report = BatchArtifacts.report(reference);
      return new FullReport(answer.withRules(report.rules()).withErrors(report.errors()), null);
    } catch (AggregationException | IllegalStateException unreadable) {
      return new FullReport(
          answer,
          "Failing rows are shown by number only: the report cannot be read from here ("
              + unreadable.getMessage()
              + ")");
    }
  }
}
