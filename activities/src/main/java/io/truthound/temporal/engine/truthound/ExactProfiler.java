package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.state.Buckets;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnProfileState;
import io.truthound.temporal.state.ColumnState;
import io.truthound.temporal.state.Place;
import io.truthound.temporal.state.Ranks;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Profiles integers and decimals, as integers {@code u} without their point. Most fit 64 bits,
 * their squares too; where one does not, DuckDB says so, and wider ones are taken.
 */
record ExactProfiler(ColumnRows rows) implements ColumnProfiler {
  /** The digits of a decimal that 64 bits hold. */
  private static final int SHORT_DECIMAL = 18;

  /** The same double of an integer, whatever type holds it. */
  private static final String DOUBLE =
      "CASE WHEN u BETWEEN -9223372036854775808 AND 9223372036854775807"
          + " THEN CAST(CAST(u AS BIGINT) AS DOUBLE) ELSE CAST(u AS DOUBLE) END";

  @Override
  public Optional<ColumnProfileState> few() throws SQLException, ScanCancelledException {
    NumberValues values = new NumberValues(rows.needs());
    String each =
        "SELECT u, "
            + FloatProfiler.key(DOUBLE)
            + ", n, "
            + rows.hash()
            + " FROM (SELECT x, n, "
            + exact().unscaled()
            + " AS u FROM (SELECT x, count(*) AS n FROM %s GROUP BY x"
            + LIMIT
            + "))";
    int groups = rows.ask(each, row -> add(values, row)).size();
    return groups > MOST_GROUPS ? Optional.empty() : values.state();
  }

  private boolean add(NumberValues values, ResultSet row) throws SQLException {
    Object unscaled = row.getObject(1);
    if (unscaled == null) {
      values.addNulls(row.getLong(3));
    } else {
      BigDecimal number = number(unscaled);
      values.add(number, row.getInt(2), row.getLong(4), row.getLong(3));
    }
    return true;
  }

  @Override
  public ColumnProfileState many(long highestHash) throws SQLException, ScanCancelledException {
    try {
      return quick(highestHash);
    } catch (SQLException asksForCare) {
      if (DuckDbErrors.isOutOfMemory(asksForCare)) {
        throw asksForCare;
      }
      return careful(highestHash);
    }
  }

  /** Everything at once, in 64 bits. */
  private ColumnProfileState quick(long highestHash) throws SQLException, ScanCancelledException {
    SortedMap<Integer, Long> buckets = new TreeMap<>();
    NumberTotals totals = new NumberTotals(needs());
    GroupedHashes hashes = new GroupedHashes(rows, highestHash);
    rows.ask(
        "SELECT k, count(*), min(u), max(u), sum(u), sum(u * u)"
            + hashes.ofGroup()
            + " FROM (SELECT u, "
            + FloatProfiler.key("CAST(u AS DOUBLE)")
            + " AS k"
            + hashes.ofRow()
            + " FROM (SELECT x, "
            + inSixtyFourBits()
            + " AS u FROM %s)) GROUP BY k",
        row -> {
          long count = row.getLong(2);
          if (row.getObject(3) == null) {
            totals.addNulls(count);
          } else {
            hashes.add(row, 7);
            buckets.merge(Buckets.bucket(row.getInt(1)), count, Math::addExact);
            totals.add(
                Place.of(number(row.getObject(3))),
                Place.of(number(row.getObject(4))),
                count,
                number(row.getObject(5)),
                new BigDecimal(
                    new BigInteger(row.getObject(6).toString()), 2 * needs().type().scale()));
          }
          return true;
        });
    return totals.state(Ranks.ofBuckets(buckets), hashes.distincts());
  }

  /** Counts, sums and buckets one after the other, in as many bits as they need. */
  private ColumnProfileState careful(long highestHash) throws SQLException, ScanCancelledException {
    SortedMap<Integer, Long> buckets = new TreeMap<>();
    long[] nulls = {0};
    rows.ask(
        "SELECT k, count(*) FROM (SELECT "
            + FloatProfiler.key(DOUBLE)
            + " AS k FROM (SELECT "
            + exact().unscaled()
            + " AS u FROM %s)) GROUP BY k",
        row -> {
          int key = row.getInt(1);
          if (row.wasNull()) {
            nulls[0] = row.getLong(2);
          } else {
            buckets.merge(Buckets.bucket(key), row.getLong(2), Math::addExact);
          }
          return true;
        });
    ColumnQuery sums = exact();
    ColumnState.Builder more =
        ColumnState.of(needs(), 0, 0, 0)
            .ranks(Ranks.ofBuckets(buckets))
            .distincts(rows.distincts(highestHash));
    List<ColumnState> states = rows.query(sums.over(rows.values()), sums::state);
    return ColumnProfileState.none(needs())
        .with(states.stream().reduce(more.build(), ColumnState::plus))
        .withNulls(nulls[0]);
  }

  private ColumnNeeds needs() {
    return rows.needs();
  }

  private ExactQuery exact() {
    return new ExactQuery(needs());
  }

  private BigDecimal number(Object unscaled) {
    return new BigDecimal(new BigInteger(unscaled.toString()), needs().type().scale());
  }

  private String inSixtyFourBits() {
    DataType type = needs().type();
    if (type.kind() != Kind.DECIMAL) {
      return "CAST(x AS BIGINT)";
    }
    int digits = type.precision() + type.scale() + 1;
    String wide = digits <= SHORT_DECIMAL ? "x" : "CAST(x AS " + widest(type) + ")";
    return "CAST(%s * CAST('1%s' AS DECIMAL(%d, 0)) AS BIGINT)"
        .formatted(wide, "0".repeat(type.scale()), type.scale() + 1);
  }

  private static String widest(DataType type) {
    return Sql.type(DataType.decimal(DataType.MAX_PRECISION, type.scale()));
  }
}
