package io.truthound.temporal.listener;

import org.jspecify.annotations.Nullable;

/**
 * Names one attempt at an activity of a batch.
 *
 * @param kind what is done
 * @param taskQueue the plugin's task queue that it came from, or from this machine's own beside it
 * @param workflowId the batch's
 * @param runId the run that asked for it; a long batch has several
 * @param slice the slice that is worked on; null where the work is not that of one slice
 * @param number which attempt it is, from 1
 */
public record Attempt(
    WorkKind kind,
    String taskQueue,
    String workflowId,
    String runId,
    @Nullable Integer slice,
    int number) {

  /** Says whether attempts before it failed, or were lost. */
  public boolean repeats() {
    return number > 1;
  }
}
