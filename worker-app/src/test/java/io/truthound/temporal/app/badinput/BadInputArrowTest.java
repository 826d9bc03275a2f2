package io.truthound.temporal.app.badinput;

import static io.truthound.temporal.app.badinput.Checks.inRange;
import static io.truthound.temporal.app.badinput.Checks.rule;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrow: the main job, record batches that cannot be read, and files that are something else. */
class BadInputArrowTest {
  private static final String NAMED = rule("regex", "column", "\"name\"", "pattern", "\"name .*\"");

  /** Where the metadata of the second of three record batches begins, and its body. */
  private static final int SECOND_MESSAGE = 3376;

  /** Where the offsets of its column "name" begin. */
  private static final int SECOND_OFFSETS = 5248;

  private static final int END_OF_MESSAGES = 9568;

  /** Where the file says how long its first message is, and how many batches its footer lists. */
  private static final int SCHEMA_LENGTH = 12;

  private static final int LISTED_BATCHES = 9612;

  @TempDir Path folder;
  private Tables tables;
  private Checks checks;

  @BeforeEach
  void stand() {
    tables = new Tables(folder);
    checks = new Checks(folder);
  }

  private Path copy(String name) {
    return tables.bytes(name, Tables.resource("arrow/" + name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"three-batches.arrow", "three-batches.arrows", "lz4.arrow"})
  void checksFilesAndStreams(String name) {
    Said said =
        checks
            .with(
                copy(name),
                "--rule",
                inRange("amount", "max", 74),
                "--rule",
                NAMED,
                "--batch-size",
                "100")
            .ended(1, "FAILED");

    said.counted("regex", "PASSED", 300, 0).counted("in_range", "FAILED", 294, 3);
    assertThat(said.rows("in_range")).containsExactly("297: 74.25", "298: 74.5", "299: 74.75");
    assertThat(said.chunks()).isEqualTo(List.of(2L, 0L, 1L, 0L, 0L));
  }

  @Test
  void checksWhatPolarsWrites() {
    Path file = copy("polars.arrow");

    Said said =
        checks
            .check(
                file,
                rule("in_set", "column", "\"city\"", "values", "[\"Oslo\"]"),
                rule("max_length", "column", "\"name\"", "max_length", "24"),
                inRange("of_day", "max", "\"22:59:00\""),
                rule("not_null", "column", "\"nothing\""))
            .ended(1, "FAILED");

    said.counted("in_set", "FAILED", 300, 150)
        .counted("max_length", "FAILED", 300, 96)
        .counted("in_range", "FAILED", 299, 12)
        .counted("not_null", "FAILED", 300, 300);
    assertThat(said.rows("max_length").get(0)).isEqualTo("12: a name that is longer, 12");
  }

  @Test
  void losesOneRecordBatchToOffsetsThatFallBack() {
    byte[] bytes = Tables.resource("arrow/three-batches.arrow");
    Arrays.fill(bytes, SECOND_OFFSETS + 40, SECOND_OFFSETS + 44, (byte) 0);
    Path file = tables.bytes("three-batches.arrow", bytes);

    Said said = checks.with(file, "--rule", NAMED, "--batch-size", "50").ended(3, "ERROR");

    said.counted("regex", "PASSED", 200, 0);
    assertThat(said.chunks()).isEqualTo(List.of(4L, 0L, 0L, 2L, 0L));
    JsonNode errors = said.report().get("errors");
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).get("type").asText()).isEqualTo("truthound.DataUnreadable");
    assertThat(errors.get(0).get("message").asText())
        .isEqualTo(
            "rows 100 to 199 of %s cannot be read: Arrow: column \"name\": an offset of 0 after 72"
                .formatted(file.toUri()));
  }

  @Test
  void losesOneRecordBatchToTextThatIsNotUtf8() {
    Path file = copy("three-batches.arrow");
    byte[] bytes = Tables.read(file);
    bytes[SECOND_OFFSETS + 408 + 3] = (byte) 0xFF;
    tables.bytes("three-batches.arrow", bytes);

    Said said = checks.with(file, "--rule", NAMED, "--batch-size", "50").ended(3, "ERROR");

    said.counted("regex", "PASSED", 200, 0);
    assertThat(said.chunks()).isEqualTo(List.of(4L, 0L, 0L, 2L, 0L));
  }

  @Test
  void losesNothingToDamageOfAColumnThatNoRuleReads() {
    Path file = copy("three-batches.arrow");
    Tables.flip(file, SECOND_OFFSETS + 408, 8);

    checks
        .check(file, rule("not_null", "column", "\"id\""))
        .ended(0, "PASSED")
        .counted("not_null", "PASSED", 300, 0);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, it is empty",
        "`id,name\n1,a\n`, `it begins neither with ARROW1 nor with a schema, as streams do`",
        "`PAR1`, `it begins neither with ARROW1 nor with a schema, as streams do`",
        "`ARROW1`, it does not end with ARROW1: it was cut short",
        "`FEA1 and more`, `it is a Feather file of version 1 (allowed: version 2, which is Arrow IPC)`"
      })
  void refusesWhatIsNoArrow(String text, String why) {
    Path file = tables.text("other.arrow", text);

    refuses(file, why);
  }

  @Test
  void refusesNestedTypesByName() {
    refuses(
        copy("nested.arrow"),
        "its column \"tags\" has the type list (allowed: bool, integers, floats, decimals of up to"
            + " 38 digits, utf8, binary, date, time, timestamp and dictionaries of these)");
  }

  @Test
  void refusesAFileThatWasCutShort() {
    Path file = copy("three-batches.arrow");
    Tables.truncate(file, Tables.size(file) - 1);

    refuses(file, "it does not end with ARROW1: it was cut short");
  }

  @Test
  void refusesAStreamThatWasCutShort() {
    Path file = copy("three-batches.arrows");
    Tables.truncate(file, 5000);

    refuses(
        file,
        "the message at byte 3368 does not end before byte 5000: it is damaged or was cut short");
  }

  @Test
  void refusesAStreamThatGoesOnAfterItsEnd() {
    byte[] stream = Tables.resource("arrow/three-batches.arrows");
    byte[] twice = Arrays.copyOf(stream, 2 * stream.length);
    System.arraycopy(stream, 0, twice, stream.length, stream.length);

    refuses(
        tables.bytes("twice.arrows", twice),
        "9568 bytes follow the end of its stream at byte 9568");
  }

  @Test
  void refusesAFooterThatHidesRows() {
    byte[] bytes = Tables.resource("arrow/three-batches.arrow");
    // The message after it is taken for the end of the stream.
    Arrays.fill(bytes, SECOND_MESSAGE, SECOND_MESSAGE + 8, (byte) 0);

    refuses(
        tables.bytes("hidden.arrow", bytes),
        "its footer lists other record batches than the 1 that lie in it");
  }

  @Test
  void refusesAFooterThatListsNothingBehindADamagedSchema() {
    byte[] bytes = Tables.resource("arrow/three-batches.arrow");
    bytes[SCHEMA_LENGTH + 3] = 0x1C; // where the first message begins can be read no more
    bytes[LISTED_BATCHES] = 0;

    refuses(
        tables.bytes("hidden.arrow", bytes), "its footer does not list the message at byte 240");
  }

  @Test
  void refusesADamagedFooter() {
    Path file = copy("three-batches.arrow");
    Tables.flip(file, END_OF_MESSAGES + 8, 100);

    checks.check(file).isRefusedWith("Cannot read " + file + " as Arrow: its footer is damaged");
  }

  @Test
  void refusesDamagedMetadataOfARecordBatch() {
    Path file = copy("three-batches.arrow");
    Tables.flip(file, SECOND_MESSAGE + 12, 100);

    checks.check(file).isRefusedWith("Cannot read " + file + " as Arrow: the message at byte 3376");
  }

  @Test
  void refusesArrowThatIsCalledParquet() {
    Path file = tables.bytes("orders.parquet", Tables.resource("arrow/three-batches.arrow"));

    checks
        .check(file)
        .isRefused("Cannot read " + file + " as Parquet: it does not begin with PAR1");
  }

  @Test
  void readsArrowOfAnyNameWhereTheFormatIsNamed() {
    Path file = tables.bytes("orders.data", Tables.resource("arrow/three-batches.arrows"));

    checks
        .with(file, "--input-format", "arrow", "--rule", Checks.ID_THERE)
        .ended(0, "PASSED")
        .counted("not_null", "PASSED", 300, 0);
  }

  @Test
  void refusesAFileThatLacksAColumnOfAnother() {
    Path one = copy("three-batches.arrow");
    Path other = copy("polars.arrow");

    checks
        .with(folder.toString(), "--input-format", "arrow", "--rule", Checks.ID_THERE)
        .isRefusedWith("has no column", one.toString(), other.toString());
  }

  private void refuses(Path file, String why) {
    checks.check(file).isRefused("Cannot read " + file + " as Arrow: " + why);
  }
}
