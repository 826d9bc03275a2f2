package io.truthound.temporal.behaviour;

import static io.truthound.temporal.contract.WireNames.CHECK_SLICE;
import static io.truthound.temporal.contract.WireNames.MERGE_STATES;
import static io.truthound.temporal.contract.WireNames.PLAN;
import static io.truthound.temporal.contract.WireNames.REPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.truthound.temporal.World;
import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.local.LocalArtifactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Batches with workers on two machines, A and B: each has its own disk, so that a store of the same
 * URI is another store there. B has A's files by the same paths, as if somebody had copied them.
 */
class MachinesTest extends Behaviour {
  private static final BatchConfig CONFIG =
      BatchConfig.DEFAULT
          .withBatchSize(10)
          .withMaxWorkers(8)
          .withExecutionStrategy(ExecutionStrategy.PARALLEL)
          .withRetryPolicy(TWICE);

  private World other;

  private World twoMachines() {
    World first = world(plugin -> plugin.setHost("A"));
    joinB(first);
    return first;
  }

  private void joinB(World first) {
    ArtifactStore store = LocalArtifactStore.at(first.store());
    Path disk = folder.resolve("disk-of-b");
    other =
        first.joined(
            disk,
            plugin ->
                plugin
                    .setHost("B")
                    .addStore(HookedStore.calledAs(store, disk))
                    .addEngine(ScriptedEngine.NAME, engine)
                    .setSliceTarget(EVERY_BLOCK)
                    .setSlots(16)
                    .setMemoryLimit(1L << 30));
  }

  @AfterEach
  void stopOther() {
    if (other != null) {
      other.close();
    }
  }

  private Set<String> queues(String workflowId, String... activities) {
    History history = history(workflowId);
    Set<String> queues = new TreeSet<>();
    for (String activity : activities) {
      for (ActivityTaskScheduledEventAttributes scheduled : history.scheduled(activity)) {
        queues.add(scheduled.getTaskQueue().getName());
      }
    }
    return queues;
  }

  @Test
  void whatIsPlannedWithLocalFilesIsDoneOnThatMachine() throws IOException {
    World world = twoMachines();

    for (int batch = 0; batch < 2; batch++) {
      CheckResult result = check(files(12), CONFIG);

      assertThat(result.passedChunks()).isEqualTo(12);
      assertThat(queues(result.workflowId(), PLAN)).containsExactly(world.taskQueue());
      Set<String> queues = queues(result.workflowId(), CHECK_SLICE, MERGE_STATES, REPORT);
      assertThat(queues)
          .hasSize(1)
          .containsAnyOf(
              WireNames.hostQueue(world.taskQueue(), "A"),
              WireNames.hostQueue(world.taskQueue(), "B"));
      boolean onA = queues.contains(WireNames.hostQueue(world.taskQueue(), "A"));
      assertThat(runs(onA ? world.store() : other.store())).contains(result.runId());
      assertThat(runs(onA ? other.store() : world.store())).doesNotContain(result.runId());
    }
  }

  @Test
  void aBatchMayBeGivenToOneMachine() throws IOException {
    World world = twoMachines();
    String queueOfB = WireNames.hostQueue(world.taskQueue(), "B");

    CheckResult result =
        world
            .executor()
            .setTaskQueue(queueOfB)
            .setEngine(ScriptedEngine.NAME)
            .setConfig(CONFIG)
            .build()
            .checkBatch(files(3), RULES);

    assertThat(result.passedChunks()).isEqualTo(3);
    assertThat(queues(result.workflowId(), PLAN, CHECK_SLICE, REPORT)).containsExactly(queueOfB);
    assertThat(runs(other.store())).containsExactly(result.runId());
  }

  @Test
  void sharedFilesAreReadByAnyWorker() {
    World world = world(plugin -> plugin.setHost("A"));
    Dataset shared = files(6).withSharedFiles(true);

    CheckResult result = check(shared, CONFIG);

    assertThat(result.passedChunks()).isEqualTo(6);
    assertThat(queues(result.workflowId(), PLAN, CHECK_SLICE, REPORT))
        .containsExactly(world.taskQueue());
  }

  @Test
  void aStoreOfTheSameNameOnAnotherMachineIsNotTakenForIt() {
    World world = world(plugin -> plugin.setHost("A").setSlots(1));
    ScriptedEngine.Held held = engine.holds(0);
    BatchHandle batch = start(files(6).withSharedFiles(true), CONFIG.withMaxWorkers(2));
    held.awaitBegun();

    joinB(world); // A's only slot is taken: B alone can take the second slice

    BatchExecutionException failed =
        catchThrowableOfType(BatchExecutionException.class, batch::result);
    held.release();
    assertThat(failed)
        .hasMessageContaining("The store " + LocalArtifactStore.at(world.store()).uri())
        .hasMessageContaining("of this worker is not the one in which run ")
        .hasMessageContaining("was planned, but another of the same name");
  }

  private static List<String> runs(Path store) throws IOException {
    if (!Files.exists(store.resolve("runs"))) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(store.resolve("runs"))) {
      return runs.map(run -> run.getFileName().toString()).toList();
    }
  }
}
