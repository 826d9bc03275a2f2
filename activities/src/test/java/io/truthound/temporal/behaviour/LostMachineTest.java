package io.truthound.temporal.behaviour;

import static io.truthound.temporal.contract.WireNames.CHECK_SLICE;
import static io.truthound.temporal.contract.WireNames.REPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.truthound.temporal.World;
import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.local.LocalArtifactStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of a batch when nobody works any more on machine A, which has its files. The server
 * in memory cannot say who polls, which counts as nobody; a real one remembers pollers for minutes.
 */
@Timeout(120)
class LostMachineTest {
  private static final int SLICES = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @TempDir Path folder;
  private World world;

  @AfterEach
  void stop() {
    world.close();
  }

  /** Begins a batch on A, which goes while the third slice is scanned, and returns how it ends. */
  private BatchExecutionException lost(ArtifactStore store) {
    ScriptedEngine engine = new ScriptedEngine();
    world =
        World.at(
            folder,
            plugin ->
                plugin
                    .addStore(store)
                    .setHost("A")
                    .setHostPatience(PATIENCE)
                    .addEngine(ScriptedEngine.NAME, engine)
                    .setSliceTarget(Behaviour.EVERY_BLOCK));
    ScriptedEngine.Held held = engine.holds(2);
    BatchHandle batch =
        world
            .executor()
            .setEngine(ScriptedEngine.NAME)
            .setConfig(
                BatchConfig.DEFAULT
                    .withBatchSize(10)
                    .withExecutionStrategy(ExecutionStrategy.SEQUENTIAL))
            .build()
            .startCheck(Tables.files(folder.resolve("data"), SLICES, 10), Behaviour.RULES);
    held.awaitBegun();
    world.leave("truthound@A");
    held.release();
    return catchThrowableOfType(BatchExecutionException.class, batch::result);
  }

  private static void requireLost(CheckResult known) {
    assertThat(known.ended()).isEqualTo(Ended.ABORTED);
    assertThat(known.status()).isEqualTo(Status.ERROR);
    assertThat(known.passedChunks()).isBetween(3L, SLICES - 1L);
    assertThat(known.errorChunks()).isEqualTo(SLICES - known.passedChunks());
    assertThat(known.rules().get(0).tally().evaluated()).isEqualTo(10 * known.passedChunks());
    assertThat(known.errors()).hasSize(1);
    ChunkError error = known.errors().get(0);
    assertThat(error.firstChunk()).isEqualTo(known.passedChunks());
    assertThat(error.chunks()).isEqualTo(known.errorChunks());
    assertThat(error.type()).isEqualTo(FailureTypes.HOST_LOST);
    assertThat(error.message())
        .isEqualTo(known.failureMessage())
        .startsWith("The machine A is lost: nobody has polled truthound@A since ");
  }

  @Test
  void itsChunksAreError() {
    BatchExecutionException failed = lost(LocalArtifactStore.at(folder.resolve("store")));

    assertThat(failed).hasMessageStartingWith("The machine A is lost: ");
    CheckResult known = failed.partialResult();
    requireLost(known);
    assertThat(known.duration()).isGreaterThan(PATIENCE);
    assertThat(known.report()).isNull(); // the store is lost with it
    History history = History.of(world, known.workflowId());
    assertThat(history.scheduled(REPORT)).isEmpty();
    assertThat(history.scheduled(CHECK_SLICE)).hasSize((int) known.passedChunks() + 1);
  }

  @Test
  void anotherMachineReportsToAStoreThatAllHave() {
    BatchExecutionException failed = lost(HookedStore.ofAllMachines(folder.resolve("shared")));

    CheckResult known = failed.partialResult();
    requireLost(known);
    assertThat(known.report()).isNotNull();
  }
}
