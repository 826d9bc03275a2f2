package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.app.badinput.DevServer;
import io.truthound.temporal.app.command.Face.Case;
import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.contract.WireNames;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One behaviour through every {@link Face}, on a server in memory and on a real one. */
@Timeout(120)
final class FacesTest {
  private static final String RULES =
      """
      [{"type": "not_null", "column": "x"},
       {"type": "in_range", "column": "x", "min": 0},
       {"type": "less_than", "column": "x", "value": 25, "severity": "warning"}]
      """;

  @TempDir static Path folder;
  private static EmbeddedTruthound embedded;
  private static WorkerFactory parents;
  private static DevServer server;
  private static WorkflowServiceStubs stubs;
  private static WorkflowClient client;
  private static WorkerFactory workers;

  @BeforeAll
  static void start() throws IOException, SQLException {
    Files.writeString(folder.resolve("good.csv"), csv(0, 20));
    Files.writeString(folder.resolve("bad.csv"), csv(-3, 30));
    damaged(folder.resolve("damaged.parquet"));
    Path store = folder.resolve("store");
    embedded = EmbeddedTruthound.newBuilder().addStore(store.toString()).start();
    parents = WorkerFactory.newInstance(embedded.client());
    parents.newWorker(Face.PARENTS).registerWorkflowImplementationTypes(Face.ParentImpl.class);
    parents.start();
    server = DevServer.start();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setPlugins(TruthoundPlugin.newBuilder().addStore(store.toString()).build())
                .build());
    workers = WorkerFactory.newInstance(client);
    workers.newWorker(WireNames.TASK_QUEUE);
    workers.newWorker(Face.PARENTS).registerWorkflowImplementationTypes(Face.ParentImpl.class);
    workers.start();
  }

  @AfterAll
  static void stop() {
    parents.shutdownNow();
    embedded.close();
    if (workers != null) {
      workers.shutdownNow();
      workers.awaitTermination(10, TimeUnit.SECONDS);
    }
    if (stubs != null) {
      stubs.shutdownNow();
    }
    if (server != null) {
      server.close();
    }
  }

  private static String csv(int first, int end) {
    StringBuilder csv = new StringBuilder("x\n");
    for (int row = first; row < end; row++) {
      csv.append(row).append('\n');
    }
    return csv.toString();
  }

  /** Three row groups; in the second there is nothing to be read. */
  private static void damaged(Path file) throws IOException, SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement()) {
      statement.execute(
          "COPY (SELECT (hash(i) // 4)::BIGINT AS x FROM range(6144) t(i)) TO '%s'".formatted(file)
              + " (FORMAT parquet, ROW_GROUP_SIZE 2048, COMPRESSION uncompressed)");
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      // Where the second group's page begins to say what it is.
      bytes.seek(bytes.length() / 3 - 200);
      for (int at = 0; at < 400; at++) {
        bytes.write(0xff);
      }
    }
  }

  static Stream<Arguments> faces() {
    return Stream.of(Face.values())
        .flatMap(face -> Stream.of(true, false).map(real -> Arguments.of(face, real)));
  }

  private static String told(Face face, boolean real, Case asked) throws Exception {
    return real
        ? face.check(client, server.address(), folder.resolve("store"), asked)
        : face.check(embedded.client(), "", folder.resolve("store"), asked);
  }

  @ParameterizedTest
  @MethodSource("faces")
  void goodDataPasses(Face face, boolean real) throws Exception {
    assertThat(told(face, real, new Case(folder.resolve("good.csv"), RULES, 7, false)))
        .isEqualTo(
            "PASSED completed 3/0/0/0/0 not_null PASSED 0 of 20 at [] in_range PASSED 0 of 20 at []"
                + " less_than PASSED 0 of 20 at [] well_formed PASSED 0 of 20 at []"
                + " convertible PASSED 0 of 20 at []");
  }

  @ParameterizedTest
  @MethodSource("faces")
  void badDataFailsAndWarns(Face face, boolean real) throws Exception {
    assertThat(told(face, real, new Case(folder.resolve("bad.csv"), RULES, 10, false)))
        .isEqualTo(
            "FAILED completed 1/2/1/0/0 not_null PASSED 0 of 33 at [] in_range FAILED 3 of 33 at"
                + " [0, 1, 2] less_than WARNING 5 of 33 at [28, 29, 30, 31, 32]"
                + " well_formed PASSED 0 of 33 at [] convertible PASSED 0 of 33 at []");
  }

  @ParameterizedTest
  @MethodSource("faces")
  void theLowestFailingChunkEndsItWhereToldTo(Face face, boolean real) throws Exception {
    assertThat(told(face, real, new Case(folder.resolve("bad.csv"), RULES, 10, true)))
        .isEqualTo(
            "FAILED fail_fast 0/0/1/0/3 not_null PASSED 0 of 10 at [] in_range FAILED 3 of 10 at"
                + " [0, 1, 2] less_than PASSED 0 of 10 at [] well_formed PASSED 0 of 10 at []"
                + " convertible PASSED 0 of 10 at []");
  }

  @ParameterizedTest
  @MethodSource("faces")
  void whatCannotBeReadIsAnError(Face face, boolean real) throws Exception {
    String rules = "[{\"type\": \"not_null\", \"column\": \"x\"}]";

    assertThat(told(face, real, new Case(folder.resolve("damaged.parquet"), rules, 1024, false)))
        .isEqualTo("ERROR completed 4/0/0/2/0 not_null PASSED 0 of 4096 at []");
  }

  @ParameterizedTest
  @MethodSource("faces")
  void anUnknownColumnIsRefused(Face face, boolean real) throws Exception {
    String rules = "[{\"type\": \"not_null\", \"column\": \"y\"}]";

    assertThat(told(face, real, new Case(folder.resolve("good.csv"), rules, 7, false)))
        .isEqualTo(
            "refused: Invalid rule 0 (not_null): unknown column \"y\" (columns: x; nearest: \"x\")");
  }
}
