package io.truthound.temporal.behaviour;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.client.AggregationException;
import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Batches that are cancelled, refused, damaged or terminated, and what their caller sees. */
class EndingTest extends Behaviour {
  private static final BatchConfig CONFIG =
      BatchConfig.DEFAULT.withExecutionStrategy(ExecutionStrategy.PARALLEL).withRetryPolicy(TWICE);

  @Test
  void aCancelledBatchTellsItsEngineAndLeavesWhatItKnew() throws InterruptedException {
    Dataset dataset = files(6);
    CountDownLatch scanning = new CountDownLatch(2);
    engine
        .slice(0, scan -> scan.fails(0, 2))
        .slices(
            2,
            6,
            scan -> {
              scanning.countDown();
              scan.hangs();
            });
    BatchHandle batch = start(dataset, CONFIG.withMaxWorkers(2));
    scanning.await();

    batch.cancel();

    assertThatThrownBy(batch::result)
        .isInstanceOf(CancellationException.class)
        .hasMessage("Batch " + batch.id() + " was cancelled");
    assertThat(world().client().newUntypedWorkflowStub(batch.id()).describe().getStatus())
        .isEqualTo(WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(engine.stopped()).containsExactlyInAnyOrder(2, 3);
    CheckResult partial = batch.partialResult(world().store().toUri().toString()).orElseThrow();
    assertThat(partial.ended()).isEqualTo(Ended.CANCELLED);
    assertThat(partial.status()).isEqualTo(Status.ERROR);
    assertThat(partial.chunks()).isEqualTo(new StatusCounts(1, 0, 1, 0, 4));
    assertThat(partial.rules().get(0).tally()).isEqualTo(new Tally(20, 2));
    assertThat(partial.rules().get(0).samples()).hasSize(2);
    assertThat(partial.workflowId()).isEqualTo(batch.id());
    assertThat(partial.failureMessage()).isEqualTo("The batch was cancelled");
  }

  /** The only slot is taken, and others wait for it. */
  @Test
  void theReportWaitsForNothingThatTheBatchAbandoned() throws InterruptedException {
    world(plugin -> plugin.setSlots(1));
    CountDownLatch scanning = new CountDownLatch(1);
    engine.slices(
        0,
        4,
        scan -> {
          scanning.countDown();
          scan.hangs();
        });
    BatchHandle batch = start(files(4), CONFIG.withMaxWorkers(3));
    scanning.await();

    batch.cancel();

    assertThatThrownBy(batch::result).isInstanceOf(CancellationException.class);
    // Servers do not promise to hand out first what was scheduled first.
    assertThat(engine.stopped()).contains(engine.scans().get(0));
    CheckResult partial = batch.partialResult(world().store().toUri().toString()).orElseThrow();
    assertThat(partial.chunks()).isEqualTo(new StatusCounts(0, 0, 0, 0, 4));
  }

  @Test
  void aBatchCancelledWhilePlanningScansNothing() throws InterruptedException {
    CountDownLatch planned = new CountDownLatch(1);
    CountDownLatch planning = engine.preparesAfter(planned);
    BatchHandle batch = start(files(2), CONFIG);
    planning.await();

    batch.cancel();

    assertThatThrownBy(batch::result).isInstanceOf(CancellationException.class);
    assertThat(world().client().newUntypedWorkflowStub(batch.id()).describe().getStatus())
        .isEqualTo(WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(batch.partialResult(world().store().toUri().toString())).isEmpty();
    planned.countDown();
    assertThat(engine.scans()).isEmpty();
  }

  @Test
  void cancellingABatchThatIsOverChangesNothing() {
    BatchHandle batch = start(files(1), CONFIG);
    CheckResult result = batch.result();

    batch.cancel();

    assertThat(batch.result()).isEqualTo(result);
  }

  @Test
  void aMisspeltColumnIsAChunkingException() {
    Dataset dataset = files(1);

    assertThatThrownBy(() -> real(CONFIG).checkBatch(dataset, RuleSet.of(new NotNull("xx"))))
        .isInstanceOf(ChunkingException.class)
        .hasMessageContaining("unknown column \"xx\"")
        .hasMessageContaining("\"x\"");
  }

  @Test
  void aFileThatIsNotThereIsAChunkingException() {
    Path missing = folder.resolve("missing.parquet");

    assertThatThrownBy(() -> real(CONFIG).checkBatch(Dataset.parquet(missing.toString()), RULES))
        .isInstanceOf(ChunkingException.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void aPlanDeletedBeforeTheReportReadsItIsAnAggregationException() {
    Dataset dataset = files(3);
    engine.slice(0, scan -> Files.delete(plan()));

    assertThatThrownBy(
            () -> check(dataset, CONFIG.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL)))
        .isInstanceOf(AggregationException.class)
        .hasMessageMatching("No artifact runs/.*/plan.json in file:.*");
    assertThat(engine.scans()).containsExactly(0, 1, 2);
  }

  @Test
  void aPlanAlteredBeforeTheReportReadsItIsAnAggregationException() {
    Dataset dataset = files(3);
    engine.slice(0, scan -> Files.writeString(plan(), "{}"));

    assertThatThrownBy(
            () -> check(dataset, CONFIG.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL)))
        .isInstanceOf(AggregationException.class)
        .hasMessageMatching(
            "Artifact runs/.*/plan.json in file:.* was altered: its SHA-256 is not [0-9a-f]{64}");
    assertThat(engine.scans()).containsExactly(0, 1, 2);
  }

  @Test
  void aPartOfThePlanDeletedBeforeASliceReadsItIsAnAggregationException() {
    Dataset dataset = files(65);
    engine.slice(0, scan -> Files.delete(lastPart()));

    assertThatThrownBy(
            () -> check(dataset, CONFIG.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL)))
        .isInstanceOf(AggregationException.class)
        .hasMessageMatching("No artifact runs/.*/plan-[0-9a-f]{64}.json in file:.*");
    assertThat(engine.scans()).isEqualTo(IntStream.range(0, 64).boxed().toList());
  }

  @Test
  void aPartOfThePlanAlteredBeforeASliceReadsItIsAnAggregationException() {
    Dataset dataset = files(65);
    engine.slice(0, scan -> Files.writeString(lastPart(), "{}"));

    assertThatThrownBy(
            () -> check(dataset, CONFIG.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL)))
        .isInstanceOf(AggregationException.class)
        .hasMessageMatching(
            "Artifact runs/.*/plan-.* in file:.* was altered: its SHA-256 is not [0-9a-f]{64}");
    assertThat(engine.scans()).isEqualTo(IntStream.range(0, 64).boxed().toList());
  }

