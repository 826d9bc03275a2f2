package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.ArrowDatasets;
import io.truthound.temporal.StoredHistory;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.HistoryEntry;
import io.truthound.temporal.contract.HistoryRule;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.Mean;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Severity;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

/** Each run of a dataset leaves one entry in its history. */
class DatasetHistoryTest extends RealBehaviour {
  private static final BatchConfig PARALLEL =
      BatchConfig.DEFAULT.withExecutionStrategy(ExecutionStrategy.PARALLEL);

  private Dataset ids(int rows) {
    return Tables.table(
        folder.resolve("t.parquet"), "SELECT i AS id FROM range(%d) t(i)".formatted(rows));
  }

  /** Returns a dataset's history, the newest first. */
  private List<HistoryEntry> entries(String dataset) {
    try {
      return StoredHistory.in(folder.resolve("store").toString()).of(dataset).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aChecksEntryHasItsFigures() {
    RuleSet rules =
        RuleSet.of(new InRange("id", 5, null), new InRange("id", 0, 7), new Mean("id", 0, 100));

    CheckResult result = real(PARALLEL.withBatchSize(4)).checkBatch(ids(10), rules);

    HistoryEntry entry = entries("numbers").get(0);
    assertThat(entries("numbers")).hasSize(1);
    assertThat(entry.operation()).isEqualTo(Operation.CHECK);
    assertThat(entry.runId()).isEqualTo(result.runId());
    assertThat(entry.workflowId()).isEqualTo(result.workflowId());
    assertThat(entry.status()).isEqualTo(Status.FAILED);
    assertThat(entry.ended()).isEqualTo(result.ended());
    assertThat(entry.dataset()).isEqualTo(result.dataset());
    assertThat(entry.chunks()).isEqualTo(new StatusCounts(0, 0, 3, 0, 0));
    assertThat(entry.report()).isEqualTo(result.report());
    assertThat(entry.scheduled()).isNull();
    assertThat(entry.duration()).isLessThanOrEqualTo(result.duration());
    assertThat(entry.begun())
        .isEqualTo(
            world()
                .client()
                .newUntypedWorkflowStub(result.workflowId())
                .describe()
                .getExecutionTime()
                .truncatedTo(ChronoUnit.MILLIS));
    assertThat(entry.verdicts()).isEqualTo(new StatusCounts(1, 0, 2, 0, 0));
    Severity severity = result.rules().get(0).severity();
    List<String> id = List.of("id");
    assertThat(entry.rules())
        .containsExactly(
            new HistoryRule("in_range", null, id, 0, severity, Status.FAILED, 10, 5, null),
            new HistoryRule("in_range", null, id, 1, severity, Status.FAILED, 10, 2, null),
            new HistoryRule(
                "mean", null, id, 0, severity, Status.PASSED, 10, 0, new BigDecimal("4.5")));
  }

  @Test
  void profilesAndLearnsAreRunsToo() {
    ProfileResult profile = real(PARALLEL).profileBatch(ids(10));
    LearnResult learned = real(PARALLEL).learnBatch(ids(20));

    List<HistoryEntry> entries = entries("numbers");

    assertThat(entries)
        .extracting(HistoryEntry::operation)
        .containsExactly(Operation.LEARN, Operation.PROFILE);
    assertThat(entries)
        .extracting(HistoryEntry::runId)
        .containsExactly(learned.runId(), profile.runId());
    assertThat(entries).extracting(entry -> entry.dataset().rows()).containsExactly(20L, 10L);
    assertThat(entries)
        .extracting(HistoryEntry::report)
        .containsExactly(learned.report(), profile.report());
  }

  @Test
  void aLearnForACheckIsAPartOfIt() {
    CheckResult result = real(PARALLEL).checkBatch(ids(10));

    assertThat(entries("numbers")).extracting(HistoryEntry::runId).containsExactly(result.runId());
  }

  @Test
  void eachDatasetOfAListHasAHistory() {
    Dataset data = ids(10);

    real(PARALLEL)
        .checkBatch(List.of(data.named("a"), data.named("b")), RuleSet.of(new NotNull("id")));

    assertThat(entries("a")).hasSize(1);
    assertThat(entries("b")).hasSize(1);
  }

  @Test
  void dataOfMemoryThatNobodyNamedHasNone() throws IOException {
    Dataset staged;
    try (RootAllocator memory = new RootAllocator();
        IntVector ids = new IntVector("id", memory)) {
      ids.allocateNew(1);
      ids.set(0, 1);
      ids.setValueCount(1);
      staged =
          ArrowDatasets.in(folder.resolve("store").toString())
              .stage(new VectorSchemaRoot(List.of(ids)));
    }

    CheckResult result = real(PARALLEL).checkBatch(staged, RuleSet.of(new NotNull("id")));

    assertThat(entries(result.dataset().name())).isEmpty();
  }

  @Test
  void theTimeOfTheDataIsTheTimeOfTheEntry() {
    ZonedDateTime time = ZonedDateTime.of(2026, 1, 31, 3, 0, 0, 0, ZoneOffset.UTC);

    world()
        .executor()
        .setConfig(PARALLEL)
        .setScheduledTime(time)
        .build()
        .checkBatch(ids(10), RuleSet.of(new NotNull("id")));

    assertThat(entries("numbers")).extracting(HistoryEntry::time).containsExactly(time.toInstant());
  }

  @Test
  void ofManyRulesThoseThatDidNotPassAreKept() {
    List<Rule> rules = new ArrayList<>(Collections.nCopies(700, new NotNull("id")));
    rules.add(new InRange("id", 5, null));

    real(PARALLEL).checkBatch(ids(10), new RuleSet(rules));

    HistoryEntry entry = entries("numbers").get(0);
    assertThat(entry.verdicts()).isEqualTo(new StatusCounts(700, 0, 1, 0, 0));
    assertThat(entry.rules()).extracting(HistoryRule::type).containsExactly("in_range");
    assertThat(entry.rules()).extracting(HistoryRule::failed).containsExactly(5L);
  }

  @Test
  void aReportThatIsTriedAgainLeavesOneEntryWhereverItBrokeOff() {
    HookedStore store = HookedStore.at(folder);
    world(plugin -> plugin.addStore(store));
    for (String artifact : List.of("report.json", "history.json", "history-00000001.json")) {
      String dataset = "after " + artifact;
      store.after(
          artifact,
          () -> {
            throw new IOException("the store does not answer");
          });

      CheckResult result =
          real(PARALLEL).checkBatch(ids(10).named(dataset), RuleSet.of(new NotNull("id")));

      assertThat(entries(dataset))
          .as(dataset)
          .extracting(HistoryEntry::runId)
          .containsExactly(result.runId());
    }
  }

  @Test
  void aBatchThatIsCancelledIsARun() throws InterruptedException {
    Dataset dataset = files(2);
    CountDownLatch scanning = new CountDownLatch(1);
    engine.slice(
        1,
        scan -> {
          scanning.countDown();
          scan.hangs();
        });
    BatchHandle batch = start(dataset, PARALLEL);
    scanning.await();

    batch.cancel();
    assertThatThrownBy(batch::result).isInstanceOf(CancellationException.class);

    assertThat(entries("numbers")).extracting(HistoryEntry::ended).containsExactly(Ended.CANCELLED);
    assertThat(entries("numbers").get(0).workflowId()).isEqualTo(batch.id());
  }
}
