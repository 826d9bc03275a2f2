package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.GreaterThan;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.LessThan;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the statistics of Parquet files decide, through the public door. That they never change an
 * answer, {@code EngineEqualsPlainSqlTest} shows.
 */
class StatisticsTest {
  /** Four row groups; in each, {@code day} is one date, and only the third has nulls. */
  private static final String ROWS =
      """
      SELECT i AS id, (i // 2048)::INTEGER - 1 AS level, i * 0.25::DOUBLE AS ratio,
        (i * 0.01)::DECIMAL(9, 2) AS price, DATE '2026-01-01' + (i // 2048)::INTEGER AS day,
        TIMESTAMP '2026-01-01' + i * INTERVAL 1 SECOND AS at,
        CASE WHEN i = 5000 THEN NULL ELSE 'x' || i END AS name
      FROM range(8192) t(i)
      """;

  @TempDir static Path folder;
  private static World world;
  private static Path table;

  @BeforeAll
  static void open() throws Exception {
    world =
        World.at(
            folder,
            plugin ->
                plugin.setSliceTarget(
                    new SliceTarget(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE)));
    table = write("table", ROWS);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'type': 'not_null', 'column': 'id'} | 8192",
        "{'type': 'not_null', 'column': 'ratio'} | 8192",
        "{'type': 'not_null', 'column': 'name'} | 6144",
        "{'type': 'completeness_ratio', 'column': 'name', 'min_ratio': 0.5} | 6144",
        "{'type': 'in_range', 'column': 'id', 'min': 0, 'max': 8191} | 8192",
        "{'type': 'in_range', 'column': 'id', 'min': 0, 'max': 8190} | 6144",
        "{'type': 'in_range', 'column': 'id', 'min': 0, 'strict_min': true} | 6144",
        "{'type': 'in_range', 'column': 'level', 'min': -0.5} | 6144",
        "{'type': 'greater_than', 'column': 'level', 'value': 0} | 4096",
        "{'type': 'less_than', 'column': 'level', 'value': 0} | 2048",
        "{'type': 'in_range', 'column': 'price', 'min': 0, 'max': 81.91} | 8192",
        "{'type': 'less_than', 'column': 'price', 'value': 40.95} | 2048",
        "{'type': 'in_range', 'column': 'day', 'min': '2026-01-02', 'max': '2026-01-03'} | 4096",
        "{'type': 'in_range', 'column': 'at', 'max': '2026-01-01 00:34:07'} | 2048",
        "{'type': 'in_range', 'column': 'at', 'max': '2026-01-01 00:34:06'} | 0",
        "{'type': 'in_range', 'column': 'ratio', 'min': 0} | 0",
        "{'type': 'regex', 'column': 'name', 'pattern': 'x.*'} | 0",
        "{'type': 'not_null', 'column': 'id', 'where': 'id > 5'} | 0",
      })
  void decideARuleWhereTheyLeaveNothingOpen(String rule, long provenRows) {
    RuleSet rules = RuleSet.parse("[" + rule.replace('\'', '"') + "]");

    RuleResult read = check(table, false, rules).rules().get(0);
    RuleResult proven = check(table, true, rules).rules().get(0);

    assertThat(proven.provenRows()).isEqualTo(provenRows);
    assertThat(read.provenRows()).isZero();
    assertThat(proven.withProvenRows(0)).isEqualTo(read);
  }

  @Test
  void saveTheReadingOfDataThatTheyDecide() throws Exception {
    Path damaged = withDamagedFirstPage("damaged");
    RuleSet rules = RuleSet.of(new NotNull("id"), new InRange("id", 0, 8191));

    assertThat(check(damaged, false, rules).status()).isEqualTo(Status.ERROR);
    CheckResult result = check(damaged, true, rules);

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(result.rules()).extracting(RuleResult::provenRows).containsExactly(8192L, 8192L);
    assertThat(BatchArtifacts.report(result.report()).rules()).isEqualTo(result.rules());
  }

  @Test
  void speakOfNoRowThatAnotherRuleCannotRead() throws Exception {
    Path damaged = withDamagedFirstPage("half-read");
    RuleSet rules = RuleSet.of(new InRange("id", 5, null), new NotNull("price"));

    CheckResult result = check(damaged, true, rules);

    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(6144, 0));
    assertThat(result.rules().get(1).tally()).isEqualTo(new Tally(6144, 0));
  }

  @Test
  void areNotAskedOfAColumnThatAFileHasInAnotherType() throws Exception {
    Path narrow = write("narrow", "SELECT i::INTEGER AS x FROM range(10) t(i)");
    Path wide = write("wide", "SELECT i AS x FROM range(10) t(i)");

    CheckResult result =
        world
            .executor()
            .setConfig(BatchConfig.DEFAULT.withUseStatistics(true))
            .build()
            .checkBatch(
                Dataset.of(narrow.toString(), wide.toString()),
                RuleSet.of(new GreaterThan("x", -1)));

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(result.rules().get(0).provenRows()).isEqualTo(10);
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(20, 0));
  }

  @Test
  void doNotHideRowsThatFailBesideThoseTheyDecide() {
    RuleResult rule =
        check(table, true, RuleSet.of(new NotNull("name"), new LessThan("id", 100))).rules().get(0);

    assertThat(rule.tally()).isEqualTo(new Tally(8192, 1));
    assertThat(rule.samples()).extracting(FailingRow::row).containsExactly(5000L);
  }

  private static CheckResult check(Path file, boolean useStatistics, RuleSet rules) {
    return world
        .executor()
        .setConfig(BatchConfig.DEFAULT.withBatchSize(1_500).withUseStatistics(useStatistics))
        .build()
        .checkBatch(Dataset.of(file.toString()), rules);
  }

  /** Copies the table, its first page of {@code id} overwritten. */
  private static Path withDamagedFirstPage(String name) throws Exception {
    Path file = Files.copy(table, folder.resolve(name + ".parquet"));
    long page;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT min(coalesce(dictionary_page_offset, data_page_offset)) FROM"
                    + " parquet_metadata('"
                    + file
                    + "') WHERE path_in_schema = 'id'")) {
      row.next();
      page = row.getLong(1);
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(page);
      bytes.write(new byte[200]);
    }
    return file;
  }

  private static Path write(String name, String query) throws Exception {
    Path file = folder.resolve(name + ".parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 2048)".formatted(query, file));
    }
    return file;
  }
}
