package io.truthound.temporal;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.Engines.Answer;
import io.truthound.temporal.Expected.Sample;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.planning.Planner.DraftPlan;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The central promise, without a server: any data, any rules, any cutting, one answer. */
class EngineEqualsPlainSqlTest {
  private static Path folder;
  private static Connection connection;
  private static Engines engines;
  private static int tries;

  @BeforeContainer
  static void open() throws Exception {
    folder = Files.createTempDirectory("truthound-plain-sql-");
    connection = DriverManager.getConnection("jdbc:duckdb:");
    engines = new Engines(folder);
  }

  @AfterContainer
  static void close() throws Exception {
    engines.close();
    connection.close();
    io.truthound.temporal.reader.ScratchFolders.delete(folder);
  }

  @Property(seed = SUITE, tries = 16, shrinking = ShrinkingMode.OFF)
  void answersParquetLikePlainSql(@ForAll long seed) {
    Seeds.each(seed, at -> check(Scenario.of(at, DatasetFormat.PARQUET)));
  }

  @Property(seed = SUITE, tries = 10, shrinking = ShrinkingMode.OFF)
  void answersCsvLikePlainSql(@ForAll long seed) {
    Seeds.each(
        seed,
        at -> {
          Scenario scenario = Scenario.of(at, DatasetFormat.CSV);
          // Text without a value tells no types.
          Assume.that(scenario.table().rows() > 0);
          check(scenario);
        });
  }

  @Property(seed = SUITE, tries = 10, shrinking = ShrinkingMode.OFF)
  void answersNdjsonLikePlainSql(@ForAll long seed) {
    Seeds.each(
        seed,
        at -> {
          Scenario scenario = Scenario.of(at, DatasetFormat.NDJSON);
          // No record tells no columns.
          Assume.that(scenario.table().rows() > 0);
          check(scenario);
        });
  }

  @Property(seed = SUITE, tries = 12, shrinking = ShrinkingMode.OFF)
  void answersArrowLikePlainSql(@ForAll long seed) {
    Seeds.each(seed, at -> check(Scenario.of(at, DatasetFormat.ARROW)));
  }

  @Property(seed = SUITE, tries = 12, shrinking = ShrinkingMode.OFF)
  void answersParquetOfSeveralSchemasLikePlainSql(@ForAll long seed) {
    Seeds.each(seed, at -> checkRagged(at, DatasetFormat.PARQUET));
  }

  @Property(seed = SUITE, tries = 10, shrinking = ShrinkingMode.OFF)
  void answersCsvOfSeveralSchemasLikePlainSql(@ForAll long seed) {
    Seeds.each(seed, at -> checkRagged(at, DatasetFormat.CSV));
  }

  private static void checkRagged(long seed, DatasetFormat format) throws Exception {
    Scenario drawn = Scenario.of(seed, format);
    // The first file tells the types of text.
    Assume.that(!drawn.table().files().get(0).isEmpty());
    RaggedTable ragged = RaggedTable.of(drawn.table(), new Random(seed));
    Scenario scenario = drawn.with(ragged.table());
    scenario.table().load(connection);
    Path own = Files.createDirectory(folder.resolve("try" + tries++));

    check(scenario, ragged.write(connection, own, format));
  }

  @Property(seed = SUITE, tries = 10, shrinking = ShrinkingMode.OFF)
  void answersPackedTextLikePlainSql(@ForAll long seed) {
    Seeds.each(
        seed,
        at -> {
          Random random = new Random(at);
          Scenario scenario =
              Scenario.of(at, random.nextBoolean() ? DatasetFormat.CSV : DatasetFormat.NDJSON);
          Assume.that(scenario.table().rows() > 0);
          check(scenario, Packed.some(written(scenario), random));
        });
  }

