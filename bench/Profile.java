import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/** Times profiles and DuckDB's SUMMARIZE in one warm JVM; prints seconds as JSON. */
public class Profile {
  private static final int RUNS = Integer.parseInt(System.getenv().getOrDefault("RUNS", "2"));

  public static void main(String[] arguments) throws Exception {
    Path orders = Path.of(arguments[0]);
    Path folder = Files.createTempDirectory(Path.of(arguments[1]), "profile-");
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
    double profile = 1e9;
    double summarize = 1e9;
    for (int run = 0; run <= RUNS; run++) { // the first run warms up
      long start = System.nanoTime();
      executor.profileBatch(Dataset.parquet(orders.toString()));
      double seconds = (System.nanoTime() - start) / 1e9;
      profile = run == 0 ? profile : Math.min(profile, seconds);
      summarize = run == 0 ? summarize : Math.min(summarize, summarize(orders));
    }
    System.out.printf("{\"profile\": %.4f, \"summarize\": %.4f}%n", profile, summarize);
    System.exit(0);
  }

  private static double summarize(Path orders) throws Exception {
    long start = System.nanoTime();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2");
      try (ResultSet result =
          statement.executeQuery("SUMMARIZE SELECT * FROM read_parquet('" + orders + "')")) {
        while (result.next()) {
          result.getString(1);
        }
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
