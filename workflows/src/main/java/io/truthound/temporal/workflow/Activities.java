package io.truthound.temporal.workflow;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.BaselineActivities;
import io.truthound.temporal.contract.KeyActivities;
import io.truthound.temporal.contract.LearnActivities;
import io.truthound.temporal.contract.MergeActivities;
import io.truthound.temporal.contract.PlanningActivities;
import io.truthound.temporal.contract.ProfileActivities;
import io.truthound.temporal.contract.ReportActivities;
import io.truthound.temporal.contract.SliceActivities;
import io.truthound.temporal.contract.StateActivities;
import java.time.Duration;

/** Makes activity stubs with the retry and timeout policies of a configuration. */
final class Activities {
  private static final Duration LONG = Duration.ofHours(1);

  /** Two attempts for each block that workers are lost with, and some for what else may fail. */
  private static final int SUSPECT_ATTEMPTS = 50;

  private final BatchConfig config;
  private final ActivityCancellationType cancellation;
  private final int mostInOneRun;
  private int begun;

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

  /** Says whether this run's history is long enough to be continued as a new one. */
  boolean areEnough() {
    return begun >= mostInOneRun || Workflow.getInfo().isContinueAsNewSuggested();
  }

  PlanningActivities planning(String summary) {
    return Workflow.newActivityStub(PlanningActivities.class, options(LONG, summary));
  }

  /** Tries blocks one by one: each attempt that a worker is lost with finds out a little more. */
  SliceActivities suspect(String summary) {
    return Workflow.newActivityStub(
        SliceActivities.class,
        ActivityOptions.newBuilder(options(config.chunkTimeout(), summary))
            .setRetryOptions(
                RetryOptions.newBuilder(retries())
                    .setMaximumAttempts(
                        Math.max(config.retryPolicy().maximumAttempts(), SUSPECT_ATTEMPTS))
                    .build())
            .build());
  }

  SliceActivities slice(String summary) {
    return Workflow.newActivityStub(SliceActivities.class, options(config.chunkTimeout(), summary));
  }

  MergeActivities merging(String summary) {
    return Workflow.newActivityStub(MergeActivities.class, options(LONG, summary));
  }

  StateActivities states(String summary) {
    return Workflow.newActivityStub(StateActivities.class, options(LONG, summary));
  }

  /** Plans and judges what {@link #keys} counts. */
  KeyActivities keyPlanning(String summary) {
    return Workflow.newActivityStub(KeyActivities.class, options(LONG, summary));
  }

  KeyActivities keys(String summary) {
    return Workflow.newActivityStub(KeyActivities.class, options(config.chunkTimeout(), summary));
  }

  ProfileActivities profiling(String summary) {
    return Workflow.newActivityStub(ProfileActivities.class, options(LONG, summary));
  }

  BaselineActivities baselines(String summary) {
    return Workflow.newActivityStub(BaselineActivities.class, options(LONG, summary));
  }

  LearnActivities learning(String summary) {
    return Workflow.newActivityStub(LearnActivities.class, options(LONG, summary));
  }

  ReportActivities reporting(String summary) {
    return Workflow.newActivityStub(ReportActivities.class, options(LONG, summary));
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
