package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.ProfilePlan.ProfiledColumn;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.PairState;
import io.truthound.temporal.state.ProfileState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Finds out how numeric columns go together, block by block: one thread adds a block's doubles in
 * the order of its rows, so that their sum is the same in whatever slice the block lies.
 */
final class PairProfiler {
  private static final int PAIRS_OF_A_QUERY = 32;
  private static final int ANSWERS = 6;

  private final OpenSource open;
  private final DuckDb db;
  private final ScanWatch watch;
  private final List<ColumnNeeds> numeric;
  private final List<String> centres = new ArrayList<>();
  private final List<PairState> pairs;

  PairProfiler(BatchPlan plan, OpenSource open, DuckDb db, ScanWatch watch) {
    this.open = open;
    this.db = db;
    this.watch = watch;
    this.numeric =
        ProfileState.needs(plan).stream().filter(column -> column.type().numeric()).toList();
    List<ProfiledColumn> planned = Objects.requireNonNull(plan.profile()).columns();
    for (ColumnNeeds column : numeric) {
      String centre =
          planned.stream()
              .filter(each -> each.name().equals(column.column()))
              .map(ProfiledColumn::centre)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse("0");
      centres.add(centre);
    }
    this.pairs = new ArrayList<>(ProfileState.none(plan).pairs());
  }

  /** Adds a block. */
  void add(RowRange block) throws SQLException, ScanCancelledException {
    List<int[]> places = new ArrayList<>();
    for (int a = 0; a < numeric.size(); a++) {
      for (int b = a + 1; b < numeric.size(); b++) {
        places.add(new int[] {a, b});
      }
    }
    for (int first = 0; first < places.size(); first += PAIRS_OF_A_QUERY) {
      int end = Math.min(places.size(), first + PAIRS_OF_A_QUERY);
      add(block, places.subList(first, end), first);
    }
  }

  List<PairState> pairs() {
    return List.copyOf(pairs);
  }

  private void add(RowRange block, List<int[]> places, int firstPair)
      throws SQLException, ScanCancelledException {
    List<String> answers = new ArrayList<>();
    List<Integer> needed = new ArrayList<>();
    for (int[] place : places) {
      String a = "d" + place[0];
      String b = "d" + place[1];
      answers.add("count(%s * 0 + %s * 0)".formatted(a, b));
      answers.add("sum(CASE WHEN %s IS NOT NULL THEN %s END)".formatted(b, a));
      answers.add("sum(CASE WHEN %s IS NOT NULL THEN %s END)".formatted(a, b));
      answers.add("sum(CASE WHEN %s IS NOT NULL THEN %s * %s END)".formatted(b, a, a));
      answers.add("sum(CASE WHEN %s IS NOT NULL THEN %s * %s END)".formatted(a, b, b));
      answers.add("sum(%s * %s)".formatted(a, b));
      for (int column : place) {
        if (!needed.contains(column)) {
          needed.add(column);
        }
      }
    }
    db.query(
        "SELECT " + String.join(", ", answers) + " FROM " + centred(needed, block),
        watch,
        row -> add(row, firstPair, places.size()));
  }

  /** Returns a relation of doubles less their column's centre; null where not finite. */
  private String centred(List<Integer> needed, RowRange block) {
    List<String> names = needed.stream().map(at -> numeric.get(at).column()).toList();
    List<String> numbers = new ArrayList<>();
    for (int at : needed) {
      ColumnNeeds column = numeric.get(at);
      String value = "CAST(" + open.column(column.column()).value() + " AS DOUBLE)";
      String number = "(%s - CAST(%s AS DOUBLE))".formatted(value, Sql.text(centres.get(at)));
      numbers.add(finite(column.type(), value, number) + " AS d" + at);
    }
    return "(SELECT %s FROM %s WHERE %s)"
        .formatted(String.join(", ", numbers), open.relation(names, block), open.within(block));
  }

  private static String finite(DataType type, String value, String number) {
    return type.floating() ? "CASE WHEN isfinite(" + value + ") THEN " + number + " END" : number;
  }

  private void add(ResultSet row, int firstPair, int count) throws SQLException {
    for (int at = 0; at < count; at++) {
      int first = 1 + at * ANSWERS;
      PairState before = pairs.get(firstPair + at);
      double[] sums = new double[ANSWERS - 1];
      for (int sum = 0; sum < sums.length; sum++) {
        sums[sum] = row.getDouble(first + 1 + sum);
      }
      pairs.set(
          firstPair + at,
          before.plus(PairState.of(before.a(), before.b(), row.getLong(first), sums)));
    }
  }
}
