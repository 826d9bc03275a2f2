package io.truthound.temporal.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.contract.HistoryEntry;
import io.truthound.temporal.contract.HistoryNote;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What histories promise in every kind of store. */
@Timeout(60)
public abstract class DatasetHistoryContract {
  private static final int RUNS = 4;
  private static final int ATTEMPTS = 3;

  /** Returns an empty store. */
  protected abstract ArtifactStore store() throws IOException;

  private static HistoryEntry entry(String dataset, String run) {
    ArtifactRef report = new ArtifactRef("file:/store/runs/" + run + "/profile.json", "00", 1);
    return HistoryEntry.of(
        run,
        Operation.PROFILE,
        new HistoryNote("workflow of " + run, Instant.EPOCH, Duration.ofSeconds(3), null),
        new ProfileResult(
            "",
            "",
            Status.PASSED,
            Ended.COMPLETED,
            Duration.ZERO,
            new DatasetSummary(dataset, 1, 10, 100),
            StatusCounts.NONE.plus(Status.PASSED, 1),
            10,
            0,
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            report,
            false),
        report);
  }

  private static void add(ArtifactStore store, String dataset, String run) throws IOException {
    new DatasetHistory(store, dataset)
        .add(entry(dataset, run), new RunArtifacts(store, new RunFolder(store.uri(), run)));
  }

  private static List<String> runs(ArtifactStore store, String dataset) throws IOException {
    DatasetHistory history = new DatasetHistory(store, dataset);
    List<String> runs = new ArrayList<>();
    for (long number = 1; number <= history.last(); number++) {
      runs.add(history.entry(number).runId());
    }
    return runs;
  }

  @Test
  void anEntryIsReadAsItWasWritten() throws IOException {
    ArtifactStore store = store();
    add(store, "orders", "a");

    assertThat(new DatasetHistory(store, "orders").entry(1)).isEqualTo(entry("orders", "a"));
  }

  @Test
  void runsStandInTheOrderInWhichTheyWereWrittenByDataset() throws IOException {
    ArtifactStore store = store();
    List<String> runs = IntStream.range(0, 11).mapToObj(run -> "run-" + run).toList();
    for (String run : runs) {
      add(store, "orders", run);
    }
    add(store, "returns", "other");

    assertThat(runs(store, "orders")).isEqualTo(runs);
    assertThat(runs(store, "returns")).containsExactly("other");
    assertThat(runs(store, "nobody")).isEmpty();
  }

  @Test
  void aRunThatIsAddedAgainAfterManyOthersHasOneEntry() throws IOException {
    ArtifactStore store = store();
    for (String run : List.of("a", "b", "c", "a", "d", "a", "b")) {
      add(store, "orders", run);
    }

    assertThat(runs(store, "orders")).containsExactly("a", "b", "c", "d");
  }

  @Test
  void anAttemptThatEndsBeforeItsEntryIsWrittenLeavesNoGap() throws IOException {
    ArtifactStore store = store();
    add(store, "orders", "a");
    byte[] start = "{\"from\":2}".getBytes(UTF_8);
    assertThat(store.putIfAbsent("runs/late/" + RunPaths.HISTORY, start)).isTrue();
    add(store, "orders", "b");
    add(store, "orders", "c");

    add(store, "orders", "late");
    add(store, "orders", "late");

    assertThat(runs(store, "orders")).containsExactly("a", "b", "c", "late");
  }

  @Test
  void manyRunsAndAttemptsAtOnceHaveOneEntryForEachRun() throws Exception {
    ArtifactStore store = store();
    ExecutorService writers = Executors.newFixedThreadPool(RUNS * ATTEMPTS);
    CyclicBarrier together = new CyclicBarrier(RUNS * ATTEMPTS);
    for (int round = 0; round < 5; round++) {
      List<Future<?>> attempts = new ArrayList<>();
      for (int attempt = 0; attempt < RUNS * ATTEMPTS; attempt++) {
        String run = "run-%d-%d".formatted(round, attempt % RUNS);
        attempts.add(
            writers.submit(
                () -> {
                  together.await();
                  add(store, "orders", run);
                  return null;
                }));
      }
      for (Future<?> attempt : attempts) {
        attempt.get();
      }
    }
    writers.shutdown();

    List<String> all = runs(store, "orders");

    assertThat(all).hasSize(5 * RUNS).doesNotHaveDuplicates();
    for (int round = 0; round < 5; round++) {
      String prefix = "run-%d-".formatted(round);
      assertThat(all.subList(round * RUNS, (round + 1) * RUNS))
          .allSatisfy(run -> assertThat(run).startsWith(prefix));
    }
  }
}
