package io.truthound.temporal.state;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.ProfilePlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * Holds what rows say of a dataset that is profiled. {@link #plus} is associative and commutative,
 * down to the bytes on the wire; {@link #none} is its identity.
 *
 * @param version of this record's shape
 * @param rows how many rows, malformed records among them
 * @param malformed how many records are not well-formed, and so in no column
 * @param columns what they say of each column, in schema order
 * @param pairs what they say of each pair of numeric columns, where that is asked for
 */
public record ProfileState(
    int version,
    long rows,
    long malformed,
    List<ColumnProfileState> columns,
    List<PairState> pairs) {

  /** The version that this code writes, and the only one that it merges. */
  public static final int VERSION = 1;

  public ProfileState {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "a profile's state has version %d; this worker merges version %d"
              .formatted(version, VERSION));
    }
    columns = columns instanceof LateColumns ? columns : List.copyOf(columns);
    pairs = List.copyOf(pairs);
  }

  /** Returns what no rows say of the columns that a plan profiles. */
  public static ProfileState none(BatchPlan plan) {
    List<ColumnNeeds> needs = needs(plan);
    return new ProfileState(
        VERSION,
        0,
        0,
        needs.stream().map(ColumnProfileState::none).toList(),
        profile(plan).correlations() ? pairs(needs) : List.of());
  }

  /** Returns what is to be known of each column that a plan profiles, in schema order. */
  public static List<ColumnNeeds> needs(BatchPlan plan) {
    return columns(plan).stream().map(ColumnNeeds::profiling).toList();
  }

  private static List<PairState> pairs(List<ColumnNeeds> needs) {
    List<String> numeric =
        needs.stream().filter(column -> column.type().numeric()).map(ColumnNeeds::column).toList();
    List<PairState> pairs = new ArrayList<>();
    for (int a = 0; a < numeric.size(); a++) {
      for (int b = a + 1; b < numeric.size(); b++) {
        pairs.add(PairState.none(numeric.get(a), numeric.get(b)));
      }
    }
    return pairs;
  }

  private static ProfilePlan profile(BatchPlan plan) {
    return Objects.requireNonNull(plan.profile(), "The plan profiles nothing");
  }

  /**
   * Merges what other rows of the same dataset say.
   *
   * @throws IllegalArgumentException if they are of another one
   * @throws ArithmeticException if a count passes 2^63 - 1
   */
  public ProfileState plus(ProfileState other) {
    return new ProfileState(
        VERSION,
        Math.addExact(rows, other.rows),
        Math.addExact(malformed, other.malformed),
        plus(columns, other.columns),
        merged(pairs, other.pairs, PairState::plus));
  }

  private static List<ColumnProfileState> plus(
      List<ColumnProfileState> one, List<ColumnProfileState> other) {
    requireAsMany(one, other);
    return one instanceof LateColumns || other instanceof LateColumns
        ? MergedColumns.of(one, other)
        : merged(one, other, ColumnProfileState::plus);
  }

  private static void requireAsMany(List<?> one, List<?> other) {
    if (one.size() != other.size()) {
      throw new IllegalArgumentException(
          "Cannot merge profiles of %d and %d".formatted(one.size(), other.size()));
    }
  }

  private static <T> List<T> merged(List<T> one, List<T> other, BinaryOperator<T> plus) {
    requireAsMany(one, other);
    List<T> merged = new ArrayList<>();
    for (int at = 0; at < one.size(); at++) {
      merged.add(plus.apply(one.get(at), other.get(at)));
    }
    return merged;
  }

  /** Says whether columns are read and merged whenever they are asked for. */
  public boolean late() {
    return columns instanceof LateColumns;
  }

  /** Returns the same with all columns in memory. */
  public ProfileState held() {
    return new ProfileState(version, rows, malformed, new ArrayList<>(columns), pairs);
  }

  /** Returns the columns that a plan profiles, in schema order. */
  public static List<Column> columns(BatchPlan plan) {
    Set<String> names = new HashSet<>(profile(plan).names());
    return plan.columns().stream().filter(column -> names.contains(column.name())).toList();
  }
}
