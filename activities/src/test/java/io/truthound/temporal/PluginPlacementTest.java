package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowClientPlugin;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubsPlugin;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerPlugin;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.ValidationFailure;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where a plugin can be given to Temporal, and whom it leaves alone. */
@Timeout(60)
class PluginPlacementTest {
  private static final RuleSet RULES = RuleSet.of(new NotNull("name"));

  @TempDir static Path folder;

  private final String taskQueue = "truthound-" + UUID.randomUUID();
  private final List<WorkerFactory> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(WorkerFactory::shutdownNow);
    started.forEach(workers -> workers.awaitTermination(10, TimeUnit.SECONDS));
  }

  private static TruthoundPlugin.Builder plugin() {
    return TruthoundPlugin.newBuilder()
        .setScratch(folder)
        .addStore(folder.resolve("store").toString());
  }

  private static Dataset people() throws IOException {
    return Dataset.of(
        Files.writeString(folder.resolve("people.csv"), "name,age\nann,1\n,2\n").toString());
  }

  private static WorkflowClient client(WorkflowClientPlugin... plugins) {
    return WorkflowClient.newInstance(
        RealServer.stubs(), WorkflowClientOptions.newBuilder().setPlugins(plugins).build());
  }

  private static WorkerFactory workers(WorkflowClient client, WorkerPlugin... plugins) {
    return WorkerFactory.newInstance(
        client, WorkerFactoryOptions.newBuilder().setPlugins(plugins).build());
  }

  private void start(WorkerFactory workers) {
    started.add(workers);
    workers.start();
  }

  private static void assertChecks(WorkflowClient client, String taskQueue) throws IOException {
    CheckResult result =
        BatchExecutor.newBuilder(client)
            .setTaskQueue(taskQueue)
            .build()
            .checkBatch(people(), RULES);

    assertThat(result.failures())
        .extracting(ValidationFailure::message)
        .containsExactly("1 of 2 rows failed");
  }

  @Test
  void aWorkerFactoryHasAPluginThatItsClientHasNot() throws IOException {
    RealServer.require();
    WorkflowClient client = client();
    WorkerFactory workers = workers(client, plugin().addTaskQueue(taskQueue).build());
    workers.newWorker(taskQueue);

    start(workers);

    assertChecks(client, taskQueue);
  }

  @Test
  void serviceStubsGiveTheirPluginToTheirClients() throws IOException {
    RealServer.require();
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(RealServer.address())
                .setPlugins(plugin().addTaskQueue(taskQueue).build())
                .build());
    WorkflowClient client = WorkflowClient.newInstance(stubs);
    WorkerFactory workers = workers(client);
    workers.newWorker(taskQueue);

    start(workers);

    assertChecks(client, taskQueue);
    stop();
    stubs.shutdownNow();
  }

  @Test
  void aPluginForClientsIsNoneForServiceStubsAndChecksAllTheSame() throws IOException {
    RealServer.require();
    TruthoundClientPlugin plugin = plugin().addTaskQueue(taskQueue).buildForClient();
    WorkflowClient client = client(plugin);
    WorkerFactory workers = workers(client);
    workers.newWorker(taskQueue);

    start(workers);

    assertThat(plugin).isNotInstanceOf(WorkflowServiceStubsPlugin.class);
    assertThat(plugin).hasToString("TruthoundClientPlugin{name='io.truthound.temporal'}");
    assertChecks(client, taskQueue);
  }

  @Test
  void aPluginForClientsWorksOnTheFactoryOfTheServerInMemory() throws IOException {
    TestEnvironmentOptions options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder()
                    .setPlugins(plugin().forInMemoryServer().buildForClient())
                    .build())
            .build();

    try (TestWorkflowEnvironment server = TestWorkflowEnvironment.newInstance(options)) {
      server.newWorker(WireNames.TASK_QUEUE);
      server.start();

      assertChecks(server.getWorkflowClient(), WireNames.TASK_QUEUE);
    }
  }

  @Test
  void everyTaskQueueThatAPluginIsGivenChecksData() throws IOException {
    RealServer.require();
    String second = "second-" + taskQueue;
    WorkflowClient client = client(plugin().addTaskQueue(taskQueue).addTaskQueue(second).build());
    WorkerFactory workers = workers(client);
    workers.newWorker(taskQueue);
    workers.newWorker(second);

    start(workers);

    assertChecks(client, taskQueue);
    assertChecks(client, second);
  }

  @Test
  void workersOfOtherTaskQueuesKnowNothingOfIt() throws IOException {
    RealServer.require();
    String other = "other-" + taskQueue;
    WorkflowClient client = client(plugin().addTaskQueue(taskQueue).build());
    WorkerFactory workers = workers(client);
    workers.newWorker(taskQueue);
    registerOwn(workers.newWorker(other));

    start(workers);

    assertChecks(client, taskQueue);
    assertThat(own(client, other, "Greet")).isEqualTo("hello");
    assertThatThrownBy(() -> own(client, other, WireNames.PLAN))
        .rootCause()
        .hasMessageContaining(
            "Activity Type \"truthoundPlan\" is not registered with a worker."
                + " Known types are: Greet");
  }

  @Test
  void aWorkerThatChecksDataHasWorkflowsAndActivitiesOfItsUsersBeside() throws IOException {
    RealServer.require();
    WorkflowClient client = client(plugin().addTaskQueue(taskQueue).build());
    WorkerFactory workers = workers(client);
    registerOwn(workers.newWorker(taskQueue));

    start(workers);

    assertChecks(client, taskQueue);
    assertThat(own(client, taskQueue, "Greet")).isEqualTo("hello");
  }

  @Test
  void onePluginForClientAndFactoryIsRefusedWhenAWorkerIsMade() {
    RealServer.require();
    TruthoundPlugin plugin = plugin().addTaskQueue("checks").build();

    assertRefused(workers(client(plugin), plugin));
  }

  @Test
  void twoPluginsForOneTaskQueueAreRefusedWhenAWorkerIsMade() {
    RealServer.require();
    TruthoundPlugin.Builder plugin = plugin().addTaskQueue("checks");

    assertRefused(workers(client(plugin.build()), plugin.buildForClient()));
  }

  private static void assertRefused(WorkerFactory workers) {
    assertThatThrownBy(() -> workers.newWorker("checks"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot give the worker of task queue \"checks\" a TruthoundPlugin twice: it has those"
                + " of its factory, of the factory's client, and of the client's service stubs; set"
                + " the plugin at one of them");
    workers.shutdownNow();
  }

  /** Turns every bit around: nothing can be read, and the same again decodes it. */
  private static final class Inverting implements PayloadCodec {
    @Override
    public List<Payload> encode(List<Payload> payloads) {
      return payloads.stream()
          .map(
              payload ->
                  Payload.newBuilder()
                      .putMetadata("encoding", ByteString.copyFromUtf8("binary/inverted"))
                      .setData(inverted(payload.toByteString()))
                      .build())
          .toList();
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
      return payloads.stream().map(Inverting::decoded).toList();
    }

    private static Payload decoded(Payload payload) {
      try {
        return Payload.parseFrom(inverted(payload.getData()));
      } catch (InvalidProtocolBufferException e) {
        throw new PayloadCodecException(e);
      }
    }

    private static ByteString inverted(ByteString bytes) {
      byte[] inverted = bytes.toByteArray();
      for (int i = 0; i < inverted.length; i++) {
        inverted[i] = (byte) ~inverted[i];
      }
      return ByteString.copyFrom(inverted);
    }
  }

  @Test
  void aClientGivesItsPluginToEachOfItsFactoriesAndOneMayShutDown() throws IOException {
    RealServer.require();
    WorkflowClient client = client(plugin().addTaskQueue(taskQueue).build());
    WorkerFactory first = workers(client);
    first.newWorker(taskQueue);
    start(first);
    WorkerFactory second = workers(client);
    second.newWorker(taskQueue);
    start(second);

    first.shutdownNow();
    first.awaitTermination(10, TimeUnit.SECONDS);

    assertChecks(client, taskQueue);
  }

  @Test
  void aCodecOfTheClientHidesWhatIsCheckedFromTheServer() throws IOException {
    RealServer.require();
    DataConverter plain = DefaultDataConverter.newDefaultInstance();

    assertThat(historyOfACheckOfSecrets(plain)).contains("secrets").contains("people.csv");
    assertThat(historyOfACheckOfSecrets(new CodecDataConverter(plain, List.of(new Inverting()))))
        .doesNotContain("secrets")
        .doesNotContain("people.csv");
  }

  /** Everything that the server keeps of a batch's workflow, as text. */
  private String historyOfACheckOfSecrets(DataConverter converter) throws IOException {
    WorkflowClient client = startedWith(converter);
    BatchHandle batch =
        BatchExecutor.newBuilder(client)
            .setTaskQueue(taskQueue)
            .build()
            .startCheck(people().named("secrets"), RULES);

    assertThat(batch.result().status()).isEqualTo(Status.FAILED);
    stop();
    return client
        .fetchHistory(batch.id())
        .getHistory()
        .toByteString()
        .toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void aRefusalIsToldThroughACodecThatEncodesMessagesToo() throws IOException {
    RealServer.require();
    WorkflowClient client =
        startedWith(
            new CodecDataConverter(
                DefaultDataConverter.newDefaultInstance(), List.of(new Inverting()), true));
    BatchExecutor executor = BatchExecutor.newBuilder(client).setTaskQueue(taskQueue).build();
    Dataset people = people();

    assertThatThrownBy(() -> executor.checkBatch(people, RuleSet.of(new NotNull("nmae"))))
        .isInstanceOf(ChunkingException.class)
        .hasMessageStartingWith("Invalid rule 0 (not_null): unknown column \"nmae\"");
  }

  private WorkflowClient startedWith(DataConverter converter) {
    WorkflowClient client =
        WorkflowClient.newInstance(
            RealServer.stubs(),
            WorkflowClientOptions.newBuilder()
                .setDataConverter(converter)
                .setPlugins(plugin().addTaskQueue(taskQueue).build())
                .build());
    WorkerFactory workers = workers(client);
    workers.newWorker(taskQueue);
    start(workers);
    return client;
  }

  /** A workflow of the user's own. */
  @WorkflowInterface
  public interface Own {
    @WorkflowMethod
    String call(String activity);
  }

  /** Calls whatever activity there is on its own task queue, once. */
  public static final class OwnCalls implements Own {
    @Override
    public String call(String activity) {
      return Workflow.newUntypedActivityStub(
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofSeconds(10))
                  .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                  .build())
          .execute(activity, String.class);
    }
  }

  /** An activity of the user's own. */
  @ActivityInterface
  public interface Greeting {
    String greet();
  }

  private static void registerOwn(Worker worker) {
    worker.registerWorkflowImplementationTypes(OwnCalls.class);
    worker.registerActivitiesImplementations((Greeting) () -> "hello");
  }

  private static String own(WorkflowClient client, String taskQueue, String activity) {
    return client
        .newWorkflowStub(Own.class, WorkflowOptions.newBuilder().setTaskQueue(taskQueue).build())
        .call(activity);
  }
}
