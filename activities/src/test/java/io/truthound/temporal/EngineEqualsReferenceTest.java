package io.truthound.temporal;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.reference.RandomRules;
import io.truthound.temporal.reference.RandomTables;
import io.truthound.temporal.reference.ReferenceEngine;
import io.truthound.temporal.reference.Table;
import io.truthound.temporal.reference.TableFiles;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Correlation;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.assertj.core.data.Offset;

/**
 * The built-in engine answers what the reference engine answers: columns of every type, rules of
 * every type, any cutting, any order in which slices finish.
 */
class EngineEqualsReferenceTest {
  private static final List<World> worlds = new ArrayList<>();
  private static final ReferenceEngine reference = new ReferenceEngine();
  private static Path folder;
  private static Connection connection;
  private static Engines engines;
  private static UnrulyEngine unruly;
  private static int tries;

  @BeforeContainer
  static void open() throws Exception {
    folder = Files.createTempDirectory("truthound-reference-").toRealPath();
    connection = DriverManager.getConnection("jdbc:duckdb:");
    engines = new Engines(folder);
    unruly = new UnrulyEngine(engines.engine());
    for (SliceTarget target : List.of(new SliceTarget(1, 1, 1), Scenario.target(1))) {
      worlds.add(
          World.at(
              Files.createDirectory(folder.resolve("world" + worlds.size())),
              plugin ->
                  plugin
                      .forInMemoryServer()
                      .setSlots(8)
                      .setSliceTarget(target)
                      .addEngine("unruly", unruly)
                      .addEngine(ReferenceEngine.NAME, reference)));
    }
  }

  @AfterContainer
  static void close() throws Exception {
    worlds.forEach(World::close);
    engines.close();
    connection.close();
    ScratchFolders.delete(folder);
  }

  @Property(seed = SUITE, tries = 10, shrinking = ShrinkingMode.OFF)
  void checksLikeTheReference(@ForAll long first, @ForAll DatasetFormat format) {
    Seeds.each(first, seed -> new Try(seed, format).checks());
  }

  @Property(seed = SUITE, tries = 5, shrinking = ShrinkingMode.OFF)
  void profilesLikeTheReference(@ForAll long first, @ForAll DatasetFormat format) {
    Seeds.each(first, seed -> new Try(seed, format).profiles());
  }

  /** A random table, as files. */
  static final class Try {
    private final long seed;
    private final Random random;
    private final Table table;
    private final Dataset dataset;
    private final String other;
    private final World world;
    private final BatchConfig config;
    private String said = "";

    Try(long seed, DatasetFormat format) throws Exception {
      this.seed = seed;
      random = new Random(seed);
      table = RandomTables.of(random, format);
      Path own = Files.createDirectory(folder.resolve("try" + tries++));
      TableFiles files = new TableFiles(connection, reference);
      dataset = files.write(table, own, format);
      other = other(files, own);
      world = worlds.get(random.nextInt(worlds.size()));
      config =
          BatchConfig.DEFAULT
              .withBatchSize(1 + random.nextInt(1 + random.nextInt(30)))
              .withMaxWorkers(1 + random.nextInt(5))
              .withExecutionStrategy(pick(List.of(ExecutionStrategy.values())))
              .withAggregationStrategy(pick(List.of(AggregationStrategy.values())))
              .withRetryPolicy(BatchConfig.DEFAULT.retryPolicy().withMaximumAttempts(1))
              .withFailFast(random.nextInt(5) == 0)
              .withSampleSize(pick(List.of(0, 1, 3, 20)));
    }

    /** Writes another dataset of the same columns and some of the same values. */
    private String other(TableFiles files, Path own) throws Exception {
      List<List<Object>> rows = new ArrayList<>();
      for (Table.Part part : table.files()) {
        for (List<Object> row : part.rows()) {
          boolean bad = row.stream().anyMatch(Table.Bad.class::isInstance);
          if (!bad && random.nextInt(3) > 0 && table.columns().stream().noneMatch(this::wide)) {
            rows.add(row);
          }
        }
      }
      Table part = new Table(table.columns(), List.of(new Table.Part(rows, List.of(rows.size()))));
      Path folder = Files.createDirectory(own.resolve("other"));
      return files.write(part, folder, DatasetFormat.PARQUET).uris().get(0);
    }

