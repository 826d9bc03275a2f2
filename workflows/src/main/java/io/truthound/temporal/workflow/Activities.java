package io.truthound.temporal.workflow;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.Priority;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.BaselineActivities;
import io.truthound.temporal.contract.HostActivities;
import io.truthound.temporal.contract.KeyActivities;
import io.truthound.temporal.contract.LearnActivities;
import io.truthound.temporal.contract.MergeActivities;
import io.truthound.temporal.contract.PlanHost;
import io.truthound.temporal.contract.PlanningActivities;
import io.truthound.temporal.contract.ProfileActivities;
import io.truthound.temporal.contract.ReportActivities;
import io.truthound.temporal.contract.SliceActivities;
import io.truthound.temporal.contract.StateActivities;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes activity stubs with the retry and timeout policies of a configuration. */
final class Activities {
  private static final Duration LONG = Duration.ofHours(1);

  /** The server's keys are 1 to 5; 3 is what others have. */
  private static final int HIGHEST = 1;

  private static final Duration ASKING = Duration.ofSeconds(10);

  /** Two attempts for each block that workers are lost with, and some for what else may fail. */
  private static final int SUSPECT_ATTEMPTS = 50;

  private final BatchConfig config;
  private final ActivityCancellationType cancellation;
  private final int mostInOneRun;
  private int begun;

  /** The machine that has what the batch reads; null where any worker has, and before the plan. */
  private @Nullable PlanHost host;

  /**
   * Creates the stubs of one workflow run.
   *
   * @param mostInOneRun after how many activities the history is long enough
   */
  Activities(BatchConfig config, ActivityCancellationType cancellation, int mostInOneRun) {
    this.config = config;
    this.cancellation = cancellation;
    this.mostInOneRun = mostInOneRun;
  }

  /** Has what is read and written from now on done where it lies; null for anywhere. */
  void on(@Nullable PlanHost host) {
    this.host = host;
  }

  /** Says whether this run's history is long enough to be continued as a new one. */
  boolean areEnough() {
    return begun >= mostInOneRun || Workflow.getInfo().isContinueAsNewSuggested();
  }

  /** Returns the most attempts at a slice. */
  int attempts() {
    return config.retryPolicy().maximumAttempts();
  }

  PlanningActivities planning(String summary) {
    return Workflow.newActivityStub(PlanningActivities.class, options(LONG, summary));
  }

  /** Tries blocks one by one: each attempt that a worker is lost with finds out a little more. */
  SliceActivities suspect(String summary) {
    return Workflow.newActivityStub(
        SliceActivities.class,
        ActivityOptions.newBuilder(reading(config.chunkTimeout(), summary))
            .setRetryOptions(
                RetryOptions.newBuilder(retries())
                    .setMaximumAttempts(
                        Math.max(config.retryPolicy().maximumAttempts(), SUSPECT_ATTEMPTS))
                    .build())
            .build());
  }

  SliceActivities slice(String summary) {
    return Workflow.newActivityStub(SliceActivities.class, reading(config.chunkTimeout(), summary));
  }

  MergeActivities merging(String summary) {
    return Workflow.newActivityStub(MergeActivities.class, storing(LONG, summary));
  }

  StateActivities states(String summary) {
    return Workflow.newActivityStub(StateActivities.class, storing(LONG, summary));
  }

  /** Plans and judges what {@link #keys} counts. */
  KeyActivities keyPlanning(String summary) {
    return Workflow.newActivityStub(KeyActivities.class, reading(LONG, summary));
  }

  KeyActivities keys(String summary) {
    return Workflow.newActivityStub(KeyActivities.class, reading(config.chunkTimeout(), summary));
  }

  ProfileActivities profiling(String summary) {
    return Workflow.newActivityStub(ProfileActivities.class, answering(summary));
  }

  BaselineActivities baselines(String summary) {
    return Workflow.newActivityStub(BaselineActivities.class, options(LONG, summary));
  }

  LearnActivities learning(String summary) {
    return Workflow.newActivityStub(LearnActivities.class, answering(summary));
  }

  ReportActivities reporting(String summary) {
    return Workflow.newActivityStub(ReportActivities.class, answering(summary));
  }

  /** Asks about machines; nobody waits for an answer that is not wanted any more. */
  HostActivities hosts(String summary) {
    return Workflow.newActivityStub(
        HostActivities.class,
        ActivityOptions.newBuilder(options(ASKING, summary))
            .setCancellationType(ActivityCancellationType.ABANDON)
            .build());
  }

  /** Options of what reads sources. */
  private ActivityOptions reading(Duration startToClose, String summary) {
    return at(host, options(startToClose, summary));
  }

  /** Options of what reads and writes artifacts only. */
  private ActivityOptions storing(Duration startToClose, String summary) {
    return at(host == null || !host.holdsStore() ? null : host, options(startToClose, summary));
  }

  /**
   * Options of what a batch ends with. It does not wait behind the slices that are queued: a server
   * hands out hundreds of cancelled ones for seconds before it comes to what was queued last.
   */
  private ActivityOptions answering(String summary) {
    return ActivityOptions.newBuilder(storing(LONG, summary))
        .setPriority(Priority.newBuilder().setPriorityKey(HIGHEST).build())
        .build();
  }

  private static ActivityOptions at(@Nullable PlanHost host, ActivityOptions options) {
    return host == null
        ? options
        : ActivityOptions.newBuilder(options).setTaskQueue(host.taskQueue()).build();
  }

  private ActivityOptions options(Duration startToClose, String summary) {
    begun++; // a stub for each activity: its summary tells them apart
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(startToClose)
        .setHeartbeatTimeout(config.heartbeatTimeout())
        .setRetryOptions(retries())
        .setCancellationType(cancellation)
        .setSummary(summary)
        .build();
  }

  private RetryOptions retries() {
    return RetryOptions.newBuilder()
        .setInitialInterval(config.retryPolicy().initialInterval())
        .setBackoffCoefficient(config.retryPolicy().backoffCoefficient())
        .setMaximumInterval(config.retryPolicy().maximumInterval())
        .setMaximumAttempts(config.retryPolicy().maximumAttempts())
        .build();
  }
}
