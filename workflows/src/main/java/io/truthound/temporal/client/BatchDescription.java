package io.truthound.temporal.client;

import io.truthound.temporal.contract.Operation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a server knows of a batch by itself, whether a worker runs or not.
 *
 * @param id the id of the batch's workflow
 * @param runId the id of the run that began the batch
 * @param state whether it runs, or how its workflow closed
 * @param operation what it does; null where whoever started it did not say
 * @param dataset the dataset's name; null where whoever started it did not say
 * @param taskQueue the queue that its workers poll
 * @param begun when the batch began; when its latest run did where the server forgot the first
 * @param closed when it closed, or null while it runs
 * @param pendingActivities how many pieces of its work run or wait for a worker or another attempt
 */
public record BatchDescription(
    String id,
    String runId,
    State state,
    @Nullable Operation operation,
    @Nullable String dataset,
    String taskQueue,
    Instant begun,
    @Nullable Instant closed,
    int pendingActivities) {

  /** Whether a batch runs, or how its workflow closed. */
  public enum State {
    RUNNING,
    /** It gave an answer; broken rules are one, too. */
    COMPLETED,
    /** It could not go on, or was to fail where rules are broken. */
    FAILED,
    CANCELLED,
    TERMINATED,
    /** The server's own limit ended it; a total timeout is an answer. */
    TIMED_OUT
  }

  /** Says whether the batch's workflow is closed. */
  public boolean over() {
    return state != State.RUNNING;
  }
}
