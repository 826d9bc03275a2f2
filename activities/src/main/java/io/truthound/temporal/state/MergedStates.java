package io.truthound.temporal.state;

import java.util.List;

/**
 * What slices next to each other say together, as it lies in the artifact store. Its bytes hold no
 * clock, host or attempt.
 *
 * @param version of this record's shape
 * @param plan digest of the plan that the slices belong to
 * @param columns the states of the columns that rules measure, in the order of the rules
 */
public record MergedStates(int version, String plan, List<ColumnState> columns) {

  /** The version that this code writes and reads. */
  public static final int VERSION = 1;

  public MergedStates {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "merged states have version %d; this worker merges version %d"
              .formatted(version, VERSION));
    }
    columns = List.copyOf(columns);
  }
}
