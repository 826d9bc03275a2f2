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
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.rule.RuleSet;
import java.util.stream.Stream;

/**
 * Has a server start batches at times, with an executor's settings but its hooks: whether anybody
 * is there or not. What is scheduled is the request as it is now; paths are those of this machine.
 * Only a real server has schedules. Immutable and safe for use by many threads.
 *
 * <p>The workflow of each batch has the id of its schedule, a hyphen and the time that it was for.
 */
public final class BatchSchedules {
  private final BatchExecutor executor;
  private final ScheduleClient schedules;

  private BatchSchedules(BatchExecutor executor, ScheduleClient schedules) {
    this.executor = executor;
    this.schedules = schedules;
  }

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
                .build()));
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
    return schedules
        .listSchedules()
        .filter(BatchSchedules::startsBatches)
        .map(ScheduleListDescription::getScheduleId);
  }

  private static boolean startsBatches(ScheduleListDescription schedule) {
    return schedule.getSchedule() != null
        && schedule.getSchedule().getAction() instanceof ScheduleListActionStartWorkflow start
        && start.getWorkflow().equals(WireNames.BATCH_WORKFLOW);
  }

  private BatchSchedule create(String id, BatchRequest request, BatchTiming timing) {
    if (request.resumes() != null) {
      throw new IllegalStateException(
          "Cannot create schedule " + id + ": a schedule resumes no batch");
    }
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
            .setState(ScheduleState.newBuilder().build())
            .build();
    try {
      return new BatchSchedule(
          schedules.createSchedule(id, schedule, ScheduleOptions.newBuilder().build()));
    } catch (ScheduleAlreadyRunningException exists) {
      throw new IllegalStateException(
          "Cannot create schedule " + id + ": there is one of this id", exists);
    } catch (RuntimeException failed) {
      throw understood(id, failed);
    }
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
