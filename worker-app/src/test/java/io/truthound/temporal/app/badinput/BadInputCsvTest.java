package io.truthound.temporal.app.badinput;

import static io.truthound.temporal.app.badinput.Checks.inRange;
import static io.truthound.temporal.app.badinput.Checks.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV with lines that are no records and cells that are no values. */
class BadInputCsvTest {
  private static final String NAME_IN_A_C =
      rule("in_set", "column", "\"name\"", "values", "[\"a\",\"c\"]");

  @TempDir Path folder;
  private Tables tables;
  private Checks checks;

  @BeforeEach
  void stand() {
    tables = new Tables(folder);
    checks = new Checks(folder);
  }

  @Test
  void countsLinesOf15And17FieldsUnder16Columns() {
    String header = fields(16).replaceAll("\\d+", "c$0");
    Path file =
        tables.text(
            "wide.csv",
            String.join("\n", header, fields(16), fields(15), fields(16), fields(17), fields(16)));

    Said said = checks.check(file, rule("not_null", "column", "\"c1\"")).ended(1, "FAILED");

    said.counted("well_formed", "FAILED", 5, 2).counted("not_null", "PASSED", 3, 0);
    assertThat(said.rows("well_formed"))
        .containsExactly(
            "1: {\"problem\":\"too few fields\",\"record\":\"" + fields(15) + "\"}",
            "3: {\"problem\":\"too many fields\",\"record\":\"" + fields(17) + "\"}");
  }

