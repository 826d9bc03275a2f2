package io.truthound.temporal.app.report;

import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.DatasetFailure;
import io.truthound.temporal.result.DatasetResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.LearnedSchema;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.ScanOutcome;
import io.truthound.temporal.result.StatusCounts;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the answer of a dataset that gave none, so that every element of a report has the same
 * keys: nothing was read, and the error says why.
 */
public record Unanswered(DatasetResult element, Ended ended) {

  /**
   * Returns the element's answer, else what stands for it.
   *
   * @param listEnded how the list ended: why datasets were skipped
   */
  public static ScanOutcome orAnswer(DatasetResult element, Operation operation, Ended listEnded) {
    if (element.outcome() instanceof ScanOutcome answer) {
      return answer;
    }
    Ended ended = element.failure() == null ? listEnded : Ended.ABORTED;
    Unanswered none = new Unanswered(element, ended);
    return switch (operation) {
      case CHECK, PLAN -> none.check();
      case PROFILE -> none.profile();
      case LEARN -> none.learn();
    };
  }

  private CheckResult check() {
    return new CheckResult(
        element.workflowId(),
        "",
        element.status(),
        ended,
        AggregationStrategy.MERGE,
        Duration.ZERO,
        dataset(),
        StatusCounts.NONE,
        List.of(),
        errors(),
        null,
        message(),
        null,
        false);
  }

  private ProfileResult profile() {
    return new ProfileResult(
        element.workflowId(),
        "",
        element.status(),
        ended,
        Duration.ZERO,
        dataset(),
        StatusCounts.NONE,
        0,
        0,
        List.of(),
        List.of(),
        errors(),
        null,
        message(),
        null,
        false);
  }

  private LearnResult learn() {
    return new LearnResult(
        element.workflowId(),
        "",
        element.status(),
        ended,
        Duration.ZERO,
        dataset(),
        StatusCounts.NONE,
        0,
        0,
        LearnedSchema.NONE,
        List.of(),
        errors(),
        null,
        message(),
        null,
        false);
  }

  private DatasetSummary dataset() {
    return new DatasetSummary(element.dataset(), 0, 0, 0);
  }

  private List<ChunkError> errors() {
    DatasetFailure failure = element.failure();
    return failure == null
        ? List.of()
        : List.of(new ChunkError(0, 0, element.dataset(), failure.type(), failure.message()));
  }

  private @Nullable String message() {
    return element.failure() == null ? null : element.failure().message();
  }
}
