package io.truthound.temporal.app.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options about how text is read that are wrong, or do not go with the data. */
class BadInputReadingTest {
  @TempDir Path folder;
  private Tables tables;
  private Checks checks;

  @BeforeEach
  void stand() {
    tables = new Tables(folder);
    checks = new Checks(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "--delimiter x   ~ Invalid delimiter: 'x' (allowed: tab or a punctuation character of ASCII)",
        "--delimiter ab  ~ Invalid delimiter: \"ab\" (allowed: one character, or tab)",
        "--quote ,       ~ Invalid dialect: delimiter and quote are both ','",
        "--quote '       ~ -",
        "--encoding 1047 ~ Invalid encoding: \"1047\" (allowed: utf-8, latin-1, windows-1252, utf-16, utf-16le, utf-16be)",
        "--date-format %Q ~ Invalid format \"%Q\": Invalid Input Error: Failed to parse format specifier %Q: Unrecognized format for strftime/strptime: %Q (allowed: DuckDB's strptime letters, such as %d.%m.%Y)",
        "--timestamp-format ISO ~ Invalid format: \"ISO\" (allowed: letters such as %d.%m.%Y, without a time zone)",
        "--column id     ~ Invalid --column: \"id\" (allowed: NAME=TYPE, such as id=int64)",
        "--column id=int65 ~ Invalid type: \"int65\" (allowed: int8, int16, int32, int64, int128, uint8, uint16, uint32, uint64, float32, float64, decimal(p,s), string, bool, date, timestamp, timestamp_tz, time, binary, uuid, interval)",
        "--column id=time ~ Invalid type of column \"id\": time (allowed for text: numbers, string, bool, date, timestamp)",
        "--column di=int64 ~ Unknown column \"di\" is declared as int64 (columns: id, name; nearest: \"id\")",
        "--column id=int8 --column id=int8 ~ Invalid columns: \"id\" is declared twice",
      })
  void refusesOptionsThatMeanNothing(String options, String message) {
    Path file = tables.text("people.csv", "id,name\n1,a\n");

    Said said = checks.with(file, withRule(options));

    if (message.equals("-")) {
      said.ended(0, "PASSED");
    } else {
      said.isRefused(message);
    }
  }

  @Test
  void refusesOptionsOfTextForFilesThatSayAllThemselves() {
    Path file = tables.parquet("a.parquet", "SELECT 1 AS id");

    checks
        .with(file, withRule("--null NA --encoding utf-8"))
        .isRefused(
            "Cannot read PARQUET with options for nulls, encoding (allowed: none: the files say how"
                + " they are read)");
  }

  @Test
  void refusesOptionsOfCsvForNdjson() {
    Path file = tables.text("a.ndjson", "{\"id\": 1}\n");

    checks
        .with(file, withRule("--delimiter ; --date-format %d"))
        .isRefused(
            "Cannot read NDJSON with options for delimiter, date formats (allowed: encoding,"
                + " columns)");
  }

  @Test
  void refusesAnotherNumberOfDeclaredColumnsWithoutAHeader() {
    Path file = tables.text("people.csv", "1,a\n");

    checks
        .with(file, withRule("--no-header --column id=int64"))
        .isRefused(
            ("Cannot read %s: 2 fields in the first record and 1 declared columns (allowed without"
                    + " a header: as many)")
                .formatted(file));
  }

  @Test
  void refusesFilesOfOneDatasetWithDifferentDelimiters() {
    Path first = tables.text("a.csv", "id;name\n1;a\n");
    Path second = tables.text("b.csv", "id,name\n1,a\n");

    checks
        .check(folder)
        .isRefused(
            ("%s has no column \"id\", \"name\", which %s has (its columns: id,name; a dataset"
                    + " that allows missing columns has null there)")
                .formatted(second, first));
  }

  @Test
  void readsUtf16ByItsMark() {
    Path file = tables.bytes("a.csv", "id,name\n,z\u00fcrich\n".getBytes(StandardCharsets.UTF_16));

    checks.check(file).ended(1, "FAILED").counted("not_null", "FAILED", 1, 1);
  }

  @Test
  void makesTextThatIsNoneOfADeclaredTypeAnError() {
    Path file = tables.text("a.csv", "id\n1\n2\nx\n");

    checks.with(file, withRule("--column id=int64")).ended(1, "FAILED");
    assertThat(
            checks
                .with(file, withRule("--column id=int64"))
                .counted("convertible", "FAILED", 3, 1)
                .rows("convertible"))
        .containsExactly("2: x");
  }

  private static String[] withRule(String options) {
    List<String> all = new ArrayList<>(List.of(options.strip().split(" +")));
    all.addAll(List.of("--rule", Checks.ID_THERE));
    return all.toArray(String[]::new);
  }
}
