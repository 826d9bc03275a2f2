package io.truthound.temporal.client;

import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleBackfill;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleState;
import io.temporal.client.schedules.ScheduleUpdate;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that starts batches. Safe for use by many threads. All methods that ask the server
 * throw {@code ScheduleException} where there is no such schedule.
 */
public final class BatchSchedule {
  private final ScheduleHandle schedule;

  BatchSchedule(ScheduleHandle schedule) {
    this.schedule = schedule;
  }

  /**
   * What a server knows of a schedule.
   *
   * @param operation what it starts
   * @param dataset what that is of, by name
   * @param data where that lies, with its places for a time
   * @param rules how many rules were given for it
   * @param channels the names of whom its batches tell when they are over
   * @param timing its times, as the server has them: crons have become calendars
   * @param paused whether it starts nothing at the moment
   * @param note what a person, or the server, said of it last; empty where nobody did
   * @param next when it starts its next batches, as far as the server tells
   * @param recent the ids of the workflows that it started last, the latest at the end
   * @param started how many it has started
   * @param skipped how many it has not, since the one before was still running
   * @param missed how many it has not, since their time was too long past
   */
  public record Description(
      Operation operation,
      String dataset,
      List<String> data,
      int rules,
      List<String> channels,
      BatchTiming timing,
      boolean paused,
      String note,
      List<Instant> next,
      List<String> recent,
      long started,
      long skipped,
      long missed) {
    public Description {
      data = List.copyOf(data);
      channels = List.copyOf(channels);
      next = List.copyOf(next);
      recent = List.copyOf(recent);
    }
  }

  public String id() {
    return schedule.getId();
  }

  public Description describe() {
    ScheduleDescription described = schedule.describe();
    BatchRequest request = request(described.getSchedule());
    return new Description(
        request.operation(),
        request.dataset().displayName(),
        request.dataset().uris(),
        request.userRules().size(),
        request.channels(),
        BatchTiming.of(described.getSchedule()),
        described.getSchedule().getState().isPaused(),
        Objects.toString(described.getSchedule().getState().getNote(), ""),
        described.getInfo().getNextActionTimes(),
        described.getInfo().getRecentActions().stream()
            .map(action -> (ScheduleActionExecutionStartWorkflow) action.getAction())
            .map(ScheduleActionExecutionStartWorkflow::getWorkflowId)
            .toList(),
        described.getInfo().getNumActions(),
        described.getInfo().getNumActionsSkippedOverlap(),
        described.getInfo().getNumActionsMissedCatchupWindow());
  }

  /** Gives it other times; what it starts stays. */
  public void update(BatchTiming timing) {
    update(now -> timing);
  }

  /** Gives it times that differ from what it has in one or the other; what it starts stays. */
  public void update(UnaryOperator<BatchTiming> change) {
    try {
      schedule.update(
          now -> new ScheduleUpdate(changed(now.getDescription().getSchedule(), change)));
    } catch (RuntimeException failed) {
      throw BatchSchedules.understood(id(), failed);
    }
  }

  /** Changes what an older schedule starts and when; it stays paused where it is. */
  void replace(Schedule other) {
    try {
      schedule.update(
          now -> {
            Schedule here = now.getDescription().getSchedule();
            return new ScheduleUpdate(
                Schedule.newBuilder(other)
                    .setState(
                        ScheduleState.newBuilder(other.getState())
                            .setPaused(here.getState().isPaused() || other.getState().isPaused())
                            .build())
                    .build());
          });
    } catch (RuntimeException failed) {
      throw BatchSchedules.understood(id(), failed);
    }
  }

  /** The zone is that of the times in URIs, too. */
  private static Schedule changed(Schedule now, UnaryOperator<BatchTiming> change) {
    BatchTiming timing = change.apply(BatchTiming.of(now));
    return Schedule.newBuilder(now)
        .setAction(
            ScheduleActionStartWorkflow.newBuilder((ScheduleActionStartWorkflow) now.getAction())
                .setArguments(BatchSchedules.in(timing, request(now)))
                .build())
        .setSpec(timing.spec())
        .setPolicy(timing.policy())
        .build();
  }

  private static BatchRequest request(Schedule schedule) {
    return ((ScheduleActionStartWorkflow) schedule.getAction())
        .getArguments()
        .get(0, BatchRequest.class);
  }

  /** Has it start nothing until {@link #resume}; batches that run go on. */
  public void pause(@Nullable String why) {
    schedule.pause(why == null ? "paused" : why);
  }

  /** Has it go on after {@link #pause}; times that passed meanwhile are not caught up. */
  public void resume(@Nullable String why) {
    schedule.unpause(why == null ? "resumed" : why);
  }

  /** Starts a batch now, beside its times; skipped as they are where one is running. */
  public void trigger() {
    schedule.trigger();
  }

  /**
   * Starts the batches of all times between two, one after another, as if those were now.
   *
   * @param from the first, itself included
   * @param until the last, itself included
   */
  public void backfill(Instant from, Instant until) {
    schedule.backfill(
        List.of(
            new ScheduleBackfill(
                from, until, ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_BUFFER_ALL)));
  }

  /** Deletes it; batches that it started stay. */
  public void delete() {
    schedule.delete();
  }
}
