package io.truthound.temporal.app.command;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.DatasetFailure;
import io.truthound.temporal.result.DatasetResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.Status;

/** What the process tells the shell. */
final class ExitStatus {
  static final int SUCCESS = 0;
  static final int RULE_BROKEN = 1;
  static final int REFUSED = 2;
  static final int NOT_FINISHED = 3;
  static final int INTERRUPTED = 130;

  private ExitStatus() {}

  /** Returns the gravest of the datasets': not finished, refused, rule broken, success. */
  static int of(BatchResult result, boolean failOnWarning) {
    boolean whole = result.ended() == Ended.COMPLETED || result.ended() == Ended.FAIL_FAST;
    return result.results().stream()
        .mapToInt(each -> of(each, failOnWarning))
        .reduce(whole ? SUCCESS : NOT_FINISHED, Math::max);
  }

  private static int of(DatasetResult result, boolean failOnWarning) {
    DatasetFailure failure = result.failure();
    if (failure != null) {
      return FailureTypes.planning().contains(failure.type()) ? REFUSED : NOT_FINISHED;
    }
    if (result.outcome() instanceof ProfileResult profile) {
      return of(profile);
    }
    if (result.outcome() instanceof LearnResult learn) {
      return of(learn);
    }
    return result.outcome() instanceof CheckResult check ? of(check, failOnWarning) : SUCCESS;
  }

  static int of(ProfileResult result) {
    return result.ended() == Ended.COMPLETED && result.succeeded() ? SUCCESS : NOT_FINISHED;
  }

  static int of(LearnResult result) {
    return result.ended() == Ended.COMPLETED && result.succeeded() ? SUCCESS : NOT_FINISHED;
  }

  static int of(CheckResult result, boolean failOnWarning) {
    boolean whole = result.ended() == Ended.COMPLETED || result.ended() == Ended.FAIL_FAST;
    if (!whole || result.status() == Status.ERROR || result.errorChunks() > 0) {
      return NOT_FINISHED;
    }
    return switch (result.status()) {
      case PASSED, SKIPPED -> SUCCESS;
      case WARNING -> failOnWarning ? RULE_BROKEN : SUCCESS;
      case FAILED -> RULE_BROKEN;
      case ERROR -> NOT_FINISHED;
    };
  }
}
