package io.truthound.temporal.workflow;

import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Asks again and again until a worker with the plan's engine answers, or the batch is ended. */
final class RightWorker {
  /** How long a worker of the right kind is waited for before it is asked for again. */
  static final Duration WAIT = Duration.ofSeconds(30);

  private RightWorker() {}

  /**
   * Returns what an activity returns. Awaits and does not just get: what is cancelled is not waited
   * for.
   */
  static <T> T answer(Func<Promise<T>> activity) {
    while (true) {
      Promise<T> answer = activity.apply();
      Workflow.await(answer::isCompleted);
      RuntimeException failure = answer.getFailure();
      if (failure == null || !Failures.isMismatch(failure)) {
        return answer.get();
      }
      Workflow.sleep(WAIT);
    }
  }
}
