package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.Distincts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of one column, to be asked about.
 *
 * @param needs the column
 * @param db where they can be read
 * @param watch is asked whether to stop
 * @param rows a relation with the column's values, nulls too, as {@code x}
 */
record ColumnRows(ColumnNeeds needs, DuckDb db, ScanWatch watch, String rows) {

  /** Reads a row of an answer. */
  interface RowReader<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Asks a question; {@code %s} in it stands for the rows. */
  <T> List<T> ask(String question, RowReader<T> reader)
      throws SQLException, ScanCancelledException {
    return query(question.replace("%s", rows), reader);
  }

  /** Runs a query. */
  <T> List<T> query(String sql, RowReader<T> reader) throws SQLException, ScanCancelledException {
    List<T> answers = new ArrayList<>();
    db.query(sql, watch, row -> answers.add(reader.of(row)));
    return answers;
  }

  /** Returns a relation with the values that are not null. */
  String values() {
    return "(SELECT x FROM " + rows + " WHERE x IS NOT NULL)";
  }

  /** Returns the expression of a value's hash. */
  String hash() {
    return new DistinctQuery(needs, rows).hash();
  }

  /** Returns the lowest hashes of the values, none above one. */
  Distincts distincts(long highest) throws SQLException, ScanCancelledException {
    DistinctScan scan = new DistinctScan(db, watch, new DistinctQuery(needs, values()));
    return highest == Long.MAX_VALUE ? scan.lowest() : scan.upTo(highest);
  }
}
