package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.duckdb.Sql;
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
 * Measures integers and decimals, as integers {@code u} without their point. Sums that could pass
 * 128 bits are made of limbs of 32 bits.
 */
record ExactQuery(ColumnNeeds needs) implements ColumnQuery {
  private static final int LIMB = 32;

  /** The digits of a decimal that 64 bits hold. */
  private static final int SHORT_DECIMAL = 18;

  @Override
  public String over(String values) {
    List<String> answers = new ArrayList<>(List.of("count(*)"));
    if (needs.extremes()) {
      answers.addAll(List.of("min(u)", "max(u)"));
    }
    int limbs = limbs();
    for (int at = 0; at < limbs && needs.sums(); at++) {
      answers.add("sum(" + limb(at) + ")");
    }
    for (int a = 0; a < limbs && needs.squares(); a++) {
      for (int b = a; b < limbs; b++) {
        answers.add("sum(CAST(" + limb(a) + " AS HUGEINT) * " + limb(b) + ")");
      }
    }
    return "SELECT %s FROM (SELECT %s AS u FROM %s)"
        .formatted(String.join(", ", answers), unscaled(), values);
  }

  private int limbs() {
    return switch (needs.type().kind()) {
      case INT8, INT16, INT32, UINT8, UINT16 -> 1;
      case INT128 -> 4;
      case DECIMAL -> isShort() ? 2 : 4;
      default -> 2;
    };
  }

  private boolean isShort() {
    return needs.type().precision() <= SHORT_DECIMAL;
  }

  private String limb(int at) {
    boolean top = at == limbs() - 1;
    String shifted = at == 0 ? "u" : "(u >> " + at * LIMB + ")";
    return top ? shifted : "(" + shifted + " & 4294967295)";
  }

  String unscaled() {
    DataType type = needs.type();
    return switch (type.kind()) {
      case INT64 -> "x";
      case UINT64, INT128 -> "CAST(x AS HUGEINT)";
      case DECIMAL -> withoutPoint(type.scale());
      default -> "CAST(x AS BIGINT)";
    };
  }

  private String withoutPoint(int scale) {
    if (!isShort()) {
      return "CAST(replace(CAST(x AS VARCHAR), '.', '') AS HUGEINT)";
    }
    return "CAST(CAST(x AS %s) * CAST('1%s' AS DECIMAL(%d, 0)) AS BIGINT)"
        .formatted(Sql.type(DataType.decimal(38, scale)), "0".repeat(scale), scale + 1);
  }

  @Override
  public ColumnState state(ResultSet row) throws SQLException {
    long values = row.getLong(1);
    if (values == 0) {
      return ColumnState.none(needs);
    }
    Answers answers = new Answers(row, 2);
    ColumnState.Builder state = ColumnState.of(needs, values, 0, 0);
    int scale = needs.type().scale();
    if (needs.extremes()) {
      state.extremes(
          Place.of(new BigDecimal(answers.next(), scale)),
          Place.of(new BigDecimal(answers.next(), scale)));
    }
    if (needs.sums()) {
      BigDecimal sum = new BigDecimal(sum(answers), scale);
      state.moments(sum, needs.squares() ? new BigDecimal(squares(answers), 2 * scale) : null);
    }
    return state.build();
  }

  private BigInteger sum(Answers answers) throws SQLException {
    BigInteger sum = BigInteger.ZERO;
    for (int at = 0; at < limbs(); at++) {
      sum = sum.add(answers.next().shiftLeft(at * LIMB));
    }
    return sum;
  }

  private BigInteger squares(Answers answers) throws SQLException {
    BigInteger squares = BigInteger.ZERO;
    for (int a = 0; a < limbs(); a++) {
      for (int b = a; b < limbs(); b++) {
        int twice = a == b ? 0 : 1;
        squares = squares.add(answers.next().shiftLeft((a + b) * LIMB + twice));
      }
    }
    return squares;
  }

  /** The integers of a row, one behind the other. */
  private static final class Answers {
    private final ResultSet row;
    private int at;

    Answers(ResultSet row, int first) {
      this.row = row;
      this.at = first;
    }

    BigInteger next() throws SQLException {
      return new BigInteger(row.getObject(at++).toString());
    }
  }
}
