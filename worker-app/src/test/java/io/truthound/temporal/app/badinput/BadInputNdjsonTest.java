package io.truthound.temporal.app.badinput;

import static io.truthound.temporal.app.badinput.Checks.inRange;
import static io.truthound.temporal.app.badinput.Checks.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NDJSON: the main job, lines that are no records, and files that are something else. */
class BadInputNdjsonTest {
  private static final String ALLOWED =
      " (allowed: NDJSON as UTF-8 text, one JSON object on each line)";
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
  void checksRecordsAndShowsWhatIsWritten() {
    Path file =
        tables.text(
            "orders.jsonl",
            "{\"id\": 1, \"amount\": 1.50, \"tags\": [\"x\", \"y\"]}\n"
                + "{\"amount\": -2.50, \"id\": 2}\n"
                + "{\"id\": null, \"amount\": 3}\n");

    Said said =
        checks
            .check(
                file,
                rule("not_null", "column", "\"id\""),
                inRange("amount", "min", 0),
                rule("length", "column", "\"tags\"", "max_length", "3"))
            .ended(1, "FAILED");

    said.counted("well_formed", "PASSED", 3, 0).counted("not_null", "FAILED", 3, 1);
    assertThat(said.rows("not_null")).containsExactly("2: null");
    assertThat(said.rows("length")).containsExactly("0: [\"x\", \"y\"]");
    assertThat(said.rows("in_range")).containsExactly("1: -2.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1]                          | not a JSON object",
        "null                         | not a JSON object",
        "{\"id\":2,\"name\":\"b\"          | the line ends inside its object",
        "{\"id\":2,}                    | not JSON at byte 8",
        "{\"id\":2} {\"id\":3}            | text after the object at byte 9",
        "{\"id\":2,\"id\":3}              | the key \"id\" occurs twice",
        "{\"id\":2,\"\":3}                | an empty key",
        "{\"id\":NaN}                   | not JSON at byte 6",
        "{\"id\":2,\"x\":\"\\ud83d\"}       | half of a surrogate pair at byte 13"
      })
  void losesOneRecordToABrokenLine(String line, String problem) {
    Path file =
        tables.text(
            "broken.ndjson",
            "{\"id\":1,\"name\":\"a\"}\n" + line + "\n{\"id\":3,\"name\":\"c\"}\n");

    Said said = checks.check(file, NAME_IN_A_C).ended(1, "FAILED");

    said.counted("well_formed", "FAILED", 3, 1).counted("in_set", "PASSED", 2, 0);
    assertThat(said.rule("well_formed").get("samples").get(0).get("row").asLong()).isEqualTo(1);
    assertThat(said.rule("well_formed").get("samples").get(0).get("values").get("problem").asText())
        .isEqualTo(problem);
    assertThat(said.rule("well_formed").get("samples").get(0).get("values").get("record").asText())
        .isEqualTo(line);
  }

  @Test
  void losesOneRecordToBytesThatAreNotUtf8() {
    Path file =
        tables.bytes(
            "latin1.ndjson",
            "{\"name\":\"a\"}\n{\"name\":\"caf\u00e9\"}\n".getBytes(StandardCharsets.ISO_8859_1));

    Said said = checks.check(file, NAME_IN_A_C).ended(1, "FAILED");

    assertThat(said.rows("well_formed"))
        .containsExactly(
            "1: {\"problem\":\"bytes that are not UTF-8\","
                + "\"record\":\"{\\\"name\\\":\\\"caf\ufffd\\\"}\"}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a byte order mark,     `\uFEFF{\"name\":\"a\"}\n{\"name\":\"c\"}\n`",
        "lines that end in CRLF, `{\"name\":\"a\"}\r\n{\"name\":\"c\"}\r\n`",
        "blank lines,           `\n{\"name\":\"a\"}\n\n \t\n{\"name\":\"c\"}\n\n`",
        "no newline at the end, `{\"name\":\"a\"}\n{\"name\":\"c\"}`",
        "escapes,               `{\"n\\u0061me\":\"\\u0061\"}\n{\"name\":\"c\"}`"
      })
  void readsEveryRecordOf(String what, String text) {
    Said said = checks.check(tables.text("sound.ndjson", text), NAME_IN_A_C).ended(0, "PASSED");

    said.counted("well_formed", "PASSED", 2, 0).counted("in_set", "PASSED", 2, 0);
  }

