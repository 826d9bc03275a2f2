package io.truthound.temporal.contract;

/** Names that workers and clients of different versions must agree on. */
public final class WireNames {
  private WireNames() {}

  /** The task queue where none is named. */
  public static final String TASK_QUEUE = "truthound";

  public static final String BATCH_WORKFLOW = "truthoundBatch";
  public static final String DATASET_LIST_WORKFLOW = "truthoundDatasetList";
  public static final String NOTIFY_WORKFLOW = "truthoundTell";
  public static final String PROGRESS_QUERY = "progress";
  public static final String EVENTS_QUERY = "events";
  public static final String PARTIAL_RESULT_QUERY = "partialResult";
  public static final String PAUSE_UPDATE = "pause";
  public static final String RESUME_UPDATE = "resume";
  public static final String SET_MAX_WORKERS_UPDATE = "setMaxWorkers";

  /** The memo's entry that names the dataset. */
  public static final String DATASET_MEMO = "truthoundDataset";

  /** The memo's entry that names the operation: check, plan, profile or learn. */
  public static final String OPERATION_MEMO = "truthoundOperation";

  public static final String PLAN = "truthoundPlan";
  public static final String CHECK_SLICE = "truthoundCheckSlice";
  public static final String PROFILE_SLICE = "truthoundProfileSlice";
  public static final String GIVE_UP_SLICE = "truthoundGiveUpSlice";
  public static final String MERGE_SLICES = "truthoundMergeSlices";
  public static final String MERGE_STATES = "truthoundMergeStates";
  public static final String MEASURE = "truthoundMeasure";
  public static final String PLAN_KEYS = "truthoundPlanKeys";
  public static final String COUNT_KEYS = "truthoundCountKeys";
  public static final String GIVE_UP_KEYS = "truthoundGiveUpKeys";
  public static final String JUDGE_KEYS = "truthoundJudgeKeys";
  public static final String PROFILE = "truthoundProfile";
  public static final String FIND_UNIQUE = "truthoundFindUnique";
  public static final String LEARN = "truthoundLearn";
  public static final String BASELINE = "truthoundBaseline";
  public static final String REPORT = "truthoundReport";
  public static final String NOTIFY = "truthoundNotify";
  public static final String LAST_POLLED = "truthoundLastPolled";

  /**
   * Returns the task queue that only the workers of one machine poll.
   *
   * @param taskQueue the queue that workers of all machines poll, or already that machine's
   * @param host what the machine is called
   */
  public static String hostQueue(String taskQueue, String host) {
    String suffix = "@" + host;
    return taskQueue.endsWith(suffix) ? taskQueue : taskQueue + suffix;
  }
}