  private static String fields(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2,\"b | a quote that is never closed | 2,\\\"b",
        "2,\"b\"x | text after a closing quote | 2,\\\"b\\\"x",
        "2,b\\rx | a carriage return without a newline | 2,b\\rx"
      })
  void losesOneRecordToABrokenLine(String line, String problem, String shown) {
    Path file = tables.text("stray.csv", "id,name\n1,a\n" + line.replace("\\r", "\r") + "\n3,c\n");

    Said said = checks.check(file, NAME_IN_A_C).ended(1, "FAILED");

    said.counted("well_formed", "FAILED", 3, 1).counted("in_set", "PASSED", 2, 0);
    assertThat(said.rows("well_formed"))
        .containsExactly("1: {\"problem\":\"%s\",\"record\":\"%s\"}".formatted(problem, shown));
  }

  @Test
  void losesOneRecordToBytesThatAreNotUtf8() {
    Path file =
        tables.bytes(
            "latin1.csv", "id,name\n1,a\n2,caf\u00e9\n3,c\n".getBytes(StandardCharsets.ISO_8859_1));

    Said said = checks.check(file, NAME_IN_A_C).ended(1, "FAILED");

    said.counted("well_formed", "FAILED", 3, 1).counted("in_set", "PASSED", 2, 0);
    assertThat(said.rows("well_formed"))
        .containsExactly(
            "1: {\"problem\":\"bytes that are not UTF-8\",\"record\":\"2,caf\ufffd\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "a byte order mark,    '\uFEFFid,name\n1,a\n2,c\n'",
    "lines that end in CRLF, 'id,name\r\n1,a\r\n2,c\r\n'",
    "blank lines,          'id,name\n\n1,a\n\n\n2,c\n\n'",
    "no newline at the end, 'id,name\n1,a\n2,c'",
    "everything quoted,    '\"id\",\"name\"\n\"1\",\"a\"\n\"2\",\"c\"\n'"
  })
  void readsEveryRecordOf(String what, String text) {
    Said said = checks.check(tables.text("sound.csv", text), NAME_IN_A_C).ended(0, "PASSED");

    said.counted("well_formed", "PASSED", 2, 0).counted("in_set", "PASSED", 2, 0);
  }

  @Test
  void keepsNewlinesInsideQuotes() {
    Path file = tables.text("notes.csv", "id,name\n1,\"a\nb\"\n2,c\n");

    Said said = checks.check(file, NAME_IN_A_C).ended(1, "FAILED");

    said.counted("well_formed", "PASSED", 2, 0).counted("in_set", "FAILED", 2, 1);
    assertThat(said.rows("in_set")).containsExactly("0: a\nb");
  }

  @Test
  void refusesLinesThatEndInACarriageReturnAlone() {
    Path file = tables.text("mac.csv", "id,name\r1,a\r2,b\r");

    checks
        .check(file)
        .isRefused(
            ("Cannot read %s: a carriage return at byte 7 and no newline in the first 16 bytes:"
                    + " lines end with a carriage return alone (allowed: a newline, or a carriage"
                    + " return and a newline)")
                .formatted(file));
  }

  @Test
  void warnsOfACellThatIsNoNumber() {
    Path file = tables.text("amounts.csv", "id,amount\n" + amounts(0, 100, 41));

    Said said = checks.check(file, inRange("amount", "min", 0)).ended(0, "WARNING");

    said.counted("in_range", "PASSED", 99, 0).counted("convertible", "WARNING", 100, 1);
    assertThat(said.rule("convertible").get("column").asText()).isEqualTo("amount");
    assertThat(said.rows("convertible")).containsExactly("41: N/A");
    assertThat(said.chunks()).containsExactly(0L, 1L, 0L, 0L, 0L);
  }

  @Test
  void warnsOfATypeThatDiffersInFewRowsOfTheSecondFile() {
    tables.text("a.csv", "id,amount\n" + amounts(0, 100, -1));
    Path second = tables.text("b.csv", "id,amount\n1,two\n");

    Said said = checks.check(folder, inRange("amount", "min", 0)).ended(0, "WARNING");

    assertThat(said.rows("convertible")).containsExactly("0: two");
    assertThat(said.rule("convertible").get("samples").get(0).get("source").asText())
        .isEqualTo(second.toUri().toString());
  }

  private static String amounts(int first, int count, int without) {
    return IntStream.range(first, first + count)
        .mapToObj(row -> row + "," + (row == without ? "N/A" : row + ".5") + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void refusesARangeWhereMostCellsAreText() {
    Path file = tables.text("amounts.csv", "id,amount\n1,N/A\n2,none\n3,4.5\n");

    checks
        .check(file, inRange("amount", "min", 0))
        .isRefused(
            "Invalid rule 0 (in_range): range on text: column \"amount\" is string (allowed:"
                + " numbers, dates and times)");
  }

  @ParameterizedTest
  @CsvSource({"'id,name\n'", "'id,name'"})
  void passesAHeaderWithoutRecords(String text) {
    Said said = checks.check(tables.text("header.csv", text)).ended(0, "PASSED");

    said.counted("not_null", "PASSED", 0, 0).counted("well_formed", "PASSED", 0, 0);
    assertThat(said.chunks()).containsExactly(0L, 0L, 0L, 0L, 0L);
  }

  @ParameterizedTest
  @CsvSource({
    "'\n\n', it is empty: no header",
    "'id,id\n1,2\n', 'duplicate column name \"id\" in the header at positions [1, 2]'",
    "'id,\n1,2\n', empty column names in the header at positions [2]",
    "'id,\"na\n1,2\n', malformed header at byte 0: a quote that is never closed"
  })
  void refusesAFileWithoutAHeaderThatNamesColumns(String text, String why) {
    Path file = tables.text("header.csv", text);

    checks.check(file).isRefused("Cannot read " + file + ": " + why);
  }

  @Test
  void refusesBytesThatAreNoText() {
    Path file = tables.text("binary.csv", "id\n1\u0000\n");

    checks
        .check(file)
        .isRefused(
            ("Cannot read %s: a NUL byte at byte 4: looks like UTF-16 or a binary file (allowed: CSV"
                    + " as UTF-8 text with a header line)")
                .formatted(file));
  }

  @Test
  void refusesAFileThatLacksAColumnOfTheFirst() {
    Path first = tables.text("a.csv", "id,name\n1,a\n");
    Path second = tables.text("b.csv", "id\n1\n");

    checks
        .check(folder)
        .isRefused(
            ("%s has no column \"name\", which %s has (its columns: id; a dataset that allows missing"
                    + " columns has null there)")
                .formatted(second, first));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'in_range','column':'a','min':0,'max':1.5}",
        "{'type':'in_range','column':'a','min':'2020-01-01'}",
        "{'type':'greater_than','column':'a','value':'2020-01-01T10:00:00'}",
        "{'type':'in_set','column':'a','values':[1,2]}",
        "{'type':'in_set','column':'a','values':['x','y']}",
        "{'type':'dtype','column':'a','dtype':'date'}",
        "{'type':'schema','columns':{'a':'float64','id':'int64'}}",
        "{'type':'regex','column':'a','pattern':'x+'}"
      })
  void typesAColumnWithoutAValueByItsRules(String rule) {
    String json = rule.replace('\'', '"');

    checks.check(tables.text("header.csv", "id,a\n"), json).ended(0, "PASSED");
    Said said = checks.check(tables.text("empty.csv", "id,a\n1,\n2,\n"), json);

    said.ended(0, "PASSED");
    assertThat(said.report().get("rules").get(0).get("failed").asLong()).isZero();
  }

  @Test
  void typesColumnsWithoutAValueThatARuleCompares() {
    Path file = tables.text("header.csv", "a,b,c\n");
    String first = rule("column_pair", "a", "\"a\"", "b", "\"b\"", "op", "\"<\"");
    String second = rule("column_pair", "a", "\"c\"", "b", "\"b\"", "op", "\"<\"");

    Said said = checks.check(file, first, second, inRange("b", "min", "\"2020-01-01\""));

    said.ended(0, "PASSED").counted("in_range", "PASSED", 0, 0);
  }

  @Test
  void leavesAColumnWithoutAValueTextWhereRulesWantOppositeTypes() {
    Path file = tables.text("header.csv", "a\n");
    String text = rule("regex", "column", "\"a\"", "pattern", "\"x\"");

    checks
        .check(file, text, inRange("a", "min", 0))
        .isRefused(
            "Invalid rule 1 (in_range): range on text: column \"a\" is string (allowed: numbers,"
                + " dates and times)");
  }

  @Test
  void tellsColumnsApartThatDifferOnlyInCase() {
    Path file = tables.text("case.csv", "id,ID\n1,2\n");

    Said said = checks.check(file, inRange("ID", "max", 1)).ended(1, "FAILED");

    assertThat(said.rows("in_range")).containsExactly("0: 2");
  }

  @Test
  void namesTheColumnsOfAFileWithAnotherDelimiter() {
    Path file = tables.text("semicolons.csv", "id;name\n1;a\n");

    checks
        .with(file, "--delimiter", ",", "--rule", Checks.ID_THERE)
        .isRefused("Invalid rule 0 (not_null): unknown column \"id\" (columns: id;name)");
    checks.check(file).ended(0, "PASSED");
  }
}