  @Test
  void takesAKeyThatARecordOrAFileLacksForNull() {
    tables.text("a.ndjson", "{\"id\":1,\"name\":\"a\"}\n{\"id\":2}\n");
    tables.text("b.ndjson", "{\"id\":3}\n");
    tables.text("c.ndjson", "");

    Said said = checks.check(folder, rule("not_null", "column", "\"name\"")).ended(1, "FAILED");

    said.counted("not_null", "FAILED", 3, 2);
  }

  @Test
  void warnsOfValuesThatAreNoNumbersEmptyTextAmongThem() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 30; row++) {
      String id = row == 7 ? "true" : row == 9 ? "\"\"" : row == 11 ? "[1]" : "" + row;
      text.append("{\"id\":").append(id).append("}\n");
    }

    Said said =
        checks
            .check(tables.text("ids.ndjson", text.toString()), inRange("id", "min", 0))
            .ended(0, "WARNING");

    said.counted("in_range", "PASSED", 27, 0).counted("convertible", "WARNING", 30, 3);
    assertThat(said.rows("convertible")).containsExactly("7: true", "9: ", "11: [1]");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, it is empty: no record",
        "`\n \n`, it is empty: no record",
        "`[{\"id\":1},\n{\"id\":2}]\n`, a JSON array at byte 0",
        "`{\n\"id\":1\n}\n`, `none of its first 3 lines is a JSON object: byte 0: the line ends inside its object`",
        "`{}\n{}\n`, no key in any of its first 2 records",
        "`PAR1`, looks like Parquet: PAR1 at byte 0",
        "`{\u0000}`, a NUL byte at byte 1: looks like UTF-16 or a binary file"
      })
  void refusesWhatIsNoNdjson(String text, String why) {
    Path file = tables.text("other.ndjson", text);

    checks.check(file).isRefused("Cannot read " + file + ": " + why + ALLOWED);
  }

  @Test
  void refusesCompressedNdjson() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("{\"id\":1}\n".getBytes(StandardCharsets.UTF_8));
    }
    Path file = tables.bytes("other.ndjson", bytes.toByteArray());

    checks
        .check(file)
        .isRefused("Cannot read " + file + ": compressed with gzip: 1F 8B at byte 0" + ALLOWED);
  }

  @Test
  void refusesMoreKeysThanAFileOrADatasetMayHave() {
    Path one = tables.text("a.ndjson", keys(0, 10_000));
    Path other = tables.text("b.ndjson", keys(9_999, 10_001));
    Path third = tables.text("c.ndjson", keys(0, 10_001));

    checks
        .check(folder.resolve("[ab].ndjson").toString())
        .isRefused(
            ("Cannot read %s: it and the 1 files before it have 10,001 different keys (allowed: at"
                    + " most 10,000)")
                .formatted(other));
    checks
        .check(third)
        .isRefused(
            ("Cannot read %s: more than 10,000 different keys in the first 1 records (allowed: at"
                    + " most 10,000)")
                .formatted(third));
    assertThat(one).exists();
  }

  private static String keys(int first, int end) {
    return IntStream.range(first, end)
        .mapToObj(key -> "\"k" + key + "\":1")
        .collect(Collectors.joining(",", "{", "}\n"));
  }

  @Test
  void readsOddKeysAndOtherEndingsWhereAskedTo() {
    Path file = tables.text("odd.json", "{\"a\\u0000\\\"'b\":1,\"id\":1,\"ID\":\"x\",\" \":[]}\n");

    checks
        .with(file, "--input-format", "ndjson", "--rule", Checks.ID_THERE)
        .ended(0, "PASSED")
        .counted("not_null", "PASSED", 1, 0);
  }

  @Test
  void refusesARuleOnAKeyThatNoRecordHas() {
    Path file = tables.text("ids.ndjson", "{\"ID\":1}\n");

    checks.check(file).isRefusedWith("column \"id\"", "ID");
  }
}
