package io.truthound.temporal.client;

import io.grpc.Status;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleListActionStartWorkflow;
import io.temporal.client.schedules.ScheduleListDescription;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.ScheduleState;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.DataTime;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.rule.RuleSet;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Has a server start batches at times, with an executor's settings but its hooks: whether anybody
 * is there or not. What is scheduled is the request as it is now; paths are those of this machine.
 * Only a real server has schedules. Immutable and safe for use by many threads.
 *
 * <p>URIs may have places for the time that a batch is for, such as {@code
 * s3://lake/orders/dt={scheduled:yyyy-MM-dd}/} or, for the day before, {@code
 * {scheduled-1d:yyyy-MM-dd}}; they are written in the schedule's zone.
 *
 * <p>The workflow of each batch has the id of its schedule, a hyphen and the time that it was for.
 */
public final class BatchSchedules {
  private final BatchExecutor executor;
  private final ScheduleClient schedules;
  private final ScheduleState state;
  private final boolean replacing;

  private BatchSchedules(
      BatchExecutor executor, ScheduleClient schedules, ScheduleState state, boolean replacing) {
    this.executor = executor;
    this.schedules = schedules;
    this.state = state;
    this.replacing = replacing;
  }

  /**
   * A schedule among others.
   *
   * @param paused whether it starts nothing at the moment
   * @param note what a person, or the server, said of it last; empty where nobody did
   * @param next when it starts its next batch; null where it is paused or over
   */
  public record Listed(String id, boolean paused, String note, @Nullable Instant next) {}

  /**
   * Schedules what an executor would start, through the same connection and with the same data
   * converter.
   */
  public static BatchSchedules of(BatchExecutor executor) {
    WorkflowClientOptions options = executor.client().getOptions();
    return new BatchSchedules(
        executor,
        ScheduleClient.newInstance(
            executor.client().getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(options.getNamespace())
                .setDataConverter(options.getDataConverter())
                .setIdentity(options.getIdentity())
                .setContextPropagators(options.getContextPropagators())
                .build()),
        ScheduleState.newBuilder().build(),
        false);
  }

  /** Creates schedules with a note for people. */
  public BatchSchedules withNote(String note) {
    return new BatchSchedules(
        executor, schedules, ScheduleState.newBuilder(state).setNote(note).build(), replacing);
  }

  /** Creates schedules that start nothing until they are resumed, or that start at once. */
  public BatchSchedules withPaused(boolean paused) {
    return new BatchSchedules(
        executor, schedules, ScheduleState.newBuilder(state).setPaused(paused).build(), replacing);
  }

  /** Changes a schedule of the same id where there is one; it stays paused where it is. */
  public BatchSchedules withReplacing(boolean replacing) {
    return new BatchSchedules(executor, schedules, state, replacing);
  }

  /**
   * Schedules a check.
   *
   * @param id what the schedule is called
   * @throws IllegalStateException if there is a schedule of this id, or the executor resumes
   * @throws IllegalArgumentException if the server does not understand the timing
   * @throws ChunkingException if the request is too large for workflow history
   */
  public BatchSchedule createCheck(String id, Dataset dataset, RuleSet rules, BatchTiming timing) {
    return create(id, executor.request(Operation.CHECK, dataset, rules, null), timing);
  }

  /** Schedules a profile; as {@link #createCheck}. */
  public BatchSchedule createProfile(String id, Dataset dataset, BatchTiming timing) {
    return create(id, executor.request(Operation.PROFILE, dataset, null, ProfileScope.ALL), timing);
  }

  /** Schedules a learn; as {@link #createCheck}. */
  public BatchSchedule createLearn(String id, Dataset dataset, BatchTiming timing) {
    return create(id, executor.request(Operation.LEARN, dataset, null, null), timing);
  }

  /** Finds a schedule by its id; asks no server yet. */
  public BatchSchedule find(String id) {
    return new BatchSchedule(schedules.getHandle(id));
  }

  /** Returns the ids of all schedules that start batches. */
  public Stream<String> ids() {
    return list().map(Listed::id);
  }

  /** Returns all schedules that start batches; a server lists a new one after a moment. */
  public Stream<Listed> list() {
    return schedules
        .listSchedules()
        .filter(BatchSchedules::startsBatches)
        .map(BatchSchedules::listed);
  }

  private static Listed listed(ScheduleListDescription schedule) {
    List<Instant> next =
        schedule.getInfo() == null ? List.of() : schedule.getInfo().getNextActionTimes();
    boolean paused = schedule.getSchedule().getState().isPaused();
    return new Listed(
        schedule.getScheduleId(),
        paused,
        Objects.toString(schedule.getSchedule().getState().getNote(), ""),
        paused || next.isEmpty() ? null : next.get(0));
  }

  private static boolean startsBatches(ScheduleListDescription schedule) {
    return schedule.getSchedule() != null
        && schedule.getSchedule().getAction() instanceof ScheduleListActionStartWorkflow start
        && start.getWorkflow().equals(WireNames.BATCH_WORKFLOW);
  }

  private BatchSchedule create(String id, BatchRequest asked, BatchTiming timing) {
    if (asked.resumes() != null) {
      throw new IllegalStateException(
          "Cannot create schedule " + id + ": a schedule resumes no batch");
    }
    BatchRequest request = in(timing, asked);
    RequestSize.requireSmall(request);
    Schedule schedule =
        Schedule.newBuilder()
            .setAction(
                ScheduleActionStartWorkflow.newBuilder()
                    .setWorkflowType(WireNames.BATCH_WORKFLOW)
                    .setOptions(executor.options(request, id))
                    .setArguments(request)
                    .build())
            .setSpec(timing.spec())
            .setPolicy(timing.policy())
            .setState(state)
            .build();
    try {
      return new BatchSchedule(
          schedules.createSchedule(id, schedule, ScheduleOptions.newBuilder().build()));
    } catch (ScheduleAlreadyRunningException exists) {
      if (replacing) {
        BatchSchedule older = find(id);
        older.replace(schedule);
        return older;
      }
      throw new IllegalStateException(
          "Cannot create schedule " + id + ": there is one of this id", exists);
    } catch (RuntimeException failed) {
      throw understood(id, failed);
    }
  }

  /** Has the places for a time in URIs written in the zone of the schedule. */
  static BatchRequest in(BatchTiming timing, BatchRequest request) {
    DataTime time = request.dataTime() == null ? DataTime.DEFAULT : request.dataTime();
    return time.scheduled() == null && request.hasTime()
        ? request.with(time.withZone(timing.zone()))
        : request;
  }

  /** Tells a timing that the server refuses from a server that does not answer. */
  static RuntimeException understood(String id, RuntimeException failed) {
    Status status = GrpcStatus.in(failed);
    return status != null && status.getCode() == Status.Code.INVALID_ARGUMENT
        ? new IllegalArgumentException(
            "Cannot set the timing of schedule %s: %s".formatted(id, status.getDescription()),
            failed)
        : failed;
  }
}
