package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.Engines.Answer;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.RuleSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns from the names of folders: typed, and as good as those of the files. */
class PartitionsTest {
  @TempDir Path folder;
  private Engines engines;
  private Path lake;
  private List<String> keys = List.of("id");

  @BeforeEach
  void open() {
    engines = new Engines(folder);
    lake = folder.resolve("lake");
  }

  @AfterEach
  void close() throws Exception {
    engines.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "1 02 -3                  | int64  | -",
        "2024-02-29 2026-11-24    | date   | -",
        "2024-02-30 2026-11-24    | string | -",
        "1 x                      | string | -",
        "1 __HIVE_DEFAULT_PARTITION__ | int64 | 1",
        "1234567890123456789      | string | -",
        "a%20b %C3%BC %zz %        | string | -",
      })
  void typesAKeyByAllItsValues(String values, String type, String nulls) throws Exception {
    keys = List.of("k");
    int file = 0;
    for (String value : values.split(" ", -1)) {
      csv("k=" + value + "/" + file++ + ".csv", "x\n1\n");
    }

    Answer answer = check("{\"type\":\"not_null\",\"column\":\"k\"}");

    assertThat(answer.plan().columns().get(1).name()).isEqualTo("k");
    assertThat(answer.plan().columns().get(1).type().text()).isEqualTo(type);
    assertThat(answer.plan().columns().get(1).nullable()).isEqualTo(nulls != null);
    assertThat(answer.merged().totals().of(0)).isEqualTo(new Tally(file, nulls == null ? 0 : 1));
  }

  @Test
  void holdsRulesOfEveryKindAgainstKeys() throws Exception {
    csv("dt=2026-11-24/region=eu%2Fwest/a.csv", "id\n1\n2\n");
    csv("dt=2026-11-25/region=us/a.csv", "id\n3\n");
    csv("dt=2026-11-25/region=__HIVE_DEFAULT_PARTITION__/a.csv", "id\n4\n");

    Answer answer =
        check(
            "{\"type\":\"in_range\",\"column\":\"dt\",\"max\":\"2026-11-24\"}",
            "{\"type\":\"in_set\",\"column\":\"region\",\"values\":[\"eu/west\"]}",
            "{\"type\":\"regex\",\"column\":\"region\",\"pattern\":\"[a-z]+\"}",
            "{\"type\":\"not_null\",\"column\":\"region\"}",
            "{\"type\":\"expression\",\"expression\":\"id < 3 OR region = 'us'\"}",
            "{\"type\":\"not_null\",\"column\":\"id\",\"where\":\"dt > '2026-11-24'\"}",
            "{\"type\":\"max\",\"column\":\"dt\",\"max\":\"2026-11-25\"}",
            "{\"type\":\"dtype\",\"column\":\"dt\",\"dtype\":\"date\"}");

    assertThat(rows(answer, 0)).isEqualTo("4 3");
    assertThat(rows(answer, 1)).isEqualTo("3");
    assertThat(rows(answer, 2)).isEqualTo("1 2");
    assertThat(rows(answer, 3)).isEqualTo("4");
    assertThat(answer.merged().totals().of(4)).isEqualTo(new Tally(4, 0));
    assertThat(answer.merged().totals().of(5)).isEqualTo(new Tally(2, 0));
    assertThat(answer.merged().totals().of(6)).isEqualTo(new Tally(4, 0));
    // No text is converted: folders' names are what they look like.
    assertThat(answer.plan().rules()).hasSize(10);
  }

  @Test
  void keepsAKeyAsItIsWrittenWhereARuleSpeaksOfText() throws Exception {
    csv("month=01/a.csv", "id\n1\n");
    csv("month=2/a.csv", "id\n2\n");

    Answer answer = check("{\"type\":\"regex\",\"column\":\"month\",\"pattern\":\"[0-9]{2}\"}");

    assertThat(answer.merged().totals().of(0)).isEqualTo(new Tally(2, 1));
    assertThat(rows(answer, 0)).isEqualTo("2");
  }

  @Test
  void neverReplacesWhatAFileHolds() throws Exception {
    csv("id=7/a.csv", "id\n1\n");
    csv("id=8/a.csv", "id\n8\n");

    Answer answer = check("{\"type\":\"in_range\",\"column\":\"id\",\"min\":7}");

    assertThat(answer.plan().columns()).hasSize(1);
    assertThat(answer.merged().totals().of(0)).isEqualTo(new Tally(2, 1));
  }

  @Test
  void refusesFilesInFoldersOfOtherKeysUnlessColumnsMayBeMissing() throws Exception {
    csv("a=1/x.csv", "id\n1\n");
    csv("y.csv", "id\n2\n");
    String rule = "{\"type\":\"not_null\",\"column\":\"a\"}";

    assertThatThrownBy(() -> check(rule))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            ("%s lies in folders of a and %s in folders of no key (allowed: the same keys; a dataset"
                    + " that allows missing columns has null there)")
                .formatted(lake.resolve("a=1/x.csv"), lake.resolve("y.csv")));
    assertThat(check(dataset().withAllowMissing(true), 1, rule).merged().totals().of(0))
        .isEqualTo(new Tally(2, 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 30_000, Long.MAX_VALUE})
  void countsLikeDuckDbsOwnHivePartitions(long sliceRows) throws Exception {
    Random random = new Random(sliceRows);
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT i AS id, (hash(i) %% 100)::INT AS n, DATE '2026-01-01' + (i %% %d)::INT AS dt, CASE WHEN i %% 5 = 0 THEN NULL ELSE 'r ' || (i %% 3) END AS region FROM range(90000) t(i)) TO '%s' (FORMAT parquet, PARTITION_BY (dt, region))"
              .formatted(2 + random.nextInt(3), lake));

      Answer answer =
          check(
              dataset(),
              sliceRows,
              "{\"type\":\"expression\",\"expression\":\"n < 50 OR dt > '2026-01-01'\"}",
              "{\"type\":\"not_null\",\"column\":\"region\"}",
              "{\"type\":\"in_set\",\"column\":\"region\",\"values\":[\"r 1\"],\"where\":\"n > 10\"}");

      String all = "read_parquet('" + lake + "/**/*.parquet', hive_partitioning = true)";
      assertThat(answer.merged().totals().of(0))
          .isEqualTo(tally(statement, all, "true", "NOT (n < 50 OR dt > '2026-01-01')"));
      assertThat(answer.merged().totals().of(1))
          .isEqualTo(tally(statement, all, "true", "region IS NULL"));
      assertThat(answer.merged().totals().of(2))
          .isEqualTo(tally(statement, all, "n > 10 AND region IS NOT NULL", "region <> 'r 1'"));
    }
  }

  private static Tally tally(Statement duckdb, String from, String evaluated, String failed)
      throws SQLException {
    try (ResultSet row =
        duckdb.executeQuery(
            "SELECT count_if(%s), count_if((%s) AND (%s)) FROM %s"
                .formatted(evaluated, evaluated, failed, from))) {
      row.next();
      return new Tally(row.getLong(1), row.getLong(2));
    }
  }

  private void csv(String name, String text) throws Exception {
    Path file = lake.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private Dataset dataset() {
    return Dataset.of(lake.toString());
  }

  private Answer check(String... rules) throws Exception {
    return check(dataset(), 1, rules);
  }

  private Answer check(Dataset dataset, long sliceRows, String... rules) throws Exception {
    return engines.check(
        dataset,
        RuleSet.parse("[" + String.join(",", rules) + "]"),
        BatchConfig.DEFAULT,
        new SliceTarget(Long.MAX_VALUE, sliceRows, Long.MAX_VALUE),
        keys);
  }

  /** Returns the keys of a rule's failing rows. */
  private static String rows(Answer answer, int rule) {
    Stream<FailingRow> rows = answer.samples(rule, false).stream();
    return String.join(" ", rows.map(row -> String.valueOf(row.key().get("id"))).toList());
  }
}
