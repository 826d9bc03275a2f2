package io.truthound.temporal.client;

import io.grpc.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for answers of workflows, which may take hours: a connection that is lost meanwhile is
 * sought again for as long as it takes. What the server itself says ends the wait, and so does
 * whoever shuts the client's connection down.
 */
final class Answered {
  private static final Logger log = LoggerFactory.getLogger(Answered.class);
  private static final long PAUSE_MILLIS = 1_000;

  /**
   * So long one question waits. The in-memory server sometimes lets one wait for ever that was
   * asked of a workflow run which another continued; a new one it answers.
   */
  private static final long ASKING_SECONDS = 10;

  private static final List<Status.Code> TRANSIENT =
      List.of(
          Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.RESOURCE_EXHAUSTED);

  private Answered() {}

  /**
   * Waits with the caller's thread.
   *
   * @param stub makes a stub of the client's for the workflow
   * @throws WorkflowFailedException if the workflow gave no answer
   */
  static <T> T by(WorkflowClient client, Supplier<WorkflowStub> stub, Class<T> type) {
    while (true) {
      WorkflowStub workflow = stub.get();
      try {
        return workflow.getResult(ASKING_SECONDS, TimeUnit.SECONDS, type);
      } catch (TimeoutException notYet) {
        // Asked again.
      } catch (RuntimeException failure) {
        if (!isConnectionLost(client, failure)) {
          throw failure;
        }
        say(workflow, failure);
        pause(failure);
      }
    }
  }

  /** Waits without a thread; completes with any value, or exceptionally, when there is an end. */
  static CompletableFuture<?> closed(WorkflowClient client, Supplier<WorkflowStub> stub) {
    CompletableFuture<Object> closed = new CompletableFuture<>();
    await(client, stub, closed);
    return closed;
  }

  private static void await(
      WorkflowClient client, Supplier<WorkflowStub> stub, CompletableFuture<Object> closed) {
    WorkflowStub workflow = stub.get();
    var unused =
        workflow
            .getResultAsync(ASKING_SECONDS, TimeUnit.SECONDS, Object.class)
            .whenComplete(
                (answer, failure) -> {
                  if (failure != null && isNotYet(failure)) {
                    ClientThreads.run(() -> await(client, stub, closed));
                  } else if (failure != null && isConnectionLost(client, failure)) {
                    say(workflow, failure);
                    var unusedAgain =
                        ClientThreads.after(PAUSE_MILLIS, () -> await(client, stub, closed));
                  } else {
                    boolean unusedToo = closed.complete("closed");
                  }
                });
  }

  private static boolean isNotYet(Throwable failure) {
    return failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException;
  }

  /** Says whether the server did not answer, or has too much to do to answer now. */
  private static boolean isConnectionLost(WorkflowClient client, Throwable failure) {
    Status status = GrpcStatus.in(failure);
    return status != null
        && TRANSIENT.contains(status.getCode())
        && !client.getWorkflowServiceStubs().isShutdown();
  }

  private static void say(WorkflowStub workflow, Throwable failure) {
    Status status = GrpcStatus.in(failure);
    log.warn(
        "No answer while waiting, asking again: workflow_id={} code={} reason={}",
        workflow.getExecution() == null ? "" : workflow.getExecution().getWorkflowId(),
        status == null ? "" : status.getCode(),
        status == null ? "" : status.getDescription());
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
