package io.truthound.temporal.workflow;

import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Waits for activities and child workflows; what is cancelled meanwhile is not waited for. */
final class Awaiting {
  /** How long a worker with the plan's engine is waited for before it is asked for again. */
  static final Duration RIGHT_WORKER = Duration.ofSeconds(30);

  private Awaiting() {}

  /**
   * Returns what a promise comes to. Awaits and does not just get, which goes on when cancelled.
   */
  static <T> T answer(Promise<T> promise) {
    Workflow.await(promise::isCompleted);
    return promise.get();
  }

  /** Asks again and again until a worker with the plan's engine answers, or the batch is ended. */
  static <T> T answerOfRightWorker(Func<Promise<T>> activity) {
    while (true) {
      Promise<T> answer = activity.apply();
      Workflow.await(answer::isCompleted);
      RuntimeException failure = answer.getFailure();
      if (failure == null || !Failures.isMismatch(failure)) {
        return answer.get();
      }
      Timers.sleep(RIGHT_WORKER, "wait for a worker with the same engine");
    }
  }
}
