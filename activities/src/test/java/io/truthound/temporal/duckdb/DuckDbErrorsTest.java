package io.truthound.temporal.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.truthound.temporal.engine.ScanWatch;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What DuckDB says of values is logged and kept in history: the values are not. */
class DuckDbErrorsTest {
  @TempDir Path folder;

  @Test
  void errorsOfQueriesQuoteNoValue() throws SQLException {
    List<String> failing =
        List.of(
            "SELECT x::INTEGER FROM (VALUES ('Annabel 4711')) t(x)",
            "SELECT x::DATE FROM (VALUES ('Annabel 4711')) t(x)",
            "SELECT x::TINYINT FROM (VALUES (4711)) t(x)",
            "SELECT x::DECIMAL(3,1) FROM (VALUES (4711.5::DOUBLE)) t(x)",
            "SELECT x::DECIMAL(3,1) FROM (VALUES ('4711.5')) t(x)",
            "SELECT x * x FROM (VALUES (4711471147114711)) t(x)",
            "SELECT strptime(x, '%Y') FROM (VALUES ('Annabel 4711')) t(x)",
            "SELECT x::UUID FROM (VALUES ('Annabel 4711')) t(x)");
    try (DuckDb db = DuckDb.open(new DuckDbSettings(1L << 28, folder, 1L << 28), List.of())) {
      for (String sql : failing) {
        Throwable error =
            catchThrowableOfType(
                SQLException.class, () -> db.query(sql, ScanWatch.NONE, row -> {}));

        assertThat(error).as(sql).isNotNull();
        assertThat(error.getMessage())
            .as(sql)
            .contains(" Error: ")
            .endsWith(" …")
            .doesNotContain("Annabel", "4711");
        assertThat(error.getCause()).isNull();
      }
    }
  }

  @Test
  void whatDamagedFilesBringAboutIsNotCalledInternal() {
    SQLException error =
        new SQLException(
            "INTERNAL Error: Information loss on integer cast\n\nThis error signals an assertion failure within DuckDB.");

    assertThat(DuckDbErrors.brief(error)).isEqualTo("Information loss on integer cast");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Out of Memory Error: could not allocate block of size 4711",
        "Invalid Input Error: Failed to read file \"/data/4711.parquet\": no magic bytes",
        "Invalid Input Error: File '/data/4711.parquet' too small to be a Parquet file",
        "IO Error: Cannot open file \"/data/4711.parquet\"",
      })
  void whatHelpsAPersonStays(String message) {
    SQLException error = new SQLException(message);

    assertThat(DuckDbErrors.withoutValues(error) == error).isTrue();
  }
}
