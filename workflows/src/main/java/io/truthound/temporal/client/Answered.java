package io.truthound.temporal.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for answers of workflows, which may take hours: a connection that is lost meanwhile is
 * sought again for as long as it takes. What the server itself says ends the wait.
 */
final class Answered {
  private static final Logger log = LoggerFactory.getLogger(Answered.class);
  private static final long PAUSE_MILLIS = 1_000;

  /**
   * So long one question waits. The in-memory server sometimes lets one wait for ever that was
   * asked of a workflow run which another continued; a new one it answers.
   */
  private static final long ASKING_SECONDS = 10;

  private Answered() {}

  /**
   * Waits with the caller's thread.
   *
   * @throws WorkflowFailedException if the workflow gave no answer
   */
  static <T> T by(Supplier<WorkflowStub> stub, Class<T> type) {
    while (true) {
      WorkflowStub workflow = stub.get();
      try {
        return workflow.getResult(ASKING_SECONDS, TimeUnit.SECONDS, type);
      } catch (TimeoutException notYet) {
        // Asked again.
      } catch (RuntimeException failure) {
        if (!isConnectionLost(failure)) {
          throw failure;
        }
        say(workflow, failure);
        pause(failure);
      }
    }
  }

  /** Waits without a thread; completes with any value, or exceptionally, when there is an end. */
  static CompletableFuture<?> closed(Supplier<WorkflowStub> workflow) {
    CompletableFuture<Object> closed = new CompletableFuture<>();
    await(workflow, closed);
    return closed;
  }

  private static void await(Supplier<WorkflowStub> stub, CompletableFuture<Object> closed) {
    WorkflowStub workflow = stub.get();
    var unused =
        workflow
            .getResultAsync(ASKING_SECONDS, TimeUnit.SECONDS, Object.class)
            .whenComplete(
                (answer, failure) -> {
                  if (failure != null && isNotYet(failure)) {
                    ClientThreads.run(() -> await(stub, closed));
                  } else if (failure != null && isConnectionLost(failure)) {
                    say(workflow, failure);
                    ClientThreads.after(PAUSE_MILLIS, () -> await(stub, closed));
                  } else {
                    boolean unusedToo = closed.complete("closed");
                  }
                });
  }

  private static boolean isNotYet(Throwable failure) {
    return failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException;
  }

  /** Says whether the server did not answer, or has too much to do to answer now. */
  private static boolean isConnectionLost(Throwable failure) {
    Status.Code code = code(failure);
    return code == Status.Code.UNAVAILABLE
        || code == Status.Code.DEADLINE_EXCEEDED
        || code == Status.Code.RESOURCE_EXHAUSTED;
  }

  private static Status.@Nullable Code code(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof StatusRuntimeException status) {
        return status.getStatus().getCode();
      }
    }
    return null;
  }

  private static void say(WorkflowStub workflow, Throwable failure) {
    Throwable why = failure instanceof CompletionException ? failure.getCause() : failure;
    log.warn(
        "No answer while waiting, asking again: workflow_id={} reason={}",
        workflow.getExecution() == null ? "" : workflow.getExecution().getWorkflowId(),
        String.valueOf(why));
  }

  private static void pause(RuntimeException failure) {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
