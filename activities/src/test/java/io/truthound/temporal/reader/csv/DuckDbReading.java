package io.truthound.temporal.reader.csv;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads normalised files as the engine will. */
final class DuckDbReading implements AutoCloseable {
  private final Connection connection;

  DuckDbReading(String memoryLimit) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    execute("SET threads = 1");
    execute("SET memory_limit = '" + memoryLimit + "'");
  }

  /** Returns the values of every record by its number, in the order in which DuckDB gives them. */
  Map<Long, List<@Nullable String>> read(CsvDialect dialect, int columns, NormalizedCsv csv)
      throws SQLException {
    try (PreparedStatement statement = prepare("*", dialect, columns, csv.parts());
        ResultSet rows = statement.executeQuery()) {
      return records(rows, columns);
    }
  }

  private static Map<Long, List<@Nullable String>> records(ResultSet rows, int columns)
      throws SQLException {
    Map<Long, List<@Nullable String>> records = new LinkedHashMap<>();
    while (rows.next()) {
      List<@Nullable String> values = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        values.add(rows.getString(CsvScanSql.column(i)));
      }
      records.put(rows.getLong(CsvScanSql.RECORD_NUMBER), values);
    }
    return records;
  }

  /** The same for a slice as the reader prepares it. */
  Map<Long, List<@Nullable String>> read(CsvDialect dialect, int columns, CsvSlice slice)
      throws SQLException {
    String query =
        "SELECT "
            + slice.recordNumber()
            + " AS "
            + CsvScanSql.RECORD_NUMBER
            + ", * FROM "
            + slice.relation(dialect, columns);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return records(rows, columns);
    }
  }

  /** Returns one number over all records. */
  long number(String select, CsvDialect dialect, int columns, NormalizedCsv csv)
      throws SQLException {
    try (PreparedStatement statement = prepare(select, dialect, columns, csv.parts());
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private PreparedStatement prepare(
      String select, CsvDialect dialect, int columns, List<Path> parts) throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(
            "SELECT " + select + " FROM " + CsvScanSql.readCsv(dialect, columns));
    Object[] paths = parts.stream().map(Path::toString).toArray();
    statement.setArray(1, connection.createArrayOf("VARCHAR", paths));
    return statement;
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
