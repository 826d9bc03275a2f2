package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.Engines.Answer;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.planning.Planner.DraftPlan;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NDJSON with lines that are no objects and values that do not convert, cut in every way. */
class DirtyNdjsonTest {
  private static final int ROWS = 140_000;
  private static final RuleSet RULES =
      RuleSet.parse(
          """
          {"rules": [
            {"type": "in_range", "column": "n", "min": 0, "max": 100},
            {"type": "not_null", "column": "n"},
            {"type": "in_set", "column": "s", "values": ["a", "\\u00fc \\" \\\\ \\n"]},
            {"type": "row_count", "min": 140000, "max": 140000}
          ]}
          """);

  @TempDir Path folder;
  private Engines engines;

  @BeforeEach
  void open() {
    engines = new Engines(folder);
  }

  @AfterEach
  void close() throws Exception {
    engines.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "1, 9223372036854775807", "70000, 7", "9223372036854775807, 65536"})
  void countsEachFaultAtItsRowHoweverItIsCut(long sliceRows, long batchSize) throws Exception {
    Map<Integer, byte[]> odd = new TreeMap<>();
    for (int row = 100; row < ROWS; row += 13_001) {
      for (String line : MALFORMED) {
        odd.put(row++, line.getBytes(StandardCharsets.UTF_8));
      }
      odd.put(row++, "{\"n\": 1, \"s\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
      odd.put(
          row++,
          ("{\"n\": 1, \"s\": \"" + "x".repeat(3 << 20) + "\"}")
              .getBytes(StandardCharsets.US_ASCII));
    }
    List<Long> malformed = odd.keySet().stream().map(Integer::longValue).toList();
    long inconvertible = 0;
    // Behind the records that tell types: 1.0 among them would make the column float64.
    for (int row = 24_011; row < ROWS; row += 17_003) {
      for (String value : INCONVERTIBLE) {
        odd.put(
            row++, "{\"n\": %s, \"s\": \"a\"}".formatted(value).getBytes(StandardCharsets.UTF_8));
        inconvertible++;
      }
    }
    odd.put(139_999, "{\"s\": \"b\", \"n\": -1}".getBytes(StandardCharsets.UTF_8));
    odd.put(65_536, "{\"s\": \"a\"}".getBytes(StandardCharsets.UTF_8));
    Path file = write(odd);

    Answer answer = check(file, sliceRows, batchSize);

    long sound = (long) ROWS - malformed.size();
    assertThat(answer.merged().counts().failed()).isPositive();
    assertThat(tally(answer, 0)).isEqualTo(new Tally(sound - inconvertible - 1, 1));
    assertThat(tally(answer, 1)).isEqualTo(new Tally(sound - inconvertible, 1));
    assertThat(tally(answer, 2)).isEqualTo(new Tally(sound, 1));
    assertThat(tally(answer, 3)).isEqualTo(new Tally(ROWS, 0));
    assertThat(tally(answer, 4)).isEqualTo(new Tally(ROWS, malformed.size()));
    assertThat(tally(answer, 5)).isEqualTo(new Tally(sound - 1, inconvertible));
    assertThat(rows(answer, 1)).containsExactly(65_536L);
    assertThat(rows(answer, 2)).containsExactly(139_999L);
    assertThat(rows(answer, 4)).isEqualTo(malformed.subList(0, 20));
  }

  private static final List<String> MALFORMED =
      List.of(
          "null",
          "[1]",
          "\"text\"",
          "{\"n\": 1",
          "{\"n\": 1} {\"n\": 2}",
          "{\"n\": 1, \"n\": 2}",
          "{\"n\": 01}",
          "{\"n\": NaN}",
          "{\"x\": \"\\ud800\"}",
          "{\"\": 1}");

  private static final List<String> INCONVERTIBLE =
      List.of(
          "1.0", "1e3", "9223372036854775808", "true", "\"\"", "\"N/A\"", "{\"n\": 1}", "[1, 2]");

  /** Puts blank lines and both line ends between the records. */
  private Path write(Map<Integer, byte[]> odd) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int row = 0; row < ROWS; row++) {
      byte[] usual =
          (row % 2 == 0
                  ? "{\"n\": %d, \"s\": \"a\"}"
                  : "{\"later\": null, \"s\":\"\\u00fc \\\" \\\\ \\n\" , \"n\" :%d}")
              .formatted(row % 100)
              .getBytes(StandardCharsets.UTF_8);
      text.write(odd.getOrDefault(row, usual));
      text.write((row % 3 == 0 ? "\r\n \t\r\n" : "\n").getBytes(StandardCharsets.UTF_8));
    }
    return Files.write(folder.resolve("dirty.ndjson"), text.toByteArray());
  }

  private Answer check(Path file, long sliceRows, long batchSize) throws Exception {
    SliceTarget target = new SliceTarget(Long.MAX_VALUE, sliceRows, Long.MAX_VALUE);
    return engines.check(
        Dataset.of(file.toString()),
        RULES,
        BatchConfig.DEFAULT.withBatchSize(batchSize),
        target,
        List.of());
  }

  private static Tally tally(Answer answer, int rule) {
    return answer.merged().closedTotals().of(rule);
  }

  private static List<Long> rows(Answer answer, int rule) {
    return answer.samples(rule, false).stream().map(FailingRow::row).toList();
  }

  @Test
  void infersTypesFromJsonAndReadsStringsAsTheyAre() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add(
        "{\"b\": true, \"i\": 7, \"f\": 1, \"d\": \"2024-02-29\", \"t\": \"2024-02-29T10:00:00\","
            + " \"code\": \"007\", \"o\": {\"a\": [1]}, \"mixed\": 1, \"none\": null}");
    lines.add(
        "{\"f\": 1.5, \"t\": \"2024-02-29 10:00:00.5\", \"d\": \"2023-12-31\", \"i\": -7,"
            + " \"mixed\": \"x\", \"I\": \"other\"}");
    Path file = Files.write(folder.resolve("types.jsonl"), lines);

    DraftPlan plan =
        engines.plan(
            Dataset.of(file.toString()),
            RuleSet.of(new NotNull("i")),
            BatchConfig.DEFAULT,
            new SliceTarget(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
            List.of(),
            null);

    assertThat(plan.columns().stream().map(DirtyNdjsonTest::typed))
        .containsExactly(
            "b bool",
            "i int64",
            "f float64",
            "d date",
            "t timestamp",
            "code string",
            "o string",
            "mixed string",
            "none string",
            "I string");
  }

  private static String typed(Column column) {
    return column.name() + " " + column.type();
  }
}
