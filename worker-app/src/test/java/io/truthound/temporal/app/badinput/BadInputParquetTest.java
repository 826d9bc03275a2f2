package io.truthound.temporal.app.badinput;

import static io.truthound.temporal.app.badinput.Checks.inRange;
import static io.truthound.temporal.app.badinput.Checks.rule;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parquet that is damaged, and Parquet whose columns do not fit the question. */
class BadInputParquetTest {
  private static final int ROWS = 4 * Tables.ROW_GROUP;
  private static final String AMOUNTS = inRange("amount", "min", 0);

  @TempDir Path folder;
  private Tables tables;
  private Checks checks;

  @BeforeEach
  void stand() {
    tables = new Tables(folder);
    checks = new Checks(folder);
  }

  @Test
  void refusesAFileThatWasCutShort() {
    Path file = tables.amounts("cut.parquet", 1_000);
    Tables.truncate(file, Tables.size(file) - 100);

    checks
        .check(file)
        .isRefused(
            "Cannot read " + file + " as Parquet: it does not end with PAR1: it was cut short");
  }

  @Test
  void refusesAFileWhoseFooterIsDamaged() {
    Path file = tables.amounts("footer.parquet", 1_000);
    Tables.flip(file, Tables.size(file) - 8 - 200, 150);

    Said said = checks.check(file);

    said.isRefusedWith("Cannot read " + file + " as Parquet: its footer cannot be read: ");
    assertThat(said.err()).doesNotContain("Invalid result set");
  }

  @Test
  void refusesAFileWhoseFooterHasAWrongLength() {
    Path file = tables.amounts("length.parquet", 1_000);
    Tables.flip(file, Tables.size(file) - 8, 4);

    checks
        .check(file)
        .isRefused(
            ("Cannot read %s as Parquet: its footer cannot be read: Invalid Input Error: Footer"
                    + " length error in file '%s'")
                .formatted(file, file));
  }

  /** A count of rows in the footer: Thrift's header of a 64-bit integer, then a zigzag varint. */
  @ParameterizedTest
  @CsvSource({
    "the file's own, 1680800A, 1682800A, 81921, 81920",
    "the last row group's, 1680C002, 1690C002, 81920, 81928"
  })
  void refusesAFileWhoseCountsOfRowsDiffer(
      String whose, String count, String wrong, long ofFile, long ofRowGroups) throws IOException {
    Path file = tables.amounts("counts.parquet", ROWS);
    String bytes = HexFormat.of().withUpperCase().formatHex(Files.readAllBytes(file));
    int at = bytes.lastIndexOf(count);
    Files.write(
        file,
        HexFormat.of()
            .parseHex(bytes.substring(0, at) + wrong + bytes.substring(at + count.length())));

    checks
        .check(file)
        .isRefused(
            ("Cannot read %s as Parquet: its footer says that it has %,d rows, and row groups of"
                    + " %,d (allowed: the same number)")
                .formatted(file, ofFile, ofRowGroups));
  }

  /** Chunks of 1,000 rows: 20 to 40 touch rows 20,480 to 40,959. */
  @Test
  void losesExactlyTheChunksOfADamagedRowGroup() {
    Said said = checks.check(damaged("page.parquet"), AMOUNTS).ended(3, "ERROR");

    assertThat(said.chunks()).containsExactly(61L, 0L, 0L, 21L, 0L);
    said.counted("in_range", "PASSED", 3L * Tables.ROW_GROUP, 0);
    JsonNode error = said.report().get("errors").get(0);
    Path file = folder.resolve("page.parquet");
    assertThat(said.report().get("errors")).hasSize(1);
    assertThat(error.get("first_chunk").asInt()).isEqualTo(20);
    assertThat(error.get("chunks").asInt()).isEqualTo(21);
    assertThat(error.get("source").asText()).isEqualTo(file.toUri().toString());
    assertThat(error.get("type").asText()).isEqualTo("truthound.DataUnreadable");
    assertThat(error.get("message").asText())
        .isEqualTo(
            ("rows 20480 to 40959 of %s cannot be read: Invalid Input Error: Failed to read file"
                    + " \"%s\": Snappy decompression failure")
                .formatted(file.toUri(), file));
  }

