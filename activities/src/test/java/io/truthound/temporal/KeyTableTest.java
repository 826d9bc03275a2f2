package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.engine.KeyEngine;
import io.truthound.temporal.merge.KeyCount;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys worked out by hand: type, values, keys, how many differ, rows that repeat one. */
class KeyTableTest {
  @TempDir static Path folder;
  private static Engines engines;
  private static Connection connection;
  private static int files;

  @BeforeAll
  static void open() throws Exception {
    engines = new Engines(folder);
    connection = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterAll
  static void close() throws Exception {
    engines.close();
    connection.close();
  }

  @ParameterizedTest(name = "{0} [{1}]")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "INTEGER | 1, 2, NULL, 1, NULL, 1              | 4 | 2 | 3 5",
        "INTEGER | NULL, NULL                          | 0 | 0 | -",
        "BIGINT  | -9223372036854775808, 9223372036854775807, -9223372036854775808 | 3 | 2 | 2",
        "BIGINT  | 9007199254740992, 9007199254740993  | 2 | 2 | -",
        "UBIGINT | 18446744073709551615, 0, 18446744073709551615 | 3 | 2 | 2",
        "DOUBLE  | 0.0, -0.0, 'NaN', 'NaN', 'inf', '-inf' | 6 | 4 | 1 3",
        "DOUBLE  | 0.1, 0.1, 0.30000000000000004, 0.3  | 4 | 3 | 1",
        "FLOAT   | 0.0, -0.0, 'NaN', 'NaN', 16777216, 16777217 | 6 | 3 | 1 3 5",
        "DECIMAL(38,0) | -1, 0, 18446744073709551616, 18446744073709551617, -1 | 5 | 4 | 4",
        "DECIMAL(4,2) | 1.10, 1.1, 1.11                | 3 | 2 | 1",
        "VARCHAR | '', ' ', 'a', 'A', 'a ', '', NULL   | 6 | 5 | 5",
        "VARCHAR | 'é', 'e\u0301', '👍', '👍'            | 4 | 3 | 3",
        "BOOLEAN | true, false, NULL, true             | 3 | 2 | 3",
        "DATE    | '2024-02-29', '2024-03-01', '2024-02-29', 'infinity', 'infinity' | 5 | 3 | 2 4",
        "TIMESTAMP | '2024-01-01', '2024-01-01 00:00:00.000001', '2024-01-01 00:00' | 3 | 2 | 2",
        "TIMESTAMPTZ | '2024-01-01 00:00:00Z', '2024-01-01 01:00:00+01', '2024-01-01 00:00:00+01' | 3 | 2 | 1",
        "TIME    | '00:00:00', '23:59:59.999999', '00:00' | 3 | 2 | 2",
        "BLOB    | '', 'a', '\\x00', '\\x00', 'a'      | 5 | 3 | 3 4",
        "UUID    | '6f1c8c1e-7f5a-4c0e-9d7e-2b8f0c1d2e3f', '6F1C8C1E-7F5A-4C0E-9D7E-2B8F0C1D2E3F' | 2 | 1 | 1",
      })
  void countsKeysAndFindsThoseThatOccurAgain(
      String type, String values, long keys, long distinct, String repeated) throws Exception {
    KeyEngine.Found found = count(write(type, values), "{\"type\":\"unique\",\"column\":\"x\"}");

    long failed = repeated.equals("-") ? 0 : repeated.split(" ", -1).length;
    assertThat(found.count()).isEqualTo(new KeyCount(keys, distinct, failed));
    assertThat(rows(found)).isEqualTo(repeated);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1, NULL, 1, 1, NULL | x, y | 2 | 1 | 3",
        "1, NULL, 1, 2, NULL | x, y | 2 | 2 | -",
        "1, 1, 1, 1, 1       | y, x | 4 | 1 | 1 3 4",
      })
  void aKeyWithANullInAnyColumnIsNone(
      String values, String columns, long keys, long distinct, String repeated) throws Exception {
    String query =
        "SELECT x, CASE WHEN n = 2 THEN NULL ELSE 7 END AS y FROM (%s)"
            .formatted(table("INTEGER", values));
    String names = Arrays.stream(columns.split(", ", -1)).collect(Collectors.joining("\",\""));

    KeyEngine.Found found =
        count(write(query), "{\"type\":\"unique\",\"columns\":[\"" + names + "\"]}");

    assertThat(found.count().keys()).isEqualTo(keys);
    assertThat(found.count().distinct()).isEqualTo(distinct);
    assertThat(rows(found)).isEqualTo(repeated);
  }

  private static KeyEngine.Found count(Dataset dataset, String rule) throws Exception {
    return engines.countKeys(dataset, RuleSet.parse(rule), BatchConfig.DEFAULT);
  }

  private static String rows(KeyEngine.Found found) {
    return found.rows().isEmpty()
        ? "-"
        : found.rows().stream()
            .map(row -> String.valueOf(row.row().row()))
            .collect(Collectors.joining(" "));
  }

  private static Dataset write(String type, String values) throws Exception {
    return write("SELECT x FROM (" + table(type, values) + ")");
  }

  private static String table(String type, String values) {
    String[] all = values.split(", ", -1);
    StringBuilder rows = new StringBuilder();
    for (int at = 0; at < all.length; at++) {
      rows.append(at == 0 ? "" : " UNION ALL ")
          .append("SELECT %d AS n, CAST(%s AS %s) AS x".formatted(at, all[at], type));
    }
    return rows.toString();
  }

  private static Dataset write(String query) throws Exception {
    Path file = folder.resolve("keys" + files++ + ".parquet");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
      statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
    }
    return Dataset.parquet(file.toString());
  }
}
