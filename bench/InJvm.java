import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.Preparation;
import io.truthound.temporal.engine.SliceScan;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** Times workflows and the hand-written query in one warm JVM; prints seconds as JSON. */
public class InJvm {
  private static final int RUNS = Integer.parseInt(System.getenv().getOrDefault("RUNS", "5"));

  public static void main(String[] arguments) throws Exception {
    Path orders = Path.of(arguments[0]);
    RuleSet rules;
    try (var parser = new YAMLFactory().createParser(Path.of(arguments[1]).toFile())) {
      rules = RuleSet.read(parser);
    }
    Path folder = Files.createTempDirectory(orders.getParent(), "in-jvm-");
    double[] best = {1e9, 1e9, 1e9, 1e9};
    try (World world = new World(folder, plugin -> {})) {
      for (int run = 0; run <= RUNS; run++) {
        double[] now = {
          seconds(() -> query(orders)),
          seconds(() -> world.check(orders, rules, 1_000)),
          seconds(() -> world.check(orders, rules, 100)),
          seconds(() -> world.check(orders, rules, 100_000))
        };
        for (int at = 0; at < now.length && run > 0; at++) { // the first run warms up
          best[at] = Math.min(best[at], now[at]);
        }
      }
    }
    System.out.printf(
        "{\"query\": %.4f, \"batch_1000\": %.4f, \"batch_100\": %.4f, \"batch_100000\": %.4f,"
            + " \"slices_1000\": %.4f}%n",
        best[0], best[1], best[2], best[3], orchestration(folder));
    ScratchFolders.delete(folder);
    System.exit(0);
  }

  /** 1,000 slices that scan nothing: what is left is the server, the workflow and the store. */
  private static double orchestration(Path folder) throws Exception {
    Path tiny = folder.resolve("tiny.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT i FROM range(2048000) t(i)) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 2048)"
              .formatted(tiny));
    }
    RuleSet rules = RuleSet.parse("[{\"type\": \"not_null\", \"column\": \"i\"}]");
    double best = 1e9;
    try (World world =
        new World(
            folder.resolve("orchestration"),
            plugin ->
                plugin
                    .setSliceTarget(new SliceTarget(Long.MAX_VALUE, 2048, Long.MAX_VALUE))
                    .addEngine("truthound", new Idle()))) {
      for (int run = 0; run < 3; run++) {
        best = Math.min(best, seconds(() -> world.check(tiny, rules, 1_000)));
      }
    }
    return best;
  }

  private static long query(Path orders) throws Exception {
    String sql =
        Files.readString(Path.of(System.getProperty("user.dir"), "bench", "reference.sql"))
            .replace("'orders.parquet'", "'" + orders + "'");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2");
      try (ResultSet result = statement.executeQuery(sql)) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  private interface Work {
    Object run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** An embedded server with one worker. */
  private static final class World implements AutoCloseable {
    private final TestWorkflowEnvironment environment;

    World(Path folder, java.util.function.Consumer<TruthoundPlugin.Builder> settings)
        throws Exception {
      Files.createDirectories(folder);
      TruthoundPlugin.Builder plugin =
          TruthoundPlugin.newBuilder()
              .addStore(folder.resolve("store").toString())
              .setScratch(folder)
              .forInMemoryServer();
      settings.accept(plugin);
      environment =
          TestWorkflowEnvironment.newInstance(
              TestEnvironmentOptions.newBuilder()
                  .setUseTimeskipping(false)
                  .setWorkflowClientOptions(
                      WorkflowClientOptions.newBuilder().setPlugins(plugin.build()).build())
                  .build());
      environment.newWorker("truthound");
      environment.start();
    }

    Object check(Path data, RuleSet rules, long batchSize) {
      return BatchExecutor.newBuilder(environment.getWorkflowClient())
          .setConfig(BatchConfig.PARALLEL.withBatchSize(batchSize).withMaxWorkers(4))
          .build()
          .checkBatch(Dataset.parquet(data.toString()), rules);
    }

    @Override
    public void close() {
      environment.close();
    }
  }

  /** Finds nothing, at once. */
  private static final class Idle implements DataQualityEngine {
    @Override
    public String id() {
      return "idle";
    }

    @Override
    public Preparation prepare(
        RuleSet rules, RuleResolution resolution, List<Column> columns, Map<String, String> extra) {
      return Preparation.reading(List.of());
    }

    @Override
    public void check(SliceScan scan) {}
  }
}