  @Test
  void keepsVerdictsOfChunksBesideADamagedRowGroup() {
    Path file = damaged("page.parquet");

    Said said =
        checks.with(
            file,
            "--batch-size",
            "20480",
            "--rule",
            inRange("amount", "max", 142_000),
            "--rule",
            AMOUNTS.replace("}", ",\"severity\":\"warning\"}"));

    assertThat(said.status()).isEqualTo(3);
    assertThat(said.chunks()).containsExactly(0L, 0L, 3L, 1L, 0L);
  }

  @Test
  void namesFileAndRowsInTheTextReportToo() {
    Path file = damaged("page.parquet");

    Said said =
        Said.by(
            "check", file.toString(), "--rule", AMOUNTS, "--store", folder.resolve("s").toString());

    assertThat(said.status()).isEqualTo(3);
    assertThat(said.out())
        .startsWith("✗ ERROR  " + file)
        .contains("Chunks  82: 61 passed, 21 error")
        .contains("chunks 20 to 40 of " + file.toUri())
        .contains("rows 20480 to 40959 of " + file.toUri() + " cannot be read: ");
  }

  @Test
  void readsOtherColumnsOfADamagedRowGroup() {
    Said said = checks.check(damaged("page.parquet"), Checks.ID_THERE);

    said.ended(0, "PASSED").counted("not_null", "PASSED", ROWS, 0);
  }

  @Test
  void stopsAtTheFirstUnreadableChunkWhereItMayNotGoOn() {
    Path file = damaged("page.parquet");

    Said said = checks.with(file, "--rule", AMOUNTS, "--no-continue-on-error").ended(3, "ERROR");

    assertThat(said.chunks()).containsExactly(20L, 0L, 0L, 1L, 61L);
    assertThat(said.report().get("ended").asText()).isEqualTo("aborted");
    assertThat(said.err())
        .startsWith(
            "truthound check: Chunk 20 is ERROR: rows 20480 to 40959 of "
                + file.toUri()
                + " cannot be read: ");
  }

  @Test
  void keepsVerdictsWhereOnlyAKeyColumnIsDamaged() {
    Path file = damaged("key.parquet");
    String oneOfEachGroup = rule("not_in_set", "column", "\"id\"", "values", "[5, 20485, 40965]");

    Said said = checks.with(file, "--rule", oneOfEachGroup, "--key", "amount").ended(1, "FAILED");

    said.counted("not_in_set", "FAILED", ROWS, 3);
    assertThat(said.rows("not_in_set")).containsExactly("5: 5", "20485: 20485", "40965: 40965");
    JsonNode samples = said.rule("not_in_set").get("samples");
    assertThat(samples.get(0).get("key").get("amount").isNumber()).isTrue();
    assertThat(samples.get(1).get("key").get("amount").asText()).isEqualTo("(cannot be read)");
    assertThat(samples.get(2).get("key").get("amount").isNumber()).isTrue();
  }

  private Path damaged(String name) {
    Path file = tables.amounts(name, ROWS);
    Tables.Pages pages = Tables.Pages.of(file, 1, "amount");
    assertThat(pages.bytes()).as("one page holds the damage").isGreaterThan(21_000);
    Tables.flip(file, pages.offset() + 1_000, 20_000);
    return file;
  }

  @Test
  void refusesAFileThatLacksAColumnOfTheFirst() {
    Path first = tables.parquet("a.parquet", "SELECT 1 AS id, 2 AS amount");
    Path second = tables.parquet("b.parquet", "SELECT 1 AS id");

    checks
        .check(folder)
        .isRefused(
            ("%s has no column \"amount\", which %s has (its columns: id; a dataset that allows missing"
                    + " columns has null there)")
                .formatted(second, first));
  }

  @Test
  void refusesFilesThatDifferInAColumnsType() {
    Path first = tables.parquet("a.parquet", "SELECT 1 AS id, 2 AS amount");
    Path second = tables.parquet("b.parquet", "SELECT 1 AS id, 'two' AS amount");

    checks
        .check(folder)
        .isRefused("Column \"amount\" is int32 in %s and string in %s".formatted(first, second));
  }

  @Test
  void refusesAnIntegerAndAFloat() {
    Path first = tables.parquet("a.parquet", "SELECT 1 AS id, 2::BIGINT AS amount");
    Path second = tables.parquet("b.parquet", "SELECT 1 AS id, 2::DOUBLE AS amount");

    checks
        .check(folder)
        .isRefused("Column \"amount\" is int64 in %s and float64 in %s".formatted(first, second));
  }