  @Test
  void aResultDeletedBeforeTheReportReadsItIsAnAggregationException() {
    Dataset dataset = files(2);
    engine.slice(1, scan -> Files.delete(plan().resolveSibling("slice-00000000.json")));

    assertThatThrownBy(
            () -> check(dataset, CONFIG.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL)))
        .isInstanceOf(AggregationException.class)
        .hasMessageMatching("No artifact runs/.*/slice-00000000.json in file:.*");
  }

  @Test
  void aTerminatedBatchIsABatchExecutionException() throws InterruptedException {
    CountDownLatch scanning = new CountDownLatch(1);
    engine.slice(
        0,
        scan -> {
          scanning.countDown();
          scan.hangs();
        });
    BatchHandle batch = start(files(1), CONFIG);
    scanning.await();

    world().client().newUntypedWorkflowStub(batch.id()).terminate("enough");

    assertThatThrownBy(batch::result)
        .isInstanceOf(BatchExecutionException.class)
        .hasMessageStartingWith("Batch " + batch.id() + " was terminated")
        .satisfies(
            failed -> assertThat(((BatchExecutionException) failed).partialResult()).isNull());
  }

  /** Returns the part that has one slice; the other has 64. */
  private Path lastPart() throws IOException {
    try (var parts = Files.newDirectoryStream(plan().getParent(), "plan-*.json")) {
      return StreamSupport.stream(parts.spliterator(), false)
          .min(Comparator.comparingLong(part -> part.toFile().length()))
          .orElseThrow();
    }
  }

  private Path plan() throws IOException {
    try (var runs = Files.list(world().store().resolve("runs"))) {
      return runs.findFirst().orElseThrow().resolve("plan.json");
    }
  }
}
