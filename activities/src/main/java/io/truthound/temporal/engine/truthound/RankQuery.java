package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.Place;
import io.truthound.temporal.state.Ranks;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Counts numbers by size: each value, or buckets. A bucket is a power of two, cut into equal steps:
 * where {@code log2} rounds to the wrong power, the step is that of its neighbour, so that the
 * bucket is right all the same.
 *
 * @param needs the column
 * @param values a relation with the column's values that are not null, as {@code x}
 */
record RankQuery(ColumnNeeds needs, String values) {
  /** Rows that tell whether it is worth while to count each value. */
  private static final int FIRST_ROWS = 10_000;

  /** Returns the query that tells how many different values the first rows have. */
  String probe() {
    return "SELECT count(DISTINCT x) FROM (SELECT x FROM %s LIMIT %d)"
        .formatted(values, FIRST_ROWS);
  }

  /** Returns the query that counts each value; one row too many where there are too many. */
  String each() {
    return "SELECT v, %s AS k, count(*) FROM %s GROUP BY v, k LIMIT %d"
        .formatted(bucket(), ranked(), Ranks.MOST_VALUES + 1);
  }

  String buckets() {
    return "SELECT %s AS k, count(*) FROM %s GROUP BY k".formatted(bucket(), ranked());
  }

  Ranks.Value value(ResultSet row) throws SQLException {
    Place place =
        needs.type().floating()
            ? Place.of(row.getDouble(1))
            : Place.of(
                new BigDecimal(new BigInteger(row.getObject(1).toString()), needs.type().scale()));
    return new Ranks.Value(place, row.getInt(2), row.getLong(3));
  }

  /** Numbers as doubles {@code d}; those of exact types are taken without their point. */
  private String ranked() {
    if (needs.type().floating()) {
      // One zero: -0.0 is 0.0.
      String number = "CASE WHEN x = 0 THEN 0.0 ELSE CAST(x AS DOUBLE) END";
      return "(SELECT v, v AS d FROM (SELECT %s AS v FROM %s WHERE NOT isnan(x)))"
          .formatted(number, values);
    }
    return "(SELECT v, CAST(v AS DOUBLE) AS d FROM (SELECT %s AS v FROM %s))"
        .formatted(new ExactQuery(needs).unscaled(), values);
  }

  private static String bucket() {
    String power = "CAST(floor(log2(abs(d))) AS INTEGER)";
    String step =
        "CAST(floor((abs(d) / pow(2.0, %s) - 1) * %d) AS INTEGER)".formatted(power, Ranks.STEPS);
    String ofFinite = "%d * %s + %s + %d".formatted(Ranks.STEPS, power, step, Ranks.OFFSET);
    return "CASE WHEN abs(d) < 1e-300 THEN 0 ELSE CAST(sign(d) AS INTEGER)"
        + " * CASE WHEN isinf(d) THEN %d ELSE %s END END".formatted(Ranks.ENDLESS, ofFinite);
  }
}
