package io.truthound.temporal;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkVerdict;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.RowRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The central promise through the public door: any data, any rules, any cutting, any order in which
 * slices finish, one answer.
 */
class DoorEqualsPlainSqlTest {
  private static final List<World> worlds = new ArrayList<>();
  private static Path folder;
  private static Connection connection;
  private static Engines engines;
  private static UnrulyEngine unruly;
  private static int tries;

  @BeforeContainer
  static void open() throws Exception {
    folder = Files.createTempDirectory("truthound-door-");
    connection = DriverManager.getConnection("jdbc:duckdb:");
    engines = new Engines(folder);
    unruly = new UnrulyEngine(engines.engine());
    for (int target = 0; target < Scenario.TARGETS; target++) {
      int which = target;
      worlds.add(
          World.at(
              Files.createDirectory(folder.resolve("world" + target)),
              plugin ->
                  plugin
                      .forInMemoryServer()
                      .setSlots(8)
                      .setSliceTarget(Scenario.target(which))
                      .addChunker(RandomCuts.NAME, new RandomCuts())
                      .addEngine("unruly", unruly)));
    }
  }

  @AfterContainer
  static void close() throws Exception {
    worlds.forEach(World::close);
    engines.close();
    connection.close();
    io.truthound.temporal.reader.ScratchFolders.delete(folder);
  }

  @Property(seed = SUITE, tries = 9, shrinking = ShrinkingMode.OFF)
  void answersParquetLikePlainSql(@ForAll long seed) {
    Seeds.each(seed, at -> check(at, Scenario.of(at, DatasetFormat.PARQUET)));
  }

  @Property(seed = SUITE, tries = 5, shrinking = ShrinkingMode.OFF)
  void answersCsvLikePlainSql(@ForAll long seed) {
    Seeds.each(
        seed,
        at -> {
          Scenario scenario = Scenario.of(at, DatasetFormat.CSV);
          Assume.that(scenario.table().rows() > 0);
          check(at, scenario);
        });
  }

  @Property(seed = SUITE, tries = 5, shrinking = ShrinkingMode.OFF)
  void answersNdjsonLikePlainSql(@ForAll long seed) {
    Seeds.each(
        seed,
        at -> {
          Scenario scenario = Scenario.of(at, DatasetFormat.NDJSON);
          Assume.that(scenario.table().rows() > 0);
          check(at, scenario);
        });
  }

  @Property(seed = SUITE, tries = 5, shrinking = ShrinkingMode.OFF)
  void answersArrowLikePlainSql(@ForAll long seed) {
    Seeds.each(seed, at -> check(at, Scenario.of(at, DatasetFormat.ARROW)));
  }

  private static void check(long seed, Scenario scenario) throws Exception {
    Path own = Files.createDirectory(folder.resolve("try" + tries++));
    Dataset written = EngineEqualsPlainSqlTest.write(connection, scenario, own);
    boolean text =
        scenario.format() == DatasetFormat.CSV || scenario.format() == DatasetFormat.NDJSON;
    Dataset dataset = text ? Packed.some(written, new Random(seed)) : written;
    Expected expected = new Expected(connection, scenario);
    unruly.expect(seed, scenario.config().maxWorkers(), scenario.config().stopsAtFirstFailure());

    BatchExecutor.Builder executor =
        worlds
            .get(scenario.whichTarget())
            .executor()
            .setConfig(scenario.config())
            .setEngine("unruly")
            .setKeys(scenario.keys());
    if (scenario.chunker() != null) {
      executor.setChunker(scenario.chunker());
    }
    CheckResult result = executor.build().checkBatch(dataset, scenario.ruleSet());

    new Comparison(scenario, dataset, expected, result).run();
  }

  private record Comparison(
      Scenario scenario, Dataset dataset, Expected expected, CheckResult result) {

    void run() {
      AggregationStrategy aggregation = scenario.config().aggregationStrategy();
      boolean stops = scenario.config().stopsAtFirstFailure() && expected.stops();
      boolean own = aggregation == AggregationStrategy.FIRST_FAILURE && stops;
      int counted = expected.counted(stops);
      int from = own ? counted - 1 : 0;
      assertThat(result.ended()).isEqualTo(stops ? Ended.FAIL_FAST : Ended.COMPLETED);
      assertThat(result.failingChunk()).isEqualTo(stops ? Long.valueOf(counted - 1) : null);
      assertThat(result.chunks()).as("%s", scenario).isEqualTo(expected.counts(counted));
      assertThat(result.dataset().rows()).isEqualTo(scenario.table().rows());
      CheckResult report = BatchArtifacts.report(result.report());
      for (int rule = 0; rule < scenario.rules().size(); rule++) {
        rule(rule, from, counted, stops, report);
      }
      if (aggregation == AggregationStrategy.ALL) {
        everyChunk(counted);
      }
    }

    private void rule(int rule, int from, int counted, boolean stops, CheckResult report) {
      RandomRule wanted = scenario.rules().get(rule);
      boolean skipped = stops && !(wanted.rule() instanceof RowRule);
      var tally = expected.tally(rule, from, counted);
      assertThat(result.rules().get(rule).tally())
          .as("rule %d of %s", rule, scenario)
          .isEqualTo(tally);
      assertThat(result.rules().get(rule).status())
          .as("rule %d of %s", rule, scenario)
          .isEqualTo(skipped ? Status.SKIPPED : wanted.verdict(tally.evaluated(), tally.failed()));
      assertThat(EngineEqualsPlainSqlTest.samples(dataset, report.rules().get(rule).samples()))
          .as("samples of rule %d of %s", rule, scenario)
          .isEqualTo(
              expected.samples(
                  rule, from, counted, scenario.config().sampleSize(), scenario.keys()));
      assertThat(result.rules().get(rule).samples())
          .isEqualTo(
              report.rules().get(rule).samples().stream()
                  .map(io.truthound.temporal.result.FailingRow::withoutData)
                  .toList());
    }

    private void everyChunk(int counted) {
      List<ChunkVerdict> chunks = BatchArtifacts.chunks(result).toList();
      List<Expected.Chunk> wanted = expected.chunks();
      assertThat(chunks).hasSameSizeAs(wanted);
      for (int at = 0; at < wanted.size(); at++) {
        ChunkVerdict chunk = chunks.get(at);
        assertThat(chunk.index()).isEqualTo(at);
        assertThat(chunk.firstRow()).isEqualTo(wanted.get(at).first());
        assertThat(chunk.rows()).isEqualTo(wanted.get(at).end() - wanted.get(at).first());
        assertThat(chunk.status())
            .isEqualTo(at < counted ? wanted.get(at).status() : Status.SKIPPED);
        if (at < counted) {
          assertThat(chunk.tallies().byRule().subList(0, scenario.rules().size()))
              .as("chunk %d of %s", at, scenario)
              .isEqualTo(wanted.get(at).tallies());
        }
      }
    }
  }
}
