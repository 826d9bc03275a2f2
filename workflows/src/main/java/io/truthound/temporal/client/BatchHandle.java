package io.truthound.temporal.client;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.PlanResult;
import io.truthound.temporal.result.ProfileResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A batch that was started, by this process or another. Safe for use by many threads. */
public final class BatchHandle {
  private final WorkflowClient client;
  private final String id;
  private final @Nullable String runId;
  private final Telling hooks;

  BatchHandle(WorkflowClient client, String id, @Nullable String runId) {
    this(client, id, runId, Telling.NOBODY);
  }

  private BatchHandle(WorkflowClient client, String id, @Nullable String runId, Telling hooks) {
    this.client = client;
    this.id = id;
    this.runId = runId;
    this.hooks = hooks;
  }

  /** Finds a batch by its workflow's id; asks no server yet. */
  public static BatchHandle of(WorkflowClient client, String id) {
    return new BatchHandle(client, id, null);
  }

  /** Returns the same batch, of which these hooks hear, and whose answers wait for them. */
  BatchHandle telling(List<BatchHook> hooks) {
    return hooks.isEmpty()
        ? this
        : new BatchHandle(client, id, runId, tell(CompositeBatchHook.of(hooks)));
  }

  /** Returns the same without hooks: nothing waits for them. */
  BatchHandle quiet() {
    return new BatchHandle(client, id, runId);
  }

  /** Has hooks hear what happens in the batch, from its beginning on. */
  public HookSubscription addHooks(BatchHook... hooks) {
    return tell(CompositeBatchHook.of(hooks));
  }

  Telling tell(CompositeBatchHook hook) {
    return HookFeed.start(client, quiet(), hook);
  }

  /** Returns the id of the batch's workflow. */
  public String id() {
    return id;
  }

  /** Returns the id of the run that began the batch; asks the server where it is not known. */
  public String runId() {
    return runId != null ? runId : stub().describe().getFirstRunId();
  }

  /**
   * Waits for the answer. The rules of one that has too many for workflow history are read from its
   * report in the artifact store.
   *
   * @throws ChunkingException if planning is refused; nothing was scanned
   * @throws BatchExecutionException if the workflow failed or was terminated
   * @throws AggregationException if what slices found cannot be put together
   * @throws java.util.concurrent.CancellationException if the batch was cancelled
   * @throws IllegalStateException if the report has to be read and the class path has nothing that
   *     reads its store; the message names what to add
   */
  public CheckResult result() {
    return BatchArtifacts.unabridged(outcome(CheckResult.class));
  }

  /**
   * Waits for the answer of a profile. The columns of one that has too many for workflow history
   * are read from its report in the artifact store; else most frequent values are left out, which
   * {@link BatchArtifacts#profile} has.
   *
   * @throws ChunkingException if planning is refused; nothing was scanned
   * @throws BatchExecutionException if the workflow failed or was terminated
   * @throws AggregationException if what slices found cannot be put together
   * @throws java.util.concurrent.CancellationException if the batch was cancelled
   * @throws IllegalStateException if the batch is no profile, or the report has to be read and the
   *     class path has nothing that reads its store; the message names what to add
   */
  public ProfileResult profileResult() {
    return BatchArtifacts.unabridged(outcome(ProfileResult.class));
  }

  /**
   * Waits for the answer of a learn, with sets of values, schema and rules that workflow history
   * does not hold from its report in the artifact store.
   *
   * @throws ChunkingException if planning is refused; nothing was scanned
   * @throws BatchExecutionException if the workflow failed or was terminated
   * @throws AggregationException if what slices found cannot be put together
   * @throws java.util.concurrent.CancellationException if the batch was cancelled
   * @throws IllegalStateException if the batch is no learn, or the report has to be read and the
   *     class path has nothing that reads its store; the message names what to add
   */
  public LearnResult learnResult() {
    return BatchArtifacts.unabridged(outcome(LearnResult.class));
  }

  /**
   * Waits for the answer, whatever the operation, and reads no artifact: an answer is abridged
   * where it is too large for workflow history.
   *
   * @throws ChunkingException if planning is refused; nothing was scanned
   * @throws BatchExecutionException if the workflow failed or was terminated
   * @throws AggregationException if what slices found cannot be put together
   * @throws java.util.concurrent.CancellationException if the batch was cancelled
   */
  public BatchOutcome outcome() {
    return outcome(BatchOutcome.class);
  }

  /**
   * Waits without a thread until the workflow is closed, or nothing can be said of it, and its
   * hooks have heard so.
   */
  CompletableFuture<?> closed() {
    return Answered.closed(client, this::stub).thenCompose(closed -> hooks.settled());
  }

