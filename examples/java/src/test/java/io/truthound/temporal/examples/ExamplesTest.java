package io.truthound.temporal.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.engine.SyncEngineAsyncAdapter;
import io.truthound.temporal.plan.CustomChunker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs every example and knows what it prints. */
@Timeout(120)
final class ExamplesTest {
  private static final CountDownLatch GATE = new CountDownLatch(1);

  @TempDir static Path store;
  private static EmbeddedTruthound truthound;

  @BeforeAll
  static void start() {
    truthound =
        EmbeddedTruthound.newBuilder()
            .addStore(store.toString())
            .configure(plugin -> plugin.addChunker("head", Chunkers.HEAD))
            .configure(plugin -> plugin.addChunker("gated", ExamplesTest::gated))
            .addEngine("nulls", new OwnEngine())
            .addEngine("later", SyncEngineAsyncAdapter.of(new OwnEngine()))
            .start();
  }

  /** Has planning wait until an example has done what it wants to do meanwhile. */
  private static List<RowRange> gated(
      Source source, List<Column> columns, Map<String, String> parameters) throws IOException {
    try {
      GATE.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return List.of(new RowRange(0, source.rows()));
  }

  @AfterAll
  static void stop() {
    truthound.close();
  }

  /** Something that prints. */
  private interface Example {
    void run() throws Exception;
  }

  private static String printed(Example example) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      example.run();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void firstCheck() throws Exception {
    String home = System.getProperty("user.home");
    System.setProperty("user.home", store.toString());
    try {
      assertThat(printed(() -> FirstCheck.main(new String[0])))
          .isEqualTo("15 of 1,461 rows failed\n");
    } finally {
      System.setProperty("user.home", home);
    }
  }

  @Test
  void basicUse() throws Exception {
    assertThat(printed(() -> BasicUse.run(truthound)))
        .matches("PASSED: 3 of 3 chunks passed in \\d+\\.\\d\\d s\n");
  }

  @Test
  void migrated() throws Exception {
    assertThat(
            printed(
                () -> {
                  Migrated.oneDataset(truthound);
                  Migrated.severalDatasets(truthound);
                }))
        .isEqualTo(
            """
            FAILED: 0 of 3 chunks in error, 1 failed
            1 of 1,461 rows failed
            examples/seattle-weather.csv: PASSED
            examples/no-such-file.csv: ERROR
            """);
  }

  @Test
  void theGuideToMigrationShowsWhatTheExampleDoes() throws Exception {
    String example =
        unindented(
            Files.readString(
                Path.of(
                    "examples/java/src/main/java/io/truthound/temporal/examples/Migrated.java")));
    String guide = Files.readString(Path.of("docs/migration.md"));

    assertThat(Pattern.compile("(?s)```java\n(.*?)```").matcher(guide).results())
        .hasSize(2)
        .allSatisfy(snippet -> assertThat(example).contains(unindented(snippet.group(1))));
  }

  private static String unindented(String code) {
    return code.replaceAll("(?m)^ +", "");
  }

  @Test
  void ownRules() throws Exception {
    assertThat(printed(() -> OwnRules.run(truthound)))
        .isEqualTo(
            """
            FAILED, succeeded: false, 99.6 % of rows passed
            rain is wet (ERROR): 44 of 641 rows failed, first in row 6
            calm days (WARNING): 17 of 1,461 rows failed, first in row 20
            """);
  }

  @Test
  void presets() throws Exception {
    assertThat(printed(() -> Configurations.presets(truthound)))
        .isEqualTo(
            """
            FAILED, COMPLETED: 2 chunks, 1 failed, 0 skipped
            FAILED, COMPLETED: 2 chunks, 1 failed, 0 skipped
            FAILED, COMPLETED: 2 chunks, 1 failed, 0 skipped
            FAILED, FAIL_FAST: 2 chunks, 1 failed, 1 skipped
            FAILED, COMPLETED: 1 chunks, 1 failed, 0 skipped
            """);
  }

  @Test
  void strategies() throws Exception {
    assertThat(printed(() -> Configurations.strategies(truthound)))
        .isEqualTo(
            """
            SEQUENTIAL: FAILED
            PARALLEL: FAILED
            ADAPTIVE: FAILED
            """);
  }

  @Test
  void aggregations() throws Exception {
    assertThat(printed(() -> Configurations.aggregations(truthound)))
        .isEqualTo(
            """
            MERGE: FAILED
            WORST: FAILED
            BEST: PASSED
            MAJORITY: FAILED
            FIRST_FAILURE: FAILED
            ALL: FAILED
            """);
  }

  @Test
  void everyChunk() throws Exception {
    assertThat(printed(() -> Configurations.everyChunk(truthound)))
        .isEqualTo(
            """
            chunk 0: rows 0 to 499 FAILED
            chunk 1: rows 500 to 999 PASSED
            chunk 2: rows 1000 to 1460 WARNING
            """);
  }

  @Test
  void ownConfiguration() throws Exception {
    assertThat(printed(() -> Configurations.ownConfiguration(truthound)))
        .isEqualTo("stopped at chunk 0, 7 chunks left out\n");
  }

  @Test
  void profileAndLearn() throws Exception {
    assertThat(printed(() -> ProfileAndLearn.run(truthound)))
        .isEqualTo(
            """
            1461 rows in 2 chunks
            date: date, 0 nulls
            precipitation: float64, 0 nulls
            temp_max: float64, 0 nulls
            temp_min: float64, 0 nulls
            wind: float64, 0 nulls
            weather: string, 0 nulls
            21 rules learned, PASSED
            seattle: FAILED
            again: FAILED
            """);
  }

  @Test
  void asyncUse() throws Exception {
    assertThat(printed(() -> AsyncUse.run(truthound))).isEqualTo("FAILED of 1461 rows\n");
  }

  @Test
  void chunkers() throws Exception {
    assertThat(printed(() -> Chunkers.run(truthound)))
        .isEqualTo(
            """
            RowCountChunker: 3 chunks
            DatasetListChunker: 1 chunks
            CustomChunker: 2 chunks
            """);
  }

  @Test
  void hooks() throws Exception {
    assertThat(printed(() -> Hooks.run(truthound)))
        .isEqualTo(
            """
            started
            3 chunks from 0 on FAILED
            8 chunks, 3 failed, took time: true
            started
            3 chunks from 0 on FAILED
            heard all: true
            """);
  }

  @Test
  void failures() throws Exception {
    assertThat(printed(() -> Failures.run(truthound)))
        .isEqualTo(
            """
            refused: No such file: %s
            refused: Invalid rule 0 (not_null): unknown column "wnd" (columns: date, precipitation, temp_max, temp_min, wind, weather; nearest: "wind")
            cancelled
            """
                .formatted(Path.of("examples/no-such-file.csv").toAbsolutePath()));
  }

  @Test
  void handles() throws Exception {
    BatchExecutor executor =
        truthound.executorBuilder().setChunker(CustomChunker.of("gated", Map.of())).build();

    assertThat(printed(() -> Handles.run(truthound, executor, GATE::countDown)))
        .isEqualTo(
            """
            paused: true
            FAILED
            1461 of 1461 rows
            known: true
            COMPLETED
            """);
  }

  @Test
  void ownEngine() throws Exception {
    assertThat(printed(() -> OwnEngine.run(truthound)))
        .isEqualTo(
            """
            nulls: PASSED, 1461 rows
            later: PASSED, 1461 rows
            """);
  }

  @Test
  void inMemoryArrow() throws Exception {
    assertThat(printed(() -> InMemoryArrow.run(truthound, store.toString())))
        .isEqualTo("FAILED: 9 of 10 chunks passed\n");
  }

  @Test
  void aWorkerOfOnesOwnChecksDataToo() {
    String home = System.getProperty("user.home");
    System.setProperty("user.home", store.toString());
    try (TestWorkflowEnvironment server = TestWorkflowEnvironment.newInstance()) {
      WorkerFactory workers = ExistingWorker.workers(server.getWorkflowServiceStubs());
      workers.start();
      String path = Path.of("examples/seattle-weather.csv").toAbsolutePath().toString();

      assertThat(load(server.getWorkflowClient()).load(path, "0.99")).isEqualTo("loaded 1461 rows");
      workers.shutdownNow();
    } finally {
      System.setProperty("user.home", home);
    }
  }

  @Test
  void aWorkflowLoadsGoodDataOnly() {
    WorkerFactory loads = WorkerFactory.newInstance(truthound.client());
    loads.newWorker("loads").registerWorkflowImplementationTypes(GatedLoad.Impl.class);
    loads.start();
    String path = Path.of("examples/seattle-weather.csv").toAbsolutePath().toString();

    assertThat(load(truthound.client()).load(path, "0.99")).isEqualTo("loaded 1461 rows");
    WorkflowFailedException refused =
        catchThrowableOfType(
            WorkflowFailedException.class, () -> load(truthound.client()).load(path, "0.999"));

    assertThat(refused.getCause())
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo(FailureTypes.QUALITY_GATE);
              assertThat(failure.getOriginalMessage())
                  .startsWith("Dataset weather is not good enough: 0.99")
                  .endsWith(" of rows passed (wanted: 0.999)");
            });
    loads.shutdownNow();
  }

  private static GatedLoad load(WorkflowClient client) {
    return client.newWorkflowStub(
        GatedLoad.class, WorkflowOptions.newBuilder().setTaskQueue("loads").build());
  }
}
