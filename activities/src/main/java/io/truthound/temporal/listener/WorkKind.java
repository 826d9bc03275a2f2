package io.truthound.temporal.listener;

import io.truthound.temporal.contract.WireNames;
import java.util.Locale;

/** The kinds of work that make up a batch: one for each activity that works on data. */
public enum WorkKind {
  /** Finds the sources, and cuts them into slices. */
  PLAN(WireNames.PLAN),
  /** Holds the rows of a slice against the rules. */
  CHECK_SLICE(WireNames.CHECK_SLICE),
  /** Says what the rows of a slice are like. */
  PROFILE_SLICE(WireNames.PROFILE_SLICE),
  /** Records a slice of which every attempt failed. */
  GIVE_UP_SLICE(WireNames.GIVE_UP_SLICE),
  /** Merges what slices found, where history is too small for it. */
  MERGE_SLICES(WireNames.MERGE_SLICES),
  /** Merges states of slices. */
  MERGE_STATES(WireNames.MERGE_STATES),
  /** Judges rules that measure columns. */
  MEASURE(WireNames.MEASURE),
  /** Says into how many partitions keys go. */
  PLAN_KEYS(WireNames.PLAN_KEYS),
  /** Counts the keys of one partition. */
  COUNT_KEYS(WireNames.COUNT_KEYS),
  /** Records a key partition of which every attempt failed. */
  GIVE_UP_KEYS(WireNames.GIVE_UP_KEYS),
  /** Judges rules about keys. */
  JUDGE_KEYS(WireNames.JUDGE_KEYS),
  /** Writes the report of a profile. */
  PROFILE(WireNames.PROFILE),
  /** Says which columns may be unique. */
  FIND_UNIQUE(WireNames.FIND_UNIQUE),
  /** Writes the report of a learn. */
  LEARN(WireNames.LEARN),
  /** Finds or stores the baseline of a dataset. */
  BASELINE(WireNames.BASELINE),
  /** Writes the report of a check. */
  REPORT(WireNames.REPORT);

  private final String activityType;

  WorkKind(String activityType) {
    this.activityType = activityType;
  }

  /** Returns what Temporal calls the activity. */
  public String activityType() {
    return activityType;
  }

  /** Says whether it reads the rows of a slice. */
  public boolean scans() {
    return this == CHECK_SLICE || this == PROFILE_SLICE;
  }

  /** Returns its word in lower case, as meters say it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds the kind of an activity.
   *
   * @throws IllegalArgumentException if no activity that works on data is called so
   */
  public static WorkKind of(String activityType) {
    for (WorkKind kind : values()) {
      if (kind.activityType.equals(activityType)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("No kind of work: " + activityType);
  }
}
