package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.truthound.temporal.RealServer;
import io.truthound.temporal.World;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Services that wait for a batch: only a server that other processes reach shows what they see. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class WaitingTest {
  private static final RuleSet RULES = Behaviour.RULES;

  @TempDir Path folder;
  private final ScriptedEngine engine = new ScriptedEngine();
  private final ScriptedEngine.Held held = engine.holds(0);
  private World world;

  @BeforeEach
  void startWorker() {
    RealServer.require();
    world = World.real(folder, plugin -> plugin.addEngine(ScriptedEngine.NAME, engine));
  }

  @AfterEach
  void stopWorker() {
    if (world != null) {
      world.close();
    }
  }

  private World world() {
    return world;
  }

  private BatchExecutor.Builder settings() {
    return world.executor().setEngine(ScriptedEngine.NAME);
  }

  private Dataset files(int files) {
    return Tables.files(folder.resolve("data"), files, 10);
  }

  /** Connects as another service does. */
  private static WorkflowServiceStubs connect(String address) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
  }

  private BatchExecutor.Builder through(WorkflowServiceStubs stubs) {
    return BatchExecutor.newBuilder(WorkflowClient.newInstance(stubs))
        .setTaskQueue(world().taskQueue())
        .setEngine(ScriptedEngine.NAME);
  }

  @Test
  void closingTheClientLeavesTheBatchRunning() {
    String id = UUID.randomUUID().toString();
    WorkflowServiceStubs stubs = connect(RealServer.address());
    CompletableFuture<CheckResult> unused =
        through(stubs).setWorkflowId(id).buildAsync().checkBatch(files(1), RULES);
    held.awaitBegun();

    stubs.shutdownNow();
    held.release();

    assertThat(BatchHandle.of(world().client(), id).result().status()).isEqualTo(Status.PASSED);
  }

  @Test
  void shuttingTheConnectionDownEndsTheWait() {
    String id = UUID.randomUUID().toString();
    WorkflowServiceStubs stubs = connect(RealServer.address());
    CompletableFuture<CheckResult> future =
        through(stubs).setWorkflowId(id).buildAsync().checkBatch(files(1), RULES);
    held.awaitBegun();
    CompletableFuture<CheckResult> waiting =
        CompletableFuture.supplyAsync(
            () -> BatchHandle.of(WorkflowClient.newInstance(stubs), id).result());

    stubs.shutdownNow();

    assertThat(waiting).failsWithin(Duration.ofMinutes(1));
    assertThat(future).failsWithin(Duration.ofMinutes(1));
    held.release();
  }

  @Test
  void aLostConnectionIsSurvivedByThoseWhoWait() throws Exception {
    try (Wire wire = new Wire(RealServer.address())) {
      WorkflowServiceStubs stubs = connect(wire.address());
      String id = UUID.randomUUID().toString();
      CompletableFuture<CheckResult> future =
          through(stubs).setWorkflowId(id).buildAsync().checkBatch(files(1), RULES);
      held.awaitBegun();
      CompletableFuture<CheckResult> waiting =
          CompletableFuture.supplyAsync(
              () -> BatchHandle.of(WorkflowClient.newInstance(stubs), id).result());

      wire.cut();
      held.release();
      CheckResult result = BatchHandle.of(world().client(), id).result();
      wire.mend();

      assertThat(waiting.get()).isEqualTo(result);
      assertThat(future.get()).isEqualTo(result);
      stubs.shutdownNow();
    }
  }

  @Test
  void allWhoWaitForABatchGetItsAnswer() throws Exception {
    BatchHandle batch = settings().build().startCheck(files(1), RULES);
    held.awaitBegun();
    List<WorkflowServiceStubs> services =
        List.of(connect(RealServer.address()), connect(RealServer.address()));
    List<CompletableFuture<CheckResult>> answers =
        services.stream()
            .map(WorkflowClient::newInstance)
            .map(
                client -> CompletableFuture.supplyAsync(BatchHandle.of(client, batch.id())::result))
            .toList();

    held.release();

    for (CompletableFuture<CheckResult> answer : answers) {
      assertThat(answer.get()).isEqualTo(batch.result());
    }
    services.forEach(WorkflowServiceStubs::shutdownNow);
  }
}
