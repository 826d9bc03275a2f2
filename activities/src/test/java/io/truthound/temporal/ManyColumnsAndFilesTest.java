package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.engine.KeyEngine;
import io.truthound.temporal.planning.Planner.DraftPlan;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hundreds of columns, thousands of files and keys of a million characters. */
class ManyColumnsAndFilesTest {
  private static final int COPIES = 65;

  private static final List<List<String>> ROWS =
      List.of(
          List.of("1", "0.5", "a,b", "2024-02-29"),
          List.of("2", "1.5", "", "2024-03-01"),
          List.of("", "", "\"\nno record\"", ""),
          List.of("4", "1e3", "c", "2024-03-02"));

  @TempDir static Path folder;
  private static Engines engines;

  @BeforeAll
  static void open() {
    engines = new Engines(folder);
  }

  @AfterAll
  static void close() throws Exception {
    engines.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,2,3\n"})
  void infersTypesHoweverManyColumnsStandBesideThem(String malformed) throws Exception {
    String text = csv(COPIES).replaceFirst("\n", "\n" + malformed).stripTrailing();
    Path wide = Files.writeString(folder.resolve("typed.csv"), text);

    DraftPlan plan = plan(Dataset.of(wide.toString()), "{\"type\":\"not_null\",\"column\":\"c0\"}");

    assertThat(plan.columns())
        .extracting(column -> column.type().text())
        .containsExactlyElementsOf(
            IntStream.range(0, COPIES)
                .boxed()
                .flatMap(copy -> List.of("int64", "float64", "string", "date").stream())
                .toList());
  }

  @Test
  void foldersOfTinyFilesAreCutIntoSlicesOfAThousandFiles() throws Exception {
    Path tiny = Files.createDirectory(folder.resolve("tiny"));
    Path first = tiny.resolve("part-00000.parquet");
    sql("COPY (SELECT 1 AS x) TO '" + first + "' (FORMAT parquet)");
    for (int file = 1; file < 2_050; file++) {
      Files.copy(first, tiny.resolve("part-%05d.parquet".formatted(file)));
    }

    DraftPlan plan = plan(Dataset.of(tiny.toString()), "{\"type\":\"not_null\",\"column\":\"x\"}");

    assertThat(plan.slices())
        .extracting(slice -> slice.segments().size())
        .containsExactly(1_000, 1_000, 50);
    assertThat(plan.chunks()).isEqualTo(2_050);
    assertThat(plan.parallel()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet"})
  void countsKeysOfAMillionCharacters(String format) throws Exception {
    Path file = folder.resolve("keys." + format);
    String options = format.equals("csv") ? "HEADER" : "FORMAT parquet";
    sql(
        "COPY (SELECT repeat('k', 1000000) || i %% 29 AS x FROM range(30) t(i)) TO '%s' (%s)"
            .formatted(file, options));

    KeyEngine.Found found =
        engines.countKeys(
            Dataset.of(file.toString()),
            RuleSet.parse("{\"type\":\"unique\",\"column\":\"x\"}"),
            BatchConfig.DEFAULT);

    assertThat(found.count().keys()).isEqualTo(30);
    assertThat(found.count().distinct()).isEqualTo(29);
    assertThat(found.rows()).extracting(row -> row.row().row()).containsExactly(29L);
  }

  private static DraftPlan plan(Dataset dataset, String rule) throws Exception {
    return engines.plan(dataset, RuleSet.parse(rule), BatchConfig.DEFAULT, null, List.of(), null);
  }

  private static String csv(int copies) {
    String header =
        IntStream.range(0, 4 * copies).mapToObj(at -> "c" + at).collect(Collectors.joining(","));
    String records =
        ROWS.stream().map(row -> record(row, copies)).collect(Collectors.joining("\n"));
    return header + "\n" + records + "\n";
  }

  private static String record(List<String> row, int copies) {
    String fields =
        row.stream()
            .map(field -> field.matches("[a-z].*,.*") ? '"' + field + '"' : field)
            .collect(Collectors.joining(","));
    return String.join(",", Collections.nCopies(copies, fields));
  }

  private static void sql(String statement) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }
}
