import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/**
 * Times an operation and a query of DuckDB in one warm JVM, in turn; prints the best seconds of each
 * as JSON.
 *
 * <p>Arguments: a folder for what is written, a file, {@code profile}, {@code learn} or {@code
 * check} with rules as YAML (or JSON) behind it, the query, DuckDB's memory limit for it.
 */
public class Warm {
  private static final int RUNS = Integer.parseInt(System.getenv().getOrDefault("RUNS", "4"));

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(arguments[0]), "warm-");
    TruthoundPlugin plugin =
        TruthoundPlugin.newBuilder()
            .addStore(folder.resolve("store").toString())
            .setScratch(folder)
            .forInMemoryServer()
            .build();
    TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder().setPlugins(plugin).build())
                .build());
    environment.newWorker("truthound");
    environment.start();
    BatchExecutor executor =
        BatchExecutor.newBuilder(environment.getWorkflowClient())
            .setConfig(BatchConfig.PARALLEL.withMaxWorkers(4))
            .build();
    Dataset data = Dataset.of(arguments[1]);
    String[] operation = arguments[2].split(" ", 2);
    double ours = 1e9;
    double query = 1e9;
    for (int run = 0; run <= RUNS; run++) { // the first run warms up
      double now =
          seconds(
              () ->
                  switch (operation[0]) {
                    case "profile" -> executor.profileBatch(data);
                    case "learn" -> executor.learnBatch(data);
                    default -> executor.checkBatch(data, rules(operation[1]));
                  });
      ours = run == 0 ? ours : Math.min(ours, now);
      query = Math.min(query, seconds(() -> query(arguments[3], arguments[4])));
    }
    environment.close();
    System.out.printf("{\"ours\": %.4f, \"query\": %.4f}%n", ours, query);
    ScratchFolders.delete(folder);
    System.exit(0);
  }

  private static RuleSet rules(String yaml) throws Exception {
    try (var parser = new YAMLFactory().createParser(yaml)) {
      return RuleSet.read(parser);
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

  private static long query(String sql, String memory) throws Exception {
    long rows = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2");
      statement.execute("SET memory_limit = '" + memory + "'");
      try (ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          rows++;
        }
      }
    }
    return rows;
  }
}
