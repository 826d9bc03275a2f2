package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnState;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Measures columns that are no numbers, dates or times: how many values there are. */
record CountQuery(ColumnNeeds needs) implements ColumnQuery {

  @Override
  public String over(String values) {
    return "SELECT count(*) FROM " + values;
  }

  @Override
  public ColumnState state(ResultSet row) throws SQLException {
    return ColumnState.of(needs, row.getLong(1), 0, 0).build();
  }
}
