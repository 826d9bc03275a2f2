package io.truthound.temporal.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.truthound.temporal.result.BatchOutcome;
import org.jspecify.annotations.Nullable;

/** Checks one dataset durably. May be started by a client or as a child of another workflow. */
@WorkflowInterface
public interface BatchWorkflow {

  /**
   * Plans the batch, checks its slices, merges what they found in plan order and returns the
   * answer.
   *
   * <p>Broken rules are an answer. Fails with a type of {@link FailureTypes} where planning is
   * refused, where an artifact is damaged, where the lowest failing chunk is ERROR and the
   * configuration does not continue on error, and where {@code failWorkflowOn} says so; the last
   * two carry the answer in the failure's details.
   *
   * <p>The answer is {@linkplain io.truthound.temporal.result.CheckResult#abridged abridged} where
   * its rules are too many for history; a request should stay below {@link
   * BatchRequest#MOST_BYTES}, which only clients hold it to.
   */
  @WorkflowMethod(name = WireNames.BATCH_WORKFLOW)
  BatchOutcome run(BatchRequest request);

  /** Returns how far the batch has come. Cheap. */
  @QueryMethod(name = WireNames.PROGRESS_QUERY)
  BatchProgress progress();

  /**
   * Returns what happened, a page at a time, for those who saw in {@link #progress} that there is
   * something new. What happened in an earlier workflow run, that run is asked for; the page names
   * it.
   *
   * @param from the number of the first event wanted, from 0
   */
  @QueryMethod(name = WireNames.EVENTS_QUERY)
  EventPage events(long from);

  /**
   * Returns the answer of a check, profile or learn as far as it is known, as if the batch were
   * cancelled now: without failing rows, and abridged as {@link #run}'s. Null before there is a
   * plan, and of a plan. The rules of a check with so many that history does not hold them, and the
   * columns of a profile or learn, are only known at the end.
   */
  @QueryMethod(name = WireNames.PARTIAL_RESULT_QUERY)
  @Nullable BatchOutcome partialResult();

  /**
   * Begins no further slice, key partition or merge until {@link #resume}; what is in flight goes
   * on to its end. The total timeout goes on too. Paused twice is paused.
   */
  @UpdateMethod(name = WireNames.PAUSE_UPDATE)
  void pause();

  /** Goes on after {@link #pause}; nothing happens where it was not paused. */
  @UpdateMethod(name = WireNames.RESUME_UPDATE)
  void resume();

  /**
   * Sets how many activities may be in flight from now on, whatever the strategy; those beyond it
   * go on to their end.
   *
   * @param maxWorkers 1 to 500
   */
  @UpdateMethod(name = WireNames.SET_MAX_WORKERS_UPDATE)
  void setMaxWorkers(int maxWorkers);

  /** Refuses what no batch may have. */
  @UpdateValidatorMethod(updateName = WireNames.SET_MAX_WORKERS_UPDATE)
  void requireValidMaxWorkers(int maxWorkers);
}
