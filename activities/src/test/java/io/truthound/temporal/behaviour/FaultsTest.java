package io.truthound.temporal.behaviour;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.Seeds;
import io.truthound.temporal.World;
import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.config.RetryPolicy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.storage.local.LocalArtifactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Batches in a world that fails: a store that does not answer, slices that fail, take their time
 * and finish in any order, batches that are cancelled and workflows that continue as new ones. What
 * is counted is right, whatever was in the way; what could not be counted is ERROR, and no batch
 * hangs.
 */
class FaultsTest {
  private static final int CHUNKS = 30;
  private static final int ROWS = 10;

  private static Path folder;
  private static FaultyStore store;
  private static ScriptedEngine engine;
  private static World world;
  private static Dataset dataset;

  @BeforeContainer
  static void open() throws IOException {
    folder = Files.createTempDirectory("truthound-faults-");
    store = new FaultyStore(LocalArtifactStore.at(folder.resolve("store")));
    engine = new ScriptedEngine();
    dataset = Tables.files(folder.resolve("data"), CHUNKS, ROWS);
    world =
        World.at(
            folder,
            plugin ->
                plugin
                    .addStore(store)
                    .addEngine(ScriptedEngine.NAME, engine)
                    .setSliceTarget(Behaviour.EVERY_BLOCK)
                    .setSlots(8)
                    .setActivitiesInOneRun(12)
                    .setMemoryLimit(1L << 30)
                    .forInMemoryServer());
  }

  @AfterContainer
  static void close() throws IOException {
    world.close();
    ScratchFolders.delete(folder);
  }

  /** What a batch goes through. */
  private static final class Scene {
    final long[] failing = new long[CHUNKS];
    final TreeSet<Integer> hopeless = new TreeSet<>();
    final ConcurrentSkipListSet<Integer> begun = new ConcurrentSkipListSet<>();
    final BatchConfig config;
    final boolean cancelled;

    Scene(Random random) {
      engine.forget();
      for (int chunk = 0; chunk < CHUNKS; chunk++) {
        // Rule 0 tolerates one failing row of ten, rule 1 warns of any.
        failing[chunk] = random.nextInt(6) == 0 ? random.nextInt(4) : 0;
        boolean never = random.nextInt(12) == 0;
        if (never) {
          hopeless.add(chunk);
        }
        script(chunk, never ? Integer.MAX_VALUE : random.nextInt(3), random.nextInt(3));
      }
      config =
          BatchConfig.DEFAULT
              .withBatchSize(ROWS)
              .withExecutionStrategy(
                  random.nextBoolean() ? ExecutionStrategy.SEQUENTIAL : ExecutionStrategy.PARALLEL)
              .withMaxWorkers(1 + random.nextInt(8))
              .withFailFast(random.nextInt(4) == 0)
              .withRetryPolicy(new RetryPolicy(Duration.ofMillis(5), 1, Duration.ofMillis(5), 8));
      cancelled = random.nextInt(5) == 0;
    }

    private void script(int chunk, int failures, int millis) {
      engine.slice(
          chunk,
          scan -> {
            begun.add(chunk);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis * 5L));
            if (scan.attempt() <= failures) {
              throw new IOException("no route to chunk " + chunk);
            }
            scan.fails(0, failing[chunk]);
            scan.fails(1, failing[chunk]);
          });
    }

    Status status(int chunk) {
      return failing[chunk] > 1
          ? Status.FAILED
          : failing[chunk] == 1 ? Status.WARNING : Status.PASSED;
    }
  }

  @Property(seed = SUITE, tries = 15, shrinking = ShrinkingMode.OFF)
  void noBatchIsWronglyPassedOrStuck(@ForAll long seed) {
    Seeds.each(seed, FaultsTest::check);
  }

  private static void check(long seed) {
    Random random = new Random(seed);
    engine.forgetScans();
    Scene scene = new Scene(random);
    store.fails(seed, random.nextInt(3) * 0.03);
    BatchHandle batch =
        world
            .executor()
            .setEngine(ScriptedEngine.NAME)
            .setConfig(scene.config)
            .build()
            .startCheck(dataset, Behaviour.RULES);
    if (scene.cancelled) {
      Behaviour.waitUntil(() -> scene.begun.size() > 3 || isOver(batch));
      batch.cancel();
    }
    CheckResult result;
    try {
      result = batch.result();
    } catch (CancellationException cancelled) {
      assertThat(scene.cancelled).isTrue();
      store.fails(seed, 0);
      batch.partialResult(store.uri()).ifPresent(known -> isRight(known, scene, Ended.CANCELLED));
      return;
    } catch (BatchExecutionException failed) {
      // Three slices in a row that cannot be scanned; or a plan or report that the store never
      // took.
      CheckResult known = failed.partialResult();
      if (known != null) {
        isRight(known, scene, Ended.ABORTED);
      }
      return;
    }
    isRight(result, scene, scene.config.failFast() ? result.ended() : Ended.COMPLETED);
  }

  private static boolean isOver(BatchHandle batch) {
    return batch.progress().report() != null;
  }

  /** Every chunk that is no ERROR has its own verdict; tallies are theirs, and none is left out. */
  private static void isRight(CheckResult result, Scene scene, Ended ended) {
    assertThat(result.ended()).isEqualTo(ended);
    int reached = (int) (result.chunks().total() - result.chunks().skipped());
    TreeSet<Integer> errors = new TreeSet<>();
    result
        .errors()
        .forEach(
            error -> {
              for (long at = 0; at < error.chunks(); at++) {
                errors.add((int) (error.firstChunk() + at));
              }
            });
    StatusCounts counts = StatusCounts.NONE;
    long evaluated = 0;
    long failed = 0;
    for (int chunk = 0; chunk < reached; chunk++) {
      boolean lost = errors.contains(chunk);
      counts = counts.plus(lost ? Status.ERROR : scene.status(chunk), 1);
      evaluated += lost ? 0 : ROWS;
      failed += lost ? 0 : scene.failing[chunk];
      assertThat(lost || !scene.hopeless.contains(chunk)).as("chunk %d", chunk).isTrue();
    }
    counts = counts.plus(Status.SKIPPED, CHUNKS - reached);
    assertThat(result.chunks()).isEqualTo(counts);
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(evaluated, failed));
    assertThat(result.rules().get(1).tally()).isEqualTo(new Tally(evaluated, failed));
    if (!errors.isEmpty() || (ended != Ended.COMPLETED && ended != Ended.FAIL_FAST)) {
      assertThat(result.status()).isEqualTo(Status.ERROR);
    } else if (ended == Ended.COMPLETED) {
      Status rule0 = failed * 10 > evaluated ? Status.FAILED : Status.PASSED;
      Status rule1 = failed > 0 ? Status.WARNING : Status.PASSED;
      assertThat(result.status()).isEqualTo(rule0.worse(rule1));
    } else {
      assertThat(result.status()).isEqualTo(Status.FAILED);
    }
  }
}