  @Test
  void refusesAFileThatFitsOneOfTheOthersButNotAll() {
    tables.parquet("a.parquet", "SELECT 1 AS id, DATE '2024-01-01' AS moment");
    Path second = tables.parquet("b.parquet", "SELECT 1 AS id, 5::INT AS moment");
    tables.parquet("c.parquet", "SELECT 1 AS id, TIMESTAMP '2024-01-01' AS moment");

    checks
        .check(folder)
        .isRefused(
            "Column \"moment\" is date in %s and int32 in %s"
                .formatted(folder.resolve("a.parquet"), second));
  }

  @Test
  void readsNullWhereAllowedColumnsAreMissing() {
    tables.parquet("a.parquet", "SELECT 1 AS id, 2 AS amount");
    tables.parquet("b.parquet", "SELECT 1 AS id");

    Said said =
        checks.with(
            folder, "--allow-missing", "--rule", "{\"type\":\"not_null\",\"column\":\"amount\"}");

    said.ended(1, "FAILED").counted("not_null", "FAILED", 2, 1);
    assertThat(said.rows("not_null")).containsExactly("0: null");
  }

  @Test
  void refusesAColumnWithTheNameOfTheRowNumber() {
    Path file = tables.parquet("rows.parquet", "SELECT 1 AS id, 7 AS File_Row_Number");

    checks
        .check(file)
        .isRefused(
            ("Cannot read %s as Parquet: its column \"File_Row_Number\" has the name of the number"
                    + " of the row (allowed: any other name)")
                .formatted(file));
  }

  @Test
  void refusesColumnsThatDifferOnlyInCase() throws IOException {
    Path file = tables.parquet("case.parquet", "SELECT 1 AS amount, 2 AS AMOUNX");
    renamed(file, "AMOUNX", "AMOUNT");

    checks
        .check(file)
        .isRefused(
            ("Cannot read %s as Parquet: its columns \"amount\" and \"AMOUNT\" differ in nothing"
                    + " but case (allowed: names that do)")
                .formatted(file));
  }

  private static void renamed(Path file, String from, String to) throws IOException {
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    Files.write(file, bytes.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void readsAColumnFromTheFileWhateverItsFolderIsCalled() {
    tables.folder("id=7");
    Path file = tables.parquet("id=7/part.parquet", "SELECT range AS id FROM range(3)");

    Said said = checks.check(file, inRange("id", "min", 7)).ended(1, "FAILED");

    assertThat(said.rows("in_range")).containsExactly("0: 0", "1: 1", "2: 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "in_range | \"min\":1 | (allowed: numbers, dates and times)",
        "in_set | \"values\":[1] | (allowed: string, bool, uuid, numbers, dates and times)",
        "regex | \"pattern\":\"x\" | (allowed: string)"
      })
  void refusesRulesOnNestedColumnsThatCompareValues(String type, String field, String allowed) {
    Path file = nested();

    checks
        .check(file, "{\"type\":\"%s\",\"column\":\"s\",%s}".formatted(type, field))
        .isRefused(
            "Invalid rule 0 (%s): column \"s\" is other(STRUCT(a INTEGER, b VARCHAR)) %s"
                .formatted(type, allowed));
  }

  @Test
  void countsNullsOfNestedColumns() {
    for (String column : List.of("s", "l", "m")) {
      checks
          .check(nested(), rule("not_null", "column", '"' + column + '"'))
          .ended(1, "FAILED")
          .counted("not_null", "FAILED", 2, 1);
    }
  }

  @Test
  void refusesAFieldInsideANestedColumn() {
    checks
        .check(nested(), rule("not_null", "column", "\"s.a\""))
        .isRefused("Invalid rule 0 (not_null): unknown column \"s.a\" (columns: id, s, l, m)");
    checks
        .check(nested(), Checks.expression("s.a > 0"))
        .isRefusedWith(
            "Invalid rule 0 (expression): the qualified name s.a is not allowed in an expression,"
                + " at character 1");
  }

  private Path nested() {
    return tables.parquet(
        "nested.parquet",
        "SELECT 1 AS id, {'a': 1, 'b': 'x'} AS s, [1, 2] AS l, MAP {'k': 1} AS m"
            + " UNION ALL SELECT 2, NULL, NULL, NULL");
  }

  @Test
  void refusesAnUnknownKeyColumn() {
    Path file = tables.parquet("orders.parquet", "SELECT 1 AS id, 2 AS amount");

    checks
        .with(file, "--rule", Checks.ID_THERE, "--key", "amuont")
        .isRefusedWith("Unknown key column \"amuont\" (columns: id, amount");
  }
}
