package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.BlockStatistics;
import io.truthound.temporal.engine.BlockStatistics.ColumnStatistics;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.ProvenRows;
import io.truthound.temporal.rule.CompletenessRatio;
import io.truthound.temporal.rule.GreaterThan;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.LessThan;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RowRule;
import io.truthound.temporal.rule.Rule;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides rules by statistics of blocks. A block without nulls breaks neither {@code not_null} nor
 * {@code completeness_ratio}; where its lowest and highest value lie inside bounds, so do all
 * between them. Floating-point columns have no such ends: a NaN lies outside every bound and shows
 * in no statistics.
 */
final class StatisticsProof {
  private final DuckDb db;
  private final Map<String, DataType> types = new TreeMap<>();
  private final List<BlockStatistics> blocks;

  StatisticsProof(DuckDb db, List<Column> columns, List<BlockStatistics> blocks) {
    this.db = db;
    this.blocks = blocks;
    columns.forEach(column -> types.put(column.name(), column.type()));
  }

  /** Returns the rows that pass, for each rule in order, as few ranges as possible. */
  List<ProvenRows> of(List<Rule> rules) throws SQLException, ScanCancelledException {
    List<ProvenRows> proven = new ArrayList<>();
    for (int index = 0; index < rules.size(); index++) {
      Provable rule = provable(rules.get(index));
      if (rule != null && types.containsKey(rule.column)) {
        int at = index;
        passed(rule).forEach(rows -> proven.add(new ProvenRows(at, rows)));
      }
    }
    return proven;
  }

  /**
   * A rule that the ends of a column decide.
   *
   * @param outside the condition that an end lies outside; null where there must be no null, and no
   *     more
   */
  private record Provable(String column, @Nullable Function<Ends, String> outside) {}

  /** The lowest and the highest value, as SQL. */
  private record Ends(String lowest, String highest, DataType type) {}

  private static @Nullable Provable provable(Rule rule) {
    if (rule instanceof RowRule row && row.options().where() != null) {
      return null;
    }
    if (rule instanceof NotNull notNull) {
      return new Provable(notNull.column(), null);
    }
    if (rule instanceof CompletenessRatio ratio) {
      return new Provable(ratio.column(), null);
    }
    if (rule instanceof InRange range) {
      return new Provable(
          range.column(),
          ends -> outside(ends, range.min(), range.strictMin(), range.max(), range.strictMax()));
    }
    if (rule instanceof GreaterThan greater) {
      return new Provable(
          greater.column(), ends -> outside(ends, greater.value(), true, null, false));
    }
    if (rule instanceof LessThan less) {
      return new Provable(less.column(), ends -> outside(ends, null, false, less.value(), true));
    }
    return null;
  }

  private static String outside(
      Ends ends, @Nullable Object min, boolean strictMin, @Nullable Object max, boolean strictMax) {
    List<String> outside = new ArrayList<>();
    if (min != null) {
      outside.add(Bounds.below(ends.lowest, ends.type, min, strictMin));
    }
    if (max != null) {
      outside.add(Bounds.above(ends.highest, ends.type, max, strictMax));
    }
    return String.join(" OR ", outside);
  }

  private List<RowRange> passed(Provable rule) throws SQLException, ScanCancelledException {
    DataType type = types.get(rule.column);
    Function<Ends, String> outside = rule.outside;
    if (type == null || (outside != null && type.floating())) {
      return List.of();
    }
    List<BlockStatistics> candidates = new ArrayList<>();
    for (BlockStatistics block : blocks) {
      ColumnStatistics column = block.columns().get(rule.column);
      if (column != null && column.nulls() == 0) {
        candidates.add(block);
      }
    }
    List<RowRange> passed = new ArrayList<>();
    if (outside == null) {
      candidates.forEach(block -> passed.add(block.rows()));
    } else if (!candidates.isEmpty()) {
      for (int at : inside(rule.column, type, outside, candidates)) {
        passed.add(candidates.get(at).rows());
      }
    }
    return joined(passed);
  }

  /** Returns which of the blocks have both ends, and none of them outside. */
  private List<Integer> inside(
      String column, DataType type, Function<Ends, String> outside, List<BlockStatistics> blocks)
      throws SQLException, ScanCancelledException {
    List<@Nullable String> lowest = new ArrayList<>();
    List<@Nullable String> highest = new ArrayList<>();
    for (BlockStatistics block : blocks) {
      ColumnStatistics its = block.columns().get(column);
      lowest.add(its == null ? null : its.min());
      highest.add(its == null ? null : its.max());
    }
    String ends =
        "SELECT place, try_cast(low AS %1$s) AS low, try_cast(high AS %1$s) AS high FROM (SELECT %2$s)"
            .formatted(
                Sql.type(type),
                "unnest(range(%d)) AS place, unnest(%s) AS low, unnest(%s) AS high"
                    .formatted(blocks.size(), list(lowest), list(highest)));
    List<Integer> inside = new ArrayList<>();
    db.query(
        "SELECT place FROM (%s) WHERE low IS NOT NULL AND high IS NOT NULL AND NOT (%s) ORDER BY 1"
            .formatted(ends, outside.apply(new Ends("low", "high", type))),
        ScanWatch.NONE,
        row -> inside.add(row.getInt(1)));
    return inside;
  }

  private static String list(Collection<@Nullable String> texts) {
    return texts.stream()
        .map(text -> text == null ? "NULL" : Sql.text(text))
        .collect(Collectors.joining(", ", "[", "]::VARCHAR[]"));
  }

  private static List<RowRange> joined(List<RowRange> ranges) {
    List<RowRange> joined = new ArrayList<>();
    for (RowRange range : ranges) {
      int last = joined.size() - 1;
      if (last >= 0 && joined.get(last).end() == range.first()) {
        RowRange before = joined.get(last);
        joined.set(last, new RowRange(before.first(), before.count() + range.count()));
      } else {
        joined.add(range);
      }
    }
    return joined;
  }
}