    private boolean wide(io.truthound.temporal.dataset.Column column) {
      return column.type().kind() == io.truthound.temporal.dataset.DataType.Kind.INT128;
    }

    void checks() {
      List<Rule> rules = RandomRules.of(random, table, reference, other);
      said = "%s seed %d %s%n%s%n%s".formatted(dataset.format(), seed, config, rules, table);
      unruly.expect(seed, config.maxWorkers(), config.stopsAtFirstFailure());

      CheckResult found = check("unruly", rules);
      CheckResult wanted = check(ReferenceEngine.NAME, rules);

      assertThat(wanted.errors()).as(said).isEmpty();
      assertThat(found.errors()).as(said).isEmpty();
      assertThat(found.status()).as(said).isEqualTo(wanted.status());
      assertThat(found.ended()).as(said).isEqualTo(wanted.ended());
      assertThat(found.failingChunk()).as(said).isEqualTo(wanted.failingChunk());
      assertThat(found.chunks()).as(said).isEqualTo(wanted.chunks());
      assertThat(found.rules()).as(said).isEqualTo(wanted.rules());
      assertThat(samples(found)).as(said).isEqualTo(samples(wanted));
      if (config.aggregationStrategy() == AggregationStrategy.ALL) {
        assertThat(BatchArtifacts.chunks(found).toList())
            .as(said)
            .isEqualTo(BatchArtifacts.chunks(wanted).toList());
      }
    }

    private CheckResult check(String engine, List<Rule> rules) {
      return executor(engine, keys()).checkBatch(dataset, new RuleSet(rules));
    }

    private BatchExecutor executor(String engine, List<String> keys) {
      return world.executor().setConfig(config).setEngine(engine).setKeys(keys).build();
    }

    private List<String> keys() {
      return seed % 2 == 0 ? List.of() : List.of(table.names().get(0));
    }

    void profiles() {
      said = "%s seed %d %s%n%s".formatted(dataset.format(), seed, config, table);
      unruly.expect(seed, config.maxWorkers(), false);

      ProfileResult found = profile("unruly");
      ProfileResult wanted = profile(ReferenceEngine.NAME);

      assertThat(wanted.errors()).as(said).isEmpty();
      assertThat(found.errors()).as(said).isEmpty();
      assertThat(found.columns()).as(said).isEqualTo(wanted.columns());
      assertThat(found.correlations()).hasSameSizeAs(wanted.correlations());
      for (int at = 0; at < found.correlations().size(); at++) {
        correlates(found.correlations().get(at), wanted.correlations().get(at));
      }
    }

    private ProfileResult profile(String engine) {
      ProfileResult result =
          executor(engine, List.of())
              .profileBatch(dataset, ProfileScope.ALL.withCorrelations(true));
      return BatchArtifacts.profile(result.report());
    }

    private void correlates(Correlation found, Correlation wanted) {
      assertThat(found.rows()).as(said).isEqualTo(wanted.rows());
      if (found.pearson() != null && wanted.pearson() != null) {
        assertThat(found.pearson().doubleValue())
            .as(said)
            .isCloseTo(wanted.pearson().doubleValue(), Offset.offset(1e-6));
      }
    }

    private <T> T pick(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }
  }

  private static List<List<FailingRow>> samples(CheckResult result) {
    return BatchArtifacts.report(result.report()).rules().stream()
        .map(RuleResult::samples)
        .map(rows -> rows.stream().map(EngineEqualsReferenceTest::plain).toList())
        .toList();
  }

  private static FailingRow plain(FailingRow row) {
    return new FailingRow(row.source(), row.row(), plain(row.values()), plain(row.key()));
  }

  private static Map<String, Object> plain(Map<String, Object> values) {
    Map<String, Object> plain = new LinkedHashMap<>();
    values.forEach((name, value) -> plain.put(name, RandomTable.plain(value)));
    return plain;
  }
}
