package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnState;
import io.truthound.temporal.state.Place;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Measures dates and times: their ends, as days or microseconds. */
record TimeQuery(ColumnNeeds needs) implements ColumnQuery {
  /** What infinite dates are beside all others. */
  static final long ENDLESS = Long.MAX_VALUE;

  @Override
  public String over(String values) {
    return "SELECT count(*), count_if(abs(p) = %d), min(p), max(p) FROM (SELECT %s AS p FROM %s)"
        .formatted(ENDLESS, place(), values);
  }

  /** Returns the place of a value {@code x}. */
  String place() {
    return switch (needs.type().kind()) {
      case DATE -> finite("x - DATE '1970-01-01'", "DATE");
      case TIME -> "epoch_us(x)";
      default ->
          finite(
              "epoch_us(x)", needs.type().kind() == Kind.TIMESTAMP ? "TIMESTAMP" : "TIMESTAMPTZ");
    };
  }

  private static String finite(String place, String type) {
    return "CASE WHEN NOT isinf(x) THEN %s WHEN x > %s 'epoch' THEN %d ELSE -%d END"
        .formatted(place, type, ENDLESS, ENDLESS);
  }

  @Override
  public ColumnState state(ResultSet row) throws SQLException {
    long values = row.getLong(1);
    if (values == 0) {
      return ColumnState.none(needs);
    }
    ColumnState.Builder state = ColumnState.of(needs, values, 0, row.getLong(2));
    if (needs.extremes()) {
      state.extremes(place(row.getLong(3)), place(row.getLong(4)));
    }
    return state.build();
  }

  private static Place place(long place) {
    return switch (Long.signum(place) * (Math.abs(place) == ENDLESS ? 2 : 1)) {
      case 2 -> Place.HIGHEST;
      case -2 -> Place.LOWEST;
      default -> Place.of(BigDecimal.valueOf(place));
    };
  }
}
