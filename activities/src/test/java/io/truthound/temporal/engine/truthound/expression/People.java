package io.truthound.temporal.engine.truthound.expression;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Opens a locked DuckDB that holds one small table with everything that is hard to carry. */
final class People implements AutoCloseable {

  static final List<TypedColumn> TYPES =
      List.of(
          new TypedColumn("id", "INTEGER"),
          new TypedColumn("x", "BIGINT"),
          new TypedColumn("price", "DOUBLE"),
          new TypedColumn("amount", "DECIMAL(18,2)"),
          new TypedColumn("name", "VARCHAR"),
          new TypedColumn("say \"hi\"", "VARCHAR"),
          new TypedColumn("Größe", "INTEGER"),
          new TypedColumn("born", "DATE"),
          new TypedColumn("seen", "TIMESTAMP"),
          new TypedColumn("ok", "BOOLEAN"),
          new TypedColumn("delay", "INTEGER"));

  static final List<String> COLUMNS = TYPES.stream().map(TypedColumn::name).toList();

  private static final String ROWS =
      """
      (1, 1, 1.5, 10.25, 'Ann', 'it''s', 180, '1992-02-29', '2020-01-01 10:11:12', true, 5),
      (2, 0, 'nan', -3.10, 'Jürgen ✓', '"', 0, '1970-01-01', '1969-12-31 23:59:59.5', false, 0),
      (3, -7, 'inf', 0.00, '', '%_', -1, '9999-12-31', NULL, NULL, -3),
      (4, 9223372036854775807, -0.0, 9999999999999999.99, '42', 'a--b', 2147483647, NULL, '2024-02-29 00:00:00', true, 9),
      (5, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
      (6, 12, 1e300, 0.01, 'n/a', '日本語', 7, '2020-12-31', '2020-12-31 23:59:59.999999', false, 1)
      """;

  private final Connection connection;

  People() throws SQLException {
    Properties options = new Properties();
    options.setProperty("threads", "1");
    options.setProperty("memory_limit", "256MB");
    connection = DriverManager.getConnection("jdbc:duckdb:", options);
    List<String> columns =
        TYPES.stream().map(type -> Names.quoted(type.name()) + " " + type.sqlType()).toList();
    execute("CREATE TABLE people (" + String.join(", ", columns) + ")");
    execute("INSERT INTO people VALUES " + ROWS);
    execute("SET enable_external_access = false");
    execute("SET lock_configuration = true");
  }

  Connection connection() {
    return connection;
  }

  SafeExpression parse(String text) {
    return SafeExpression.parse(connection, text, COLUMNS);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns a select item's value for each row, or the start of the error. */
  List<String> values(String item) {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT (" + item + "\n)::VARCHAR FROM people ORDER BY id")) {
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
    } catch (SQLException failure) {
      return List.of("raises");
    }
    return values;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
