package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.DuckDbSettings;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.Engine;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.planning.Planner.DraftPlan;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every engine must do, whatever else it can. Extend it, return the engine, and run it with
 * JUnit: see {@code docs/engines.md}. The data is a table of {@code id} (int64) and {@code amount}
 * (float64, with nulls); what the built-in engine says of the same rules is what counts.
 */
@Timeout(120)
public abstract class EngineConformance {
  private static final String SOME =
      "SELECT i AS id, CASE WHEN i %% 7 = 0 THEN NULL ELSE (i * 37 %% 1000 - 20)::DOUBLE END AS amount FROM range(%d) t(i)";
  private static final int ROWS = 6_200;
  private static final int GROUP = 2_048;
  private static final long STOP_SECONDS = 2;

  @TempDir Path folder;

  /** Returns the engine that is tried; {@code builtIn} may be part of it. */
  protected abstract Engine engine(DataQualityEngine builtIn);

  /** Returns rules over {@code id} and {@code amount} that the engine checks. */
  protected List<Rule> rules() {
    return List.of(
        new NotNull("amount"), new InRange("amount", 0, 900), new InRange("id", 5, null));
  }

  @Test
  void countsTheSameForEveryChunkSizeAndSlicing() throws Exception {
    Dataset dataset = parquet(SOME.formatted(ROWS));
    try (Engines engines = tried();
        Engines builtIn = new Engines(folder)) {
      List<Tally> expected = tallies(builtIn, dataset, 1_000, 3);
      for (long chunk : List.of(1L, 7L, 1_000L, Long.MAX_VALUE)) {
        for (int slicing : List.of(0, 3)) {
          assertThat(tallies(engines, dataset, chunk, slicing))
              .as("chunks of %d rows, slicing %d", chunk, slicing)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void saysOfEachChunkWhatTheBuiltInEngineSays() throws Exception {
    Dataset dataset = parquet(SOME.formatted(ROWS));
    try (Engines engines = tried();
        Engines builtIn = new Engines(folder)) {
      List<?> expected = everyChunk(builtIn, dataset);

      assertThat(everyChunk(engines, dataset)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,amount\n1,2.5\n2,\n3,dirty\n4,-1\nshort\n6,7,long\n7,8\n",
        "{\"id\": 1, \"amount\": 2.5}\n{\"id\": 2}\nno json\n{\"id\": 3, \"amount\": \"dirty\"}\n",
        "id,amount\n"
      })
  void countsTextAsTheBuiltInEngineDoes(String text) throws Exception {
    Path file = folder.resolve(text.startsWith("{") ? "text.ndjson" : "text.csv");
    Dataset dataset = declared(Files.writeString(file, text));
    try (Engines engines = tried();
        Engines builtIn = new Engines(folder)) {
      List<Tally> expected = tallies(builtIn, dataset, 2, 0);

      assertThat(tallies(engines, dataset, 2, 0)).isEqualTo(expected);
      assertThat(tallies(engines, dataset, 1_000, 3)).isEqualTo(expected);
    }
  }

  @Test
  void treatsNullsAsTheBuiltInEngineDoes() throws Exception {
    Dataset dataset = parquet("SELECT i AS id, NULL::DOUBLE AS amount FROM range(100) t(i)");
    try (Engines engines = tried();
        Engines builtIn = new Engines(folder)) {
      assertThat(tallies(engines, dataset, 10, 3)).isEqualTo(tallies(builtIn, dataset, 10, 3));
    }
  }

  @Test
  void stopsSoonWhereItIsToldTo() throws Exception {
    Dataset dataset = parquet(SOME.formatted(1_000_000));
    try (Engines engines = tried()) {
      BatchConfig config = config(1_000);
      DraftPlan plan = engines.plan(dataset, ruleSet(), config, null, List.of(), null);
      StoppingWatch watch = new StoppingWatch();
      CompletableFuture<Void> scan =
          CompletableFuture.runAsync(() -> check(engines, plan, config, watch));
      CompletableFuture.anyOf(watch.stopped(), scan).exceptionally(ended -> null).join();

      assertThatThrownBy(() -> scan.get(STOP_SECONDS, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(ScanCancelledException.class);
    }
  }

  private static void check(
      Engines engines, DraftPlan plan, BatchConfig config, StoppingWatch watch) {
    try {
      engines.check(plan, config, List.of(), watch);
    } catch (IOException | ScanCancelledException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void passesOnThatTheMachineFails() throws Exception {
    Path file = Files.writeString(folder.resolve("text.csv"), "id,amount\n1,2.5\n2,\"3\"\n");
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    BatchConfig config = config(10);
    try (Engines engines = new Engines(settings(scratch), this::engine)) {
      DraftPlan plan = engines.plan(declared(file), ruleSet(), config, null, List.of(), null);
      ScratchFolders.delete(scratch);

      assertThatThrownBy(() -> engines.check(plan, config, List.of()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void findsWhatCannotBeReadInItsChunksAlone() throws Exception {
    Dataset dataset = parquet(SOME.formatted(4 * GROUP));
    Path file = Path.of(dataset.uris().get(0));
    try (Engines engines = tried();
        Engines builtIn = new Engines(folder)) {
      BatchConfig config = config(GROUP);
      damageSecondGroup(file);
      DraftPlan plan =
          engines.plan(dataset, ruleSet(), config, Scenario.target(3), List.of(), null);

      Engines.Answer answer = engines.check(plan, config, List.of());

      List<ChunkError> errors =
          answer.slices().stream().flatMap(slice -> slice.errors().stream()).toList();
      assertThat(errors).hasSize(1);
      assertThat(errors.get(0).type()).isEqualTo(FailureTypes.DATA_UNREADABLE);
      assertThat(new RowRange(errors.get(0).firstChunk(), errors.get(0).chunks()))
          .isEqualTo(new RowRange(1, 1));
      assertThat(tallies(engines, dataset, GROUP, 3))
          .isEqualTo(tallies(builtIn, dataset, GROUP, 3));
    }
  }

  @Test
  void findsThatASourceIsNotTheOneThatWasPlanned() throws Exception {
    Dataset dataset = parquet(SOME.formatted(100));
    BatchConfig config = config(10);
    try (Engines engines = tried()) {
      DraftPlan plan = engines.plan(dataset, ruleSet(), config, null, List.of(), null);
      parquet(SOME.formatted(200));

      Engines.Answer answer = engines.check(plan, config, List.of());

      assertThat(answer.slices().get(0).errors())
          .extracting(ChunkError::type)
          .containsOnly(FailureTypes.SOURCE_CHANGED);
    }
  }

  private Engines tried() {
    return new Engines(settings(folder), this::engine);
  }

  private static DuckDbSettings settings(Path scratch) {
    return new DuckDbSettings(128L << 20, scratch, 1L << 30);
  }

  private static BatchConfig config(long batchSize) {
    return BatchConfig.DEFAULT.withBatchSize(batchSize).withUseStatistics(false);
  }

  private RuleSet ruleSet() {
    return RuleSet.of(rules().toArray(Rule[]::new));
  }

  private List<Tally> tallies(Engines engines, Dataset dataset, long batchSize, int slicing)
      throws Exception {
    Engines.Answer answer =
        engines.check(dataset, ruleSet(), config(batchSize), Scenario.target(slicing), List.of());
    List<Tally> sums = new ArrayList<>();
    for (int rule = 0; rule < answer.plan().rules().size(); rule++) {
      Tally sum = Tally.NONE;
      for (SliceResult slice : answer.slices()) {
        sum = sum.plus(slice.summary().totals().byRule().get(rule));
      }
      sums.add(sum);
    }
    return sums;
  }

  private List<?> everyChunk(Engines engines, Dataset dataset) throws Exception {
    return engines
        .check(
            dataset,
            ruleSet(),
            config(1_000).withAggregationStrategy(AggregationStrategy.ALL),
            Scenario.target(0),
            List.of())
        .slices()
        .stream()
        .map(slice -> List.of(slice.summary(), slice.verdicts(), slice.chunkTallies()))
        .toList();
  }

  /** Writes a query's rows in groups of {@value #GROUP}, each of which is a block. */
  private Dataset parquet(String query) throws SQLException {
    Path file = folder.resolve("table.parquet");
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE %d)".formatted(query, file, GROUP));
    }
    return Dataset.parquet(file.toString());
  }

  private static Dataset declared(Path text) {
    return Dataset.of(text.toString())
        .withOptions(
            ReaderOptions.DEFAULT
                .withColumn("id", DataType.of(DataType.Kind.INT64))
                .withColumn("amount", DataType.of(DataType.Kind.FLOAT64)));
  }

  private static void damageSecondGroup(Path file) throws Exception {
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement();
        ResultSet offsets =
            statement.executeQuery(
                "SELECT coalesce(dictionary_page_offset, data_page_offset) FROM parquet_metadata('%s') WHERE path_in_schema = 'amount' AND row_group_id = 1"
                    .formatted(file));
        RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      offsets.next();
      bytes.seek(offsets.getLong(1));
      byte[] rubbish = new byte[64];
      Arrays.fill(rubbish, (byte) 0xff);
      bytes.write(rubbish);
    }
  }
}
