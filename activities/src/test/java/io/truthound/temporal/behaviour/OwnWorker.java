package io.truthound.temporal.behaviour;

import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.World;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.RetryPolicy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.RowOptions;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Severity;
import io.truthound.temporal.rule.Tolerance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/**
 * Gives each test a worker of its own, with a {@link ScriptedEngine} beside the built-in one, for
 * which every file is a slice.
 */
abstract class OwnWorker {
  /** Two attempts, one right after the other. */
  static final RetryPolicy TWICE =
      new RetryPolicy(Duration.ofMillis(10), 1, Duration.ofMillis(10), 2);

  /** So many attempts, one right after the other. */
  static RetryPolicy quickly(int attempts) {
    return new RetryPolicy(Duration.ofMillis(10), 1, Duration.ofMillis(10), attempts);
  }

  static final SliceTarget EVERY_BLOCK = new SliceTarget(1, 1, 1);

  /** Rule 0 tolerates a tenth of the rows and else fails; rule 1 warns. */
  static final RuleSet RULES =
      RuleSet.of(
          new InRange("x", 0, null)
              .withOptions(RowOptions.DEFAULT.withTolerance(Tolerance.mostly("0.9"))),
          new InRange("x", 0, null).withOptions(RowOptions.DEFAULT.withSeverity(Severity.WARNING)));

  @Parameter Server server;
  @TempDir Path folder;
  final ScriptedEngine engine = new ScriptedEngine();
  private World world;

  /** Starts a worker. */
  World world(Consumer<TruthoundPlugin.Builder> settings) {
    world =
        server.world(
            folder,
            cancelsInMemory(),
            plugin -> {
              plugin
                  .addEngine(ScriptedEngine.NAME, engine)
                  .setSliceTarget(EVERY_BLOCK)
                  .setSlots(16)
                  .setMemoryLimit(1L << 30);
              settings.accept(plugin);
            });
    return world;
  }

  /** Says whether activities are cancelled in memory too: none may complete just then. */
  boolean cancelsInMemory() {
    return false;
  }

  /** Returns the worker of this test; starts it where it is not running. */
  World world() {
    return world == null ? world(plugin -> {}) : world;
  }

  @AfterEach
  void stopWorker() {
    if (world != null) {
      world.close();
    }
  }

  /** Writes so many files of ten rows. */
  Dataset files(int files) {
    return Tables.files(folder.resolve("data"), files, 10);
  }

  /** Returns what starts batches with the scripted engine. */
  BatchExecutor scripted(BatchConfig config) {
    return world().executor().setEngine(ScriptedEngine.NAME).setConfig(config).build();
  }

  /** Returns what starts batches with the built-in engine. */
  BatchExecutor real(BatchConfig config) {
    return world().executor().setConfig(config).build();
  }

  CheckResult check(Dataset dataset, BatchConfig config) {
    return scripted(config).checkBatch(dataset, RULES);
  }

  BatchHandle start(Dataset dataset, BatchConfig config) {
    return scripted(config).startCheck(dataset, RULES);
  }

  History history(CheckResult result) {
    return history(result.workflowId());
  }

  History history(String workflowId) {
    return History.of(world(), workflowId);
  }

  /** Waits for a latch; the class's time limit ends a wait that never does. */
  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks until something is so; the class's time limit ends what never is. */
  static void waitUntil(BooleanSupplier so) {
    while (!so.getAsBoolean()) {
      // Asking without a pause would take a core from what is waited for.
      LockSupport.parkNanos(20_000_000);
    }
  }
}
