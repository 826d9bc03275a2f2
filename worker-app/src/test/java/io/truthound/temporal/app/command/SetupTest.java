package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.truthound.temporal.app.badinput.DevServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Search attributes of a real server. */
@Timeout(120)
class SetupTest {
  private static final String ALL_ADDED =
      """
      Added          TruthoundStatus (Keyword)
      Added          TruthoundDataset (Keyword)
      Added          TruthoundOperation (Keyword)
      Added          TruthoundFailedRules (Int)
      """;

  @TempDir Path folder;
  private DevServer server;
  private OperatorServiceStubs operator;

  @BeforeEach
  void start() {
    server = DevServer.start();
    operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget(server.address())
                .validateAndBuildWithDefaults());
  }

  @AfterEach
  void stop() {
    if (operator != null) {
      operator.shutdownNow();
    }
    if (server != null) {
      server.close();
    }
  }

  private CommandLineWorld setUp(int status, String... more) {
    CommandLineWorld world = new CommandLineWorld(folder);
    world.with("TEMPORAL_ADDRESS", server.address());
    String[] arguments = new String[more.length + 1];
    arguments[0] = "setup";
    System.arraycopy(more, 0, arguments, 1, more.length);
    assertThat(world.run(arguments)).as(world.err()).isEqualTo(status);
    return world;
  }

  private Map<String, IndexedValueType> known() {
    return operator
        .blockingStub()
        .listSearchAttributes(
            ListSearchAttributesRequest.newBuilder().setNamespace("default").build())
        .getCustomAttributesMap();
  }

  private void add(String name, IndexedValueType type) {
    operator
        .blockingStub()
        .addSearchAttributes(
            AddSearchAttributesRequest.newBuilder()
                .setNamespace("default")
                .putSearchAttributes(name, type)
                .build());
  }

  @Test
  void addsWhatIsMissingOnce() {
    CommandLineWorld first = setUp(0);
    CommandLineWorld second = setUp(0);

    assertThat(first.out()).isEqualTo(ALL_ADDED);
    assertThat(first.err())
        .isEqualTo(
            "Schedules that were created before start batches without them:"
                + " truthound schedule create … --replace\n");
    assertThat(second.out()).isEqualTo(ALL_ADDED.replace("Added        ", "There already"));
    assertThat(second.err()).isEmpty();
    assertThat(known())
        .containsEntry("TruthoundStatus", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
        .containsEntry("TruthoundDataset", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
        .containsEntry("TruthoundOperation", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
        .containsEntry("TruthoundFailedRules", IndexedValueType.INDEXED_VALUE_TYPE_INT);
  }

  @Test
  void leavesWhatIsThereAndAddsTheRest() {
    add("TruthoundStatus", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);

    assertThat(setUp(0).out())
        .isEqualTo(
            ALL_ADDED.replace("Added          TruthoundStatus", "There already  TruthoundStatus"));
  }

  @Test
  void refusesOneOfAnotherTypeAndAddsNothing() {
    add("TruthoundFailedRules", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);

    assertThat(setUp(2).err())
        .isEqualTo(
            "truthound setup: Cannot use search attribute TruthoundFailedRules: it is there as"
                + " Keyword, and batches write Int; rename or remove it\n");
    assertThat(known()).doesNotContainKey("TruthoundStatus");
  }

  @Test
  void saysWhereThereIsNoSuchNamespace() {
    assertThat(setUp(2, "--namespace", "nowhere").err())
        .isEqualTo(
            "truthound setup: Temporal at " + server.address() + " has no namespace nowhere\n");
  }

  @Test
  void refusesToSetUpTheEmbeddedServer() {
    CommandLineWorld world = new CommandLineWorld(folder);

    assertThat(world.run("setup")).isEqualTo(2);
    assertThat(world.err())
        .startsWith("truthound setup: There is no namespace to set up without a Temporal server");
  }
}
