package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnState;
import io.truthound.temporal.state.Place;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures binary floating-point numbers. Every finite double is an integer times a power of two:
 * grouped by the size of that power, their sums are sums of integers, which no order and no
 * grouping of rows changes.
 *
 * <p>Group {@code k} holds numbers from 2^8k to 2^8(k+1), as integers {@code m} times 2^(8k-53).
 * Those have 61 bits; a bit to spare on either side makes good what {@code log2} rounds. Tiny ones
 * are taken times 2^600, since their power of two would be none of a double.
 */
record FloatQuery(ColumnNeeds needs) implements ColumnQuery {
  private static final int OCTAVES = 8;
  private static final int BITS = 53;
  private static final int LIMB = 31;
  private static final int RAISED = 600;
  private static final int TINY = 1_000;
  private static final int INFINITE = 2_000;
  private static final int NAN = 3_000;

  @Override
  public String over(String values) {
    List<String> answers = new ArrayList<>(List.of("k", "count(*)", "min(x)", "max(x)"));
    if (needs.sums()) {
      answers.add("sum(m)");
    }
    if (needs.squares()) {
      answers.add("sum((m >> %d) * (m >> %d))".formatted(LIMB, LIMB));
      answers.add("sum((m >> %d) * (m & 2147483647))".formatted(LIMB));
      answers.add("sum((m & 2147483647) * (m & 2147483647))");
    }
    return "SELECT "
        + String.join(", ", answers)
        + " FROM (SELECT x, k"
        + (needs.sums() ? ", " + integer() + " AS m" : "")
        + " FROM (SELECT x, "
        + (needs.sums() ? "y, " : "")
        + group()
        + " AS k FROM (SELECT x"
        + (needs.sums() ? ", " + raised() + " AS y" : "")
        + " FROM (SELECT CAST(x AS DOUBLE) AS x FROM "
        + values
        + ")))) GROUP BY k";
  }

  private static String raised() {
    return "CASE WHEN abs(x) < 1e-200 THEN x * pow(2.0, %d) ELSE x END".formatted(RAISED);
  }

  private String group() {
    String notFinite = "CASE WHEN isnan(x) THEN %d WHEN isinf(x) THEN %d".formatted(NAN, INFINITE);
    if (!needs.sums()) {
      return notFinite + " ELSE 0 END";
    }
    return notFinite
        + " WHEN x = 0 THEN 0 ELSE CAST(floor(log2(abs(y)) / %d) AS INTEGER)".formatted(OCTAVES)
        + " + CASE WHEN abs(x) < 1e-200 THEN %d ELSE 0 END END".formatted(TINY);
  }

  private static String integer() {
    return "CASE WHEN k < %d AND x <> 0 THEN CAST(y * pow(2.0, %d - %d * %s) AS BIGINT) ELSE 0 END"
        .formatted(
            INFINITE,
            BITS,
            OCTAVES,
            "CASE WHEN k > %d THEN k - %d ELSE k END".formatted(TINY / 2, TINY));
  }

  @Override
  public ColumnState state(ResultSet row) throws SQLException {
    int group = row.getInt(1);
    long values = row.getLong(2);
    if (group == NAN) {
      return ColumnState.of(needs, values, values, 0).build();
    }
    ColumnState.Builder state = ColumnState.of(needs, values, 0, group == INFINITE ? values : 0);
    if (needs.extremes()) {
      state.extremes(Place.of(row.getDouble(3)), Place.of(row.getDouble(4)));
    }
    if (needs.sums() && group != INFINITE) {
      int power = group > TINY / 2 ? OCTAVES * (group - TINY) - RAISED : OCTAVES * group;
      state.moments(
          scaled(integer(row, 5), power - BITS),
          needs.squares() ? scaled(squares(row), 2 * (power - BITS)) : null);
    }
    return state.build();
  }

  private static BigInteger squares(ResultSet row) throws SQLException {
    return integer(row, 6)
        .shiftLeft(2 * LIMB)
        .add(integer(row, 7).shiftLeft(LIMB + 1))
        .add(integer(row, 8));
  }

  private static BigInteger integer(ResultSet row, int at) throws SQLException {
    return new BigInteger(row.getObject(at).toString());
  }

  /** Returns an integer times a power of two. */
  private static BigDecimal scaled(BigInteger integer, int power) {
    return power >= 0
        ? new BigDecimal(integer.shiftLeft(power))
        : new BigDecimal(integer.multiply(BigInteger.valueOf(5).pow(-power)), -power);
  }
}
