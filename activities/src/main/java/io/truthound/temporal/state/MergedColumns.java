package io.truthound.temporal.state;

import java.util.ArrayList;
import java.util.List;

/** States of columns that are merged whenever they are asked for. */
final class MergedColumns extends LateColumns {
  private final List<List<ColumnProfileState>> parts;

  private MergedColumns(List<List<ColumnProfileState>> parts) {
    this.parts = parts;
  }

  /** Merges states of the same columns in this order. */
  static MergedColumns of(List<ColumnProfileState> one, List<ColumnProfileState> other) {
    List<List<ColumnProfileState>> parts = new ArrayList<>();
    for (List<ColumnProfileState> each : List.of(one, other)) {
      if (each instanceof MergedColumns merged) {
        parts.addAll(merged.parts);
      } else {
        parts.add(each);
      }
    }
    return new MergedColumns(parts);
  }

  @Override
  public ColumnProfileState get(int at) {
    ColumnProfileState merged = parts.get(0).get(at);
    for (List<ColumnProfileState> part : parts.subList(1, parts.size())) {
      ColumnProfileState more = part.get(at);
      merged = saysNothing(merged, more) ? more : plus(merged, more);
    }
    return merged;
  }

  /** What no rows say changes nothing, and merging it costs as much as anything else. */
  private static boolean saysNothing(ColumnProfileState one, ColumnProfileState other) {
    return one.rows() == 0 && one.values().column().equals(other.values().column());
  }

  private static ColumnProfileState plus(ColumnProfileState one, ColumnProfileState other) {
    try {
      return one.plus(other);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UnmergeableStatesException(e);
    }
  }

  @Override
  public int size() {
    return parts.get(0).size();
  }
}
