package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.Engines.Answer;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.dataset.TextEncoding;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.Convertible;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Severity;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How text is read: what is given, what is detected, and what values it makes, by hand. */
class ReadingTest {
  private static final String MANY = "{\"type\":\"row_count\",\"min\":0}";

  @TempDir Path folder;
  private Engines engines;
  private final List<String> files = new ArrayList<>();

  @BeforeEach
  void open() {
    engines = new Engines(folder);
  }

  @AfterEach
  void close() throws Exception {
    engines.close();
  }

  @Test
  void keepsInThePlanWhatWasDetected() throws Exception {
    write("a.csv", "id;name\n1;a\n", StandardCharsets.UTF_16);

    Reading reading = reading(ReaderOptions.DEFAULT);

    assertThat(reading.detected()).containsExactly("delimiter", "header", "encoding");
    assertThat(reading.options())
        .isEqualTo(
            ReaderOptions.DEFAULT
                .withDelimiter(";")
                .withQuote("\"")
                .withHeader(true)
                .withEncoding(TextEncoding.UTF_16));
  }

  @Test
  void keepsInThePlanWhatWasGiven() throws Exception {
    write("a.csv", "id;name\n1;a\n", StandardCharsets.UTF_8);
    ReaderOptions given =
        ReaderOptions.DEFAULT
            .withDelimiter("|")
            .withQuote("'")
            .withHeader(false)
            .withEncoding(TextEncoding.LATIN_1);

    Reading reading = reading(given);

    assertThat(reading.detected()).isEmpty();
    assertThat(reading.options()).isEqualTo(given);
  }

  private Reading reading(ReaderOptions options) throws Exception {
    return Objects.requireNonNull(check(options, MANY).plan().reading());
  }

  /** The first field of each record, and which of them break the type that was declared. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "int8          | 127 128 -129 1.0 0x1 1_0 +5 x          | 1 2 3 4 5 7",
        "uint8         | 255 256 -1 007                         | 1 2",
        "int32         | 2147483647 2147483648                  | 1",
        "int64         | 9223372036854775807 9223372036854775808 1e3 | 1 2",
        "int128        | 9223372036854775808 x                  | 1",
        "float32       | 0.1 nan -inf 1_0 x                     | 3 4",
        "float64       | 0.1 1e39 1_0 x                         | 2 3",
        "decimal(4,2)  | 1.25 1.250 1.255 99.99 100 -1 1e1 1. .5 | 2 4 6 8",
        "decimal(3,0)  | 999 1000 1.0 1.5                       | 1 3",
        "bool          | true FALSE 1 yes                       | 2 3",
        "date          | 2024-02-29 2023-02-29 29.02.2024 2024-02-29T10:00 | 1 2 3",
        "timestamp     | 2024-02-29 2024-02-29T10:00:00.5 10:00 | 2",
        "string        | 1 x                                    | ``",
      })
  void readsDeclaredTypesToTheLetter(String type, String values, String failing) throws Exception {
    write("a.csv", "x\n" + values.replace(' ', '\n') + "\n", StandardCharsets.UTF_8);

    Answer answer =
        check(
            ReaderOptions.DEFAULT.withColumn("x", DataType.parse(type)).withHeader(true),
            "{\"type\":\"not_null\",\"column\":\"x\"}");

    assertThat(answer.plan().columns().get(0).type().text()).isEqualTo(type);
    if (failing.isEmpty()) {
      assertThat(answer.plan().rules()).hasSize(2);
    } else {
      Convertible convertible = (Convertible) answer.plan().rules().get(2);
      assertThat(convertible.declared()).isTrue();
      assertThat(convertible.options().severity()).isEqualTo(Severity.ERROR);
      assertThat(rows(answer, 2)).isEqualTo(failing);
    }
  }

  @Test
  void takesTextForNullInQuotesOrNot() throws Exception {
    write("a.csv", "n,s\n-9,NA\n-9.0,\"NA\"\n5,na\n,\n7,\"\"\n", StandardCharsets.UTF_8);

    Answer answer =
        check(
            ReaderOptions.DEFAULT.withNulls("NA", "-9"),
            "{\"type\":\"not_null\",\"column\":\"n\"}",
            "{\"type\":\"not_null\",\"column\":\"s\"}",
            "{\"type\":\"sum\",\"column\":\"n\",\"min\":3,\"max\":3}");

    assertThat(rows(answer, 0)).isEqualTo("0 3");
    assertThat(rows(answer, 1)).isEqualTo("0 1 3");
    assertThat(answer.merged().totals().of(2).evaluated()).isEqualTo(3);
  }

  /** Many numbers: DuckDB's own reader must not take them for values. */
  @ParameterizedTest
  @CsvSource({"1", "9223372036854775807"})
  void takesNumbersForNullHoweverTheyAreRead(long sliceRows) throws Exception {
    StringBuilder text = new StringBuilder("id,n,d\n");
    for (int row = 0; row < 140_000; row++) {
      text.append(row).append(row % 7 == 0 ? ",-999,-999\n" : ",5,0.5\n");
    }
    write("a.csv", text.toString(), StandardCharsets.UTF_8);

    Answer answer =
        check(
            ReaderOptions.DEFAULT.withNulls("-999"),
            sliceRows,
            "{\"type\":\"in_range\",\"column\":\"n\",\"min\":0}",
            "{\"type\":\"in_range\",\"column\":\"d\",\"min\":0}");

    assertThat(answer.merged().totals().of(0)).isEqualTo(new Tally(120_000, 0));
    assertThat(answer.merged().totals().of(1)).isEqualTo(new Tally(120_000, 0));
  }