  PlanResult planResult() {
    return outcome(PlanResult.class);
  }

  /** Asks the batch to stop. Returns at once; a batch that is over is left as it is. */
  public void cancel() {
    stub().cancel("cancelled through the batch's handle");
  }

  /**
   * Has the batch begin no further slice until {@link #resume}; what is in flight goes on to its
   * end. Returns once the batch knows; needs a worker.
   *
   * @throws io.temporal.client.WorkflowNotFoundException if no such batch is running
   */
  public void pause() {
    update(WireNames.PAUSE_UPDATE);
  }

  /**
   * Has a paused batch go on; else as {@link #pause}.
   *
   * @throws io.temporal.client.WorkflowNotFoundException if no such batch is running
   */
  public void resume() {
    update(WireNames.RESUME_UPDATE);
  }

  /**
   * Sets how many slices may be in flight from now on; those beyond it go on to their end. Returns
   * once the batch knows; needs a worker.
   *
   * @param maxWorkers 1 to 500
   * @throws IllegalArgumentException if it is none of these
   * @throws io.temporal.client.WorkflowNotFoundException if no such batch is running
   */
  public void setMaxWorkers(int maxWorkers) {
    // Refused here, where the caller's own exception is clearest; the workflow refuses it too.
    BatchConfig valid = BatchConfig.DEFAULT.withMaxWorkers(maxWorkers);
    update(WireNames.SET_MAX_WORKERS_UPDATE, valid.maxWorkers());
  }

  /**
   * Returns the answer as far as it is known, as if the batch were cancelled now: without failing
   * rows, and without rules where they are too many for workflow history. Works for a batch that is
   * over, too, as long as the server keeps it. Needs a worker that answers queries.
   *
   * @return a {@code CheckResult}, {@code ProfileResult} or {@code LearnResult}; nothing before
   *     there is a plan, and of a plan
   */
  public Optional<BatchOutcome> partialResult() {
    return Optional.ofNullable(stub().query(WireNames.PARTIAL_RESULT_QUERY, BatchOutcome.class));
  }

  private void update(String name, Object... arguments) {
    stub().update(name, Void.class, arguments);
  }

  /**
   * Returns what the server knows of the batch by itself: whether it runs, since when, or how it
   * closed. Needs no worker.
   *
   * @throws io.temporal.client.WorkflowNotFoundException if there is no such workflow
   * @throws IllegalArgumentException if the workflow is no batch
   */
  public BatchDescription describe() {
    return Descriptions.of(client, stub().describe());
  }

  /** Returns how far the batch has come. Needs a worker that answers queries. */
  public BatchProgress progress() {
    return stub().query(WireNames.PROGRESS_QUERY, BatchProgress.class);
  }

  /**
   * Returns what is being tried again at the moment, the most attempts first; nothing where all
   * goes well. Needs no worker.
   */
  public List<PendingRetry> retries() {
    return PendingRetries.of(
        stub().describe().getRawDescription(), client.getOptions().getDataConverter());
  }

  /**
   * Returns what a batch that gave no answer knew at its end, from its report; nothing where it
   * wrote none. The store must be readable from here.
   *
   * @param store URI of the batch's artifact store
   */
  public Optional<CheckResult> partialResult(String store) {
    return PartialResults.of(describe(), store);
  }

  /**
   * Returns what a profile that gave no answer knew at its end; else as {@link #partialResult}.
   *
   * @param store URI of the batch's artifact store
   */
  public Optional<ProfileResult> partialProfile(String store) {
    return PartialResults.ofProfile(describe(), store);
  }

  /**
   * Returns what a learn that gave no answer knew at its end; else as {@link #partialResult}.
   *
   * @param store URI of the batch's artifact store
   */
  public Optional<LearnResult> partialLearn(String store) {
    return PartialResults.ofLearn(describe(), store);
  }

  private <T extends BatchOutcome> T outcome(Class<T> type) {
    BatchOutcome outcome;
    try {
      outcome = Answered.by(client, this::stub, BatchOutcome.class);
    } catch (WorkflowFailedException failed) {
      outcome = WorkflowFailures.outcomeOf(failed, id, BatchOutcome.class);
    } finally {
      hooks.settle();
    }
    if (!type.isInstance(outcome)) {
      throw new IllegalStateException(
          "Workflow " + id + " is no " + type.getSimpleName() + " but a " + outcome.getClass());
    }
    return type.cast(outcome);
  }

  private WorkflowStub stub() {
    return client.newUntypedWorkflowStub(
        WorkflowTargetOptions.newBuilder().setWorkflowId(id).build(),
        Optional.of(WireNames.BATCH_WORKFLOW));
  }
}
