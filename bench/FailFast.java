import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.Preparation;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceScan;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Times fail-fast: from when the lowest failing chunk is certain (all before it are finished) to
 * the workflow's answer, while every slot left scans on until it is told to stop. Prints the worst
 * of several runs in seconds as JSON. Arguments: a folder, and a real server's address or nothing.
 */
public class FailFast {
  private static final int RUNS = Integer.parseInt(System.getenv().getOrDefault("RUNS", "5"));
  private static final int SLICES = 128;
  private static final int LOWEST = 64;
  private static final int ROWS = 2048;
  private static final int SLOTS = 8;

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(arguments[0]), "fail-fast-");
    Path data = folder.resolve("data.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT i FROM range(%d) t(i)) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE %d)"
              .formatted(SLICES * ROWS, data, ROWS));
    }
    Breaking engine = new Breaking();
    WorkflowClientOptions options =
        WorkflowClientOptions.newBuilder()
            .setPlugins(plugin(folder, engine, arguments.length == 1))
            .build();
    WorkflowClient client =
        arguments.length == 1 ? inMemory(options) : real(options, arguments[1]);
    double worst = 0;
    for (int run = 0; run <= RUNS; run++) {
      double seconds = seconds(client, data, engine);
      worst = run == 0 ? 0 : Math.max(worst, seconds); // the first run warms up
    }
    System.out.printf("{\"worst\": %.4f}%n", worst);
    ScratchFolders.delete(folder);
    System.exit(0);
  }

  private static double seconds(WorkflowClient client, Path data, Breaking engine) {
    engine.begin();
    CheckResult result =
        BatchExecutor.newBuilder(client)
            .setTaskQueue("truthound-fail-fast")
            .setConfig(
                BatchConfig.PARALLEL
                    .withBatchSize(ROWS)
                    .withMaxWorkers(SLOTS)
                    .withFailFast(true))
            .build()
            .checkBatch(
                Dataset.parquet(data.toString()),
                RuleSet.parse("[{\"type\": \"not_null\", \"column\": \"i\"}]"));
    long closed = System.nanoTime();
    if (!Long.valueOf(LOWEST).equals(result.failingChunk())) {
      throw new IllegalStateException("Stopped at another chunk: " + result);
    }
    return (closed - engine.certain) / 1e9;
  }

  private static TruthoundPlugin plugin(Path folder, Breaking engine, boolean inMemory) {
    TruthoundPlugin.Builder plugin =
        TruthoundPlugin.newBuilder()
            .addStore(folder.resolve("store").toString())
            .setScratch(folder)
            .addTaskQueue("truthound-fail-fast")
            .setSlots(SLOTS)
            .setSliceTarget(new SliceTarget(Long.MAX_VALUE, ROWS, Long.MAX_VALUE))
            .addEngine("truthound", engine);
    return (inMemory ? plugin.forInMemoryServer() : plugin).build();
  }

  private static WorkflowClient inMemory(WorkflowClientOptions options) {
    TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkflowClientOptions(options)
                .build());
    environment.newWorker("truthound-fail-fast");
    environment.start();
    return environment.getWorkflowClient();
  }

  private static WorkflowClient real(WorkflowClientOptions options, String address) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    WorkflowClient client = WorkflowClient.newInstance(stubs, options);
    WorkerFactory workers = WorkerFactory.newInstance(client);
    workers.newWorker("truthound-fail-fast");
    workers.start();
    return client;
  }

  /**
   * Finds one slice broken, once all slices before it are finished and all other slots are busy
   * with slices behind it; those go on until they are told to stop.
   */
  private static final class Breaking implements DataQualityEngine {
    private CountDownLatch finished = new CountDownLatch(LOWEST);
    private CountDownLatch beyond = new CountDownLatch(SLOTS - 1);
    volatile long certain;

    void begin() {
      finished = new CountDownLatch(LOWEST);
      beyond = new CountDownLatch(SLOTS - 1);
    }

    @Override
    public String id() {
      return "breaking";
    }

    @Override
    public Preparation prepare(
        RuleSet rules,
        RuleResolution resolution,
        List<Column> columns,
        Map<String, String> extra) {
      return Preparation.reading(List.of());
    }

    @Override
    public void check(SliceScan scan)
        throws ScanCancelledException {
      try {
        if (scan.slice().index() < LOWEST) {
          finished.countDown();
        } else if (scan.slice().index() == LOWEST) {
          finished.await();
          beyond.await();
          scan.findings().count(LOWEST, 0, ROWS, ROWS);
          certain = System.nanoTime();
        } else {
          CountDownLatch told = new CountDownLatch(1);
          try (ScanWatch.Registration stop = scan.watch().onCancel(told::countDown)) {
            beyond.countDown();
            told.await();
          }
          throw new ScanCancelledException();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