  @Test
  void infersDatesInTheirFormats() throws Exception {
    write("a.csv", "d,t\n24.12.2026,24.12.2026 10:30\n1.2.2027,3.2.2027\n", StandardCharsets.UTF_8);

    Answer answer =
        check(
            ReaderOptions.DEFAULT
                .withDateFormats("%d.%m.%Y")
                .withTimestampFormats("%d.%m.%Y %H:%M"),
            "{\"type\":\"in_range\",\"column\":\"d\",\"max\":\"2027-01-31\"}",
            "{\"type\":\"in_range\",\"column\":\"t\",\"max\":\"2026-12-24T10:30:00\"}");

    assertThat(answer.plan().columns().stream().map(column -> column.type().text()))
        .containsExactly("date", "timestamp");
    assertThat(rows(answer, 0)).isEqualTo("1");
    assertThat(rows(answer, 1)).isEqualTo("1");
  }

  /** The look at a text's first characters tells no number from numbers, however it is padded. */
  @Test
  void infersNumbersHoweverTheyAreWritten() throws Exception {
    write(
        "a.csv",
        "f,g,i,d,t,c\nInfinity    ,NaN         ,-5,2024-02-29,2024-02-29 10:30,007\n"
            + "inf         ,-1e3,+6,2024-03-01,2024-03-01,008\n",
        StandardCharsets.UTF_8);

    Answer answer = check(ReaderOptions.DEFAULT, "{\"type\":\"row_count\",\"min\":2}");

    assertThat(answer.plan().columns().stream().map(column -> column.type().text()))
        .containsExactly("float64", "float64", "int64", "date", "timestamp", "string");
  }

  @Test
  void numbersColumnsWithoutAHeaderAndNamesThemAsDeclared() throws Exception {
    write("a.csv", "1,a\n2,b\n", StandardCharsets.UTF_8);
    write("b.csv", "3,c\n", StandardCharsets.UTF_8);
    ReaderOptions bare = ReaderOptions.DEFAULT.withHeader(false);

    Answer numbered = check(bare, "{\"type\":\"in_range\",\"column\":\"column0\",\"max\":1}");
    Answer named =
        check(
            bare.withColumn("id", DataType.parse("int64"))
                .withColumn("c", DataType.parse("string")),
            "{\"type\":\"in_range\",\"column\":\"id\",\"max\":1}");

    assertThat(numbered.merged().totals().of(0)).isEqualTo(new Tally(3, 2));
    assertThat(named.merged().totals().of(0)).isEqualTo(new Tally(3, 2));
    assertThat(rows(named, 0)).isEqualTo("1 0");
  }

  /** A byte that is no character spoils its own record alone. */
  @Test
  void keepsRowNumbersWhereBytesAreNoCharacters() throws Exception {
    Charset windows = Charset.forName("windows-1252");
    write("a.csv", "id,s\n1,\u20ac\n2,?\n3,x\n", windows);
    Path file = Path.of(files.get(0));
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = bytes[at] == '?' ? (byte) 0x81 : bytes[at];
    }
    Files.write(file, bytes);

    Answer answer =
        check(
            ReaderOptions.DEFAULT.withEncoding(TextEncoding.WINDOWS_1252),
            "{\"type\":\"in_set\",\"column\":\"s\",\"values\":[\"\u20ac\"]}");

    assertThat(rows(answer, 0)).isEqualTo("2");
    assertThat(rows(answer, 1)).isEqualTo("1");
  }

  @Test
  void declaresKeysOfNdjsonThatComeLater() throws Exception {
    files.add(
        Files.writeString(folder.resolve("a.ndjson"), "{\"id\": 1}\n{\"id\": \"x\"}\n").toString());

    Answer answer =
        check(
            ReaderOptions.DEFAULT
                .withColumn("id", DataType.parse("int16"))
                .withColumn("later", DataType.parse("date")),
            "{\"type\":\"not_null\",\"column\":\"later\"}",
            "{\"type\":\"in_range\",\"column\":\"id\",\"min\":0}");

    assertThat(answer.merged().totals().of(0)).isEqualTo(new Tally(2, 2));
    assertThat(answer.merged().totals().of(1)).isEqualTo(new Tally(1, 0));
    assertThat(answer.plan().columns().get(0).type().text()).isEqualTo("int16");
  }

  private void write(String name, String text, Charset charset) throws Exception {
    files.add(Files.write(folder.resolve(name), text.getBytes(charset)).toString());
  }

  private Answer check(ReaderOptions options, String... rules) throws Exception {
    return check(options, Long.MAX_VALUE, rules);
  }

  private Answer check(ReaderOptions options, long sliceRows, String... rules) throws Exception {
    return engines.check(
        Dataset.of(files.toArray(String[]::new)).withOptions(options),
        RuleSet.parse("[" + String.join(",", rules) + "]"),
        BatchConfig.DEFAULT,
        new SliceTarget(Long.MAX_VALUE, sliceRows, Long.MAX_VALUE),
        List.of());
  }

  private static String rows(Answer answer, int rule) {
    return String.join(
        " ", answer.samples(rule, false).stream().map(row -> Long.toString(row.row())).toList());
  }
}