  @Property(seed = SUITE, tries = 16, shrinking = ShrinkingMode.OFF)
  void answersCsvOfEveryShapeLikePlainSql(@ForAll long seed) {
    Seeds.each(
        seed,
        at -> {
          Scenario drawn = Scenario.of(at, DatasetFormat.CSV);
          Assume.that(drawn.table().files().stream().noneMatch(List::isEmpty));
          OptionedCsv csv = OptionedCsv.of(new Random(at));
          Scenario scenario = drawn.with(drawn.table().withNulls(csv.options().nulls()));
          scenario.table().load(connection);
          Path own = Files.createDirectory(folder.resolve("try" + tries++));
          check(scenario, csv.write(scenario.table(), own));
        });
  }

  @Property(seed = SUITE, tries = 10, shrinking = ShrinkingMode.OFF)
  void plansTheBlocksThatWereWritten(@ForAll long seed, @ForAll boolean arrow) throws Exception {
    Scenario scenario = Scenario.of(seed, arrow ? DatasetFormat.ARROW : DatasetFormat.PARQUET);
    Dataset dataset = written(scenario);

    DraftPlan plan =
        engines.plan(
            dataset,
            scenario.ruleSet(),
            scenario.config(),
            Scenario.target(0),
            scenario.keys(),
            scenario.chunker());

    List<Integer> blocks = new ArrayList<>();
    plan.slices().forEach(slice -> blocks.add((int) slice.rowCount()));
    List<Integer> groups = new ArrayList<>();
    scenario.table().groups().forEach(groups::addAll);
    groups.removeIf(rows -> rows == 0);
    assertThat(blocks).isEqualTo(groups);
  }

  private static void check(Scenario scenario) throws Exception {
    check(scenario, written(scenario));
  }

  private static void check(Scenario scenario, Dataset dataset) throws Exception {
    Expected expected = new Expected(connection, scenario);

    Answer answer =
        engines.check(engines.plan(dataset, scenario), scenario.config(), scenario.keys());

    boolean stops = scenario.config().stopsAtFirstFailure() && expected.stops();
    boolean own =
        scenario.config().aggregationStrategy() == AggregationStrategy.FIRST_FAILURE && stops;
    int counted = expected.counted(stops);
    StatusCounts skipped = new StatusCounts(0, 0, 0, 0, answer.plan().chunks() - counted);
    assertThat(answer.merged().counts().plus(skipped))
        .as("%s", scenario)
        .isEqualTo(expected.counts(counted));
    for (int rule = 0; rule < scenario.rules().size(); rule++) {
      Tally tally = answer.merged().closedTotals().of(rule);
      assertThat(tally)
          .as("rule %d of %s", rule, scenario)
          .isEqualTo(expected.tally(rule, 0, counted));
      assertThat(samples(dataset, answer.samples(rule, own)))
          .as("samples of rule %d of %s", rule, scenario)
          .isEqualTo(
              expected.samples(
                  rule,
                  own ? counted - 1 : 0,
                  counted,
                  scenario.config().sampleSize(),
                  scenario.keys()));
    }
  }

  private static Dataset written(Scenario scenario) throws Exception {
    Path own = Files.createDirectory(folder.resolve("try" + tries++));
    return write(connection, scenario, own);
  }

  static Dataset write(Connection connection, Scenario scenario, Path folder)
      throws SQLException, java.io.IOException {
    scenario.table().load(connection);
    return scenario.table().write(connection, folder, scenario.format());
  }

  static List<Sample> samples(Dataset dataset, List<FailingRow> rows) {
    List<Sample> samples = new ArrayList<>();
    for (FailingRow row : rows) {
      int file = dataset.uris().indexOf(Path.of(URI.create(row.source())).toString());
      samples.add(new Sample(file, row.row(), plain(row.values()), plain(row.key())));
    }
    return samples;
  }

  private static Map<String, Object> plain(Map<String, Object> values) {
    Map<String, Object> plain = new LinkedHashMap<>();
    values.forEach((name, value) -> plain.put(name, RandomTable.plain(value)));
    return plain;
  }
}
