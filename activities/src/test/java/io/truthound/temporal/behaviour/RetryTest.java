package io.truthound.temporal.behaviour;

import static io.truthound.temporal.contract.WireNames.GIVE_UP_SLICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.truthound.temporal.World;
import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.PendingRetry;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.MaxLength;
import io.truthound.temporal.rule.ReferentialIntegrity;
import io.truthound.temporal.rule.Regex;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Unique;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Attempts that fail, what they leave behind, and data that changes between them. */
class RetryTest extends Behaviour {
  private static final BatchConfig CONFIG = BatchConfig.DEFAULT.withRetryPolicy(TWICE);

  private HookedStore hookedStore() {
    HookedStore store = HookedStore.at(folder);
    world(plugin -> plugin.addStore(store));
    return store;
  }

  @Test
  void aSliceRetriedAfterItsResultWasWrittenIsNotScannedAgain() {
    Dataset dataset = files(3);
    engine.slice(1, scan -> scan.fails(0, 4));
    hookedStore().after("slice-00000001.json", RetryTest::answerIsLost);

    CheckResult result = check(dataset, CONFIG);

    assertThat(engine.scans()).containsExactly(0, 1, 2);
    assertThat(attempts(result)).containsExactly(1, 1, 2, 1, 1);
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(30, 4));
    assertThat(result.chunks()).isEqualTo(new StatusCounts(2, 0, 1, 0, 0));
  }

  @Test
  void aPlanningRetriedAfterThePlanWasWrittenDoesNotReplan() throws IOException {
    Dataset dataset = files(3);
    Path changed = Tables.file(folder.resolve("data"), 1);
    long bytes = Files.size(changed);
    List<byte[]> plan = new ArrayList<>();
    hookedStore()
        .after(
            "plan.json",
            () -> {
              plan.add(Files.readAllBytes(onlyPlan()));
              Files.write(changed, new byte[3]);
              answerIsLost();
            });

    CheckResult result = real(CONFIG).checkBatch(dataset, RULES);

    assertThat(attempts(result)).startsWith(2);
    assertThat(Files.readAllBytes(onlyPlan())).isEqualTo(plan.get(0));
    assertThat(result.chunks()).isEqualTo(new StatusCounts(2, 0, 0, 1, 0));
    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.ended()).isEqualTo(Ended.COMPLETED);
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(20, 0));
    sourceChanged(
        result,
        changed,
        "%s changed after it was planned: %d bytes then, 3 now".formatted(changed.toUri(), bytes));
  }

  @Test
  void tellsWhatIsTriedAgainAndWhy() throws Exception {
    CountDownLatch secondAttempt = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    hookedStore()
        .before(
            "plan.json",
            () -> {
              throw new IOException("the store is full");
            })
        .before(
            "plan.json",
            () -> {
              secondAttempt.countDown();
              holdUntil(asked);
            });

    BatchHandle batch = real(CONFIG).startCheck(files(1), RULES);
    secondAttempt.await();
    List<PendingRetry> retries = batch.retries();
    asked.countDown();

    assertThat(retries).containsExactly(new PendingRetry(WireNames.PLAN, 2, "the store is full"));
    assertThat(batch.result().status()).isEqualTo(Status.PASSED);
    assertThat(batch.retries()).isEmpty();
  }

  @Test
  void aSourceReplacedByOneOfTheSameSizeIsNoticed() {
    Dataset dataset = files(3);
    Path changed = Tables.file(folder.resolve("data"), 1);
    hookedStore()
        .after("plan.json", () -> Files.setLastModifiedTime(changed, FileTime.from(Instant.EPOCH)));

    CheckResult result = real(CONFIG).checkBatch(dataset, RULES);

    assertThat(result.chunks()).isEqualTo(new StatusCounts(2, 0, 0, 1, 0));
    sourceChanged(
        result,
        changed,
        "%s changed after it was planned: it was written again".formatted(changed.toUri()));
  }

  @Test
  void aSourceDeletedAfterPlanningIsNoticed() {
    Dataset dataset = files(3);
    Path gone = Tables.file(folder.resolve("data"), 2);
    hookedStore().after("plan.json", () -> Files.delete(gone));

    CheckResult result = real(CONFIG).checkBatch(dataset, RULES);

    assertThat(result.chunks()).isEqualTo(new StatusCounts(2, 0, 0, 1, 0));
    assertThat(result.errors().get(0).firstChunk()).isEqualTo(2);
    sourceChanged(result, gone, "%s is gone since it was planned".formatted(gone.toUri()));
  }

  private void sourceChanged(CheckResult result, Path source, String message) {
    assertThat(result.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.type()).isEqualTo(FailureTypes.SOURCE_CHANGED);
              assertThat(error.source()).isEqualTo(source.toUri().toString());
              assertThat(error.chunks()).isEqualTo(1);
              assertThat(error.message()).isEqualTo(message);
            });
    assertThat(history(result).scheduled(GIVE_UP_SLICE)).isEmpty();
    assertThat(attempts(result).subList(1, 4)).containsOnly(1);
  }

  @Test
  void infrastructureThatNeverRecoversMakesExactlyThoseChunksError() {
    Dataset dataset = files(5);
    engine
        .slice(0, scan -> scan.fails(1, 1))
        .slice(1, RetryTest::diskFails)
        .slice(2, scan -> scan.fails(0, 5))
        .slice(4, RetryTest::diskFails);

    CheckResult result = check(dataset, CONFIG.withExecutionStrategy(ExecutionStrategy.PARALLEL));

    assertThat(engine.scansOf(1)).isEqualTo(2);
    assertThat(engine.scansOf(4)).isEqualTo(2);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(1, 1, 1, 2, 0));
    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.ended()).isEqualTo(Ended.COMPLETED);
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(30, 5));
    assertThat(result.rules().get(0).status()).isEqualTo(Status.FAILED);
    assertThat(result.errors())
        .extracting(ChunkError::firstChunk, ChunkError::type, ChunkError::message)
        .containsExactly(
            tuple(1L, FailureTypes.SLICE_FAILED, "disk on fire"),
            tuple(4L, FailureTypes.SLICE_FAILED, "disk on fire"));
    assertThat(BatchArtifacts.report(result.report()).errors()).isEqualTo(result.errors());
  }

  @Test
  void aSliceThatDoesNotFitIntoMemoryIsNotTriedAgain() throws Exception {
    // A page of 32 MB, which is read as a whole.
    Path data =
        largeBetweenSmall(
            "SELECT i AS x, md5(i::VARCHAR) || md5((-i)::VARCHAR) AS s FROM range(%d) t(i)",
            500_000);

    CheckResult result =
        real(CONFIG)
            .checkBatch(
                Dataset.parquet(data.toString()),
                RuleSet.of(new InRange("x", 0, null), new MaxLength("s", 63)));

    assertThat(attempts(result)).containsOnly(1);
    assertThat(result.rules().get(1).tally()).isEqualTo(new Tally(20, 20));
    assertThat(result.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.type()).isEqualTo(FailureTypes.MEMORY_EXHAUSTED);
              assertThat(error.source()).isEqualTo(Tables.file(data, 1).toUri().toString());
              assertThat(error.message())
                  .startsWith("Cannot scan " + error.source() + ": Out of Memory Error: ")
                  .endsWith(
                      "/32.0 MiB used) (what helps: a larger memory limit of the worker, or smaller"
                          + " row groups and pages)");
            });
  }

  @Test
  void aSliceThatDoesNotFitIntoASlotHasTheMemoryOfAll() throws Exception {
    RuleSet rules =
        RuleSet.of(new Regex("t", ".*[1-9]"), new InRange("x", 0, 189_998), new MaxLength("s", 64));

    CheckResult result = checkWithLittleMemory(rules, List.of());

    assertThat(result.rules())
        .extracting(RuleResult::tally)
        .containsExactly(new Tally(190_020, 19_002), new Tally(190_020, 1), new Tally(190_020, 0));
    assertThat(result.rules().get(1).samples())
        .singleElement()
        .satisfies(row -> assertThat(row.row()).isEqualTo(189_999));
  }

  @Test
  void whatWasCountedBeforeMemoryRanOutIsNotCountedTwice() throws Exception {
    RuleSet rules = RuleSet.of(new InRange("x", 0, 189_998));

    CheckResult result = checkWithLittleMemory(rules, List.of("s"));

    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(190_020, 1));
    assertThat(BatchArtifacts.report(result.report()).rules().get(0).samples())
        .singleElement()
        .satisfies(row -> assertThat(row.key()).containsEntry("s", "s".repeat(58) + "189999"));
  }

  @Test
  void keysThatDoNotFitIntoASlotHaveTheMemoryOfAll() throws Exception {
    CheckResult result = checkWithLittleMemory(RuleSet.of(new Unique("t")), List.of());

    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(190_020, 20));
    assertThat(BatchArtifacts.report(result.report()).rules().get(0).samples().get(0).values())
        .isEqualTo(Map.of("t", "t".repeat(63) + "0"));
  }

  @Test
  void keysThatDoNotFitIntoMemoryAreNotCountedAgain() throws Exception {
    Path data = largeBetweenSmall("SELECT lpad(i::VARCHAR, 64, 's') AS s FROM range(%d) t(i)", 10);
    Dataset other =
        Tables.group(
            folder.resolve("other.parquet"),
            "SELECT md5(i::VARCHAR) || md5((-i)::VARCHAR) AS s FROM range(500000) t(i)");

    CheckResult result =
        real(CONFIG)
            .checkBatch(
                Dataset.parquet(data.toString()),
                RuleSet.of(
                    new ReferentialIntegrity("s", other.uris().get(0)), new MaxLength("s", 64)));

    assertThat(attempts(result)).containsOnly(1);
    assertThat(result.rules().get(0).status()).isEqualTo(Status.ERROR);
    assertThat(result.rules().get(0).message())
        .startsWith("its keys could not be counted: Cannot count keys: Out of Memory Error: ")
        .endsWith(
            "/32.0 MiB used) (what helps: a larger memory limit of the worker, or smaller row groups"
                + " and pages)");
    assertThat(result.chunks()).isEqualTo(new StatusCounts(3, 0, 0, 0, 0));
  }

  /** Writes a file of so many rows between two of ten, for a worker of 32 MiB and two slots. */
  private Path largeBetweenSmall(String rows, int large) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    for (int file = 0; file < 3; file++) {
      Tables.group(Tables.file(data, file), rows.formatted(file == 1 ? large : 10));
    }
    world(plugin -> plugin.setSlots(2).setMemoryLimit(32L << 20));
    return data;
  }

  private CheckResult checkWithLittleMemory(RuleSet rules, List<String> keys) throws Exception {
    // Two pages of 13 MB: a slot holds none of them, all slots hold one.
    Path data =
        largeBetweenSmall(
            "SELECT i AS x, lpad(i::VARCHAR, 64, 's') AS s, lpad(i::VARCHAR, 64, 't') AS t FROM range(%d) t(i)",
            190_000);

    CheckResult result =
        world()
            .executor()
            .setConfig(CONFIG)
            .setKeys(keys)
            .build()
            .checkBatch(Dataset.parquet(data.toString()), rules);

    assertThat(attempts(result)).containsOnly(1);
    assertThat(result.errors()).isEmpty();
    return result;
  }

  @Test
  void aSliceThatTheHeapIsTooSmallForIsNotTriedAgain() {
    Dataset dataset = files(3);
    List<long[]> all = new ArrayList<>();
    hookedStore().before("slice-00000001.json", () -> all.add(new long[Integer.MAX_VALUE - 8]));

    CheckResult result = check(dataset, CONFIG);

    assertThat(attempts(result)).containsOnly(1);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(2, 0, 0, 1, 0));
    assertThat(result.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.type()).isEqualTo(FailureTypes.MEMORY_EXHAUSTED);
              assertThat(error.message())
                  .isEqualTo(
                      "Out of memory in the worker's JVM, whose heap is at most %,d MB: Java heap"
                              .formatted(Runtime.getRuntime().maxMemory() >> 20)
                          + " space (what helps: a larger heap, as by -Xmx1g or"
                          + " TRUTHOUND_JAVA_OPTIONS=-Xmx1g, or fewer slots)");
            });
  }

  @Test
  void aChunkTimeoutThatNeverHoldsLeavesOtherChunksTheirVerdicts() {
    Dataset dataset = files(4);
    engine.slice(1, ScriptedEngine.Scan::hangs).slice(3, scan -> scan.fails(0, 10));

    CheckResult result =
        check(
            dataset,
            CONFIG
                .withExecutionStrategy(ExecutionStrategy.PARALLEL)
                .withChunkTimeout(Duration.ofSeconds(3)));

    assertThat(result.chunks()).isEqualTo(new StatusCounts(2, 0, 1, 1, 0));
    assertThat(result.errors())
        .extracting(ChunkError::firstChunk, ChunkError::type)
        .containsExactly(tuple(1L, FailureTypes.SLICE_TIMED_OUT));
  }

  private static void diskFails(ScriptedEngine.Scan scan) throws IOException {
    throw new IOException("disk on fire");
  }

  private static void answerIsLost() throws IOException {
    throw new IOException("the answer of the store is lost");
  }

  /** Returns the attempt that each activity's answer came from, by the order of their start. */
  private List<Integer> attempts(CheckResult result) {
    return history(result).attempts();
  }

  private Path onlyPlan() throws IOException {
    World world = world();
    try (var runs = Files.list(world.store().resolve("runs"))) {
      return runs.findFirst().orElseThrow().resolve("plan.json");
    }
  }

  private static void holdUntil(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
