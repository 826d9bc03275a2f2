package io.truthound.temporal.client;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.truthound.temporal.contract.DatasetListProgress;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.DatasetResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A list of datasets that was started, by this process or another. Safe for use by many threads.
 */
public final class DatasetListHandle {
  private final WorkflowClient client;
  private final String id;
  private final @Nullable String runId;
  private final Telling hooks;

  DatasetListHandle(WorkflowClient client, String id, @Nullable String runId) {
    this(client, id, runId, Telling.NOBODY);
  }

  private DatasetListHandle(
      WorkflowClient client, String id, @Nullable String runId, Telling hooks) {
    this.client = client;
    this.id = id;
    this.runId = runId;
    this.hooks = hooks;
  }

  /** Finds a list by its workflow's id; asks no server yet. */
  public static DatasetListHandle of(WorkflowClient client, String id) {
    return new DatasetListHandle(client, id, null);
  }

  /** Returns the same list, of whose batches these hooks hear, and whose answers wait for them. */
  DatasetListHandle telling(List<BatchHook> hooks) {
    return hooks.isEmpty()
        ? this
        : new DatasetListHandle(client, id, runId, tell(CompositeBatchHook.of(hooks)));
  }

  /** Returns the same without hooks: nothing waits for them. */
  DatasetListHandle quiet() {
    return new DatasetListHandle(client, id, runId);
  }

  /** Has hooks hear what happens in the batch of each dataset, from its beginning on. */
  public HookSubscription addHooks(BatchHook... hooks) {
    return tell(CompositeBatchHook.of(hooks));
  }

  private Telling tell(CompositeBatchHook hook) {
    return ListHookFeed.start(quiet(), hook);
  }

  /** Returns the id of the list's workflow. */
  public String id() {
    return id;
  }

  /** Returns the id of the list's run; asks the server where it is not known. */
  public String runId() {
    return runId != null ? runId : stub().describe().getFirstRunId();
  }

  /** Returns the batch of a dataset, whose place counts from 0; it may not have begun. */
  public BatchHandle batch(int index) {
    return BatchHandle.of(client, id + "/" + (index + 1));
  }

  /**
   * Waits for the answers of all datasets. Those that are too many for the answer of the list's
   * workflow are read from its history; rules and columns that are too many for that, from the
   * datasets' reports in the artifact store.
   *
   * @throws ChunkingException if the list itself is refused
   * @throws BatchExecutionException if the list's workflow failed or was terminated
   * @throws AggregationException if a report that an answer needs is missing or altered
   * @throws java.util.concurrent.CancellationException if the list was cancelled
   * @throws IllegalStateException if a report has to be read and the class path has nothing that
   *     reads its store; the message names what to add
   */
  public BatchResult result() {
    BatchResult result = outcome();
    List<DatasetResult> all =
        result.abridged()
            ? ListHistory.of(client, id, result.runId()).results(result.failing())
            : result.results();
    return result.unabridged(all.stream().map(DatasetListHandle::whole).toList());
  }

  /**
   * Returns what a list that gave no answer knew at its end: what its datasets came to, and of
   * those that were cancelled their reports; nothing where the list is not over. The store must be
   * readable from here.
   *
   * @param store URI of the list's artifact store
   */
  public Optional<BatchResult> partialResult(String store) {
    WorkflowExecutionDescription list = stub().describe();
    return list.getCloseTime() == null
        ? Optional.empty()
        : Optional.of(PartialResults.ofList(client, list, store));
  }

  /** Asks the list and its batches to stop. Returns at once; a list that is over stays as it is. */
  public void cancel() {
    stub().cancel("cancelled through the list's handle");
  }

  /**
   * Returns what the server knows of the list by itself; else as {@link BatchHandle#describe}.
   *
   * @throws io.temporal.client.WorkflowNotFoundException if there is no such workflow
   * @throws IllegalArgumentException if the workflow is no list
   */
  public BatchDescription describe() {
    return Descriptions.ofList(client, stub().describe());
  }

  /** Returns how far the list has come. Needs a worker that answers queries. */
  public DatasetListProgress progress() {
    return stub().query(WireNames.PROGRESS_QUERY, DatasetListProgress.class);
  }

  /**
   * Waits for the answer and reads neither artifacts nor history: the answers of datasets are left
   * out where they are too large for the list's own. Throws as {@link #result} does otherwise.
   */
  public BatchResult outcome() {
    try {
      return Answered.by(client, this::stub, BatchResult.class);
    } catch (WorkflowFailedException failed) {
      return WorkflowFailures.outcomeOf(failed, id, BatchResult.class);
    } finally {
      hooks.settle();
    }
  }

  /**
   * Waits without a thread until the workflow is closed, or nothing can be said of it, and its
   * hooks have heard so.
   */
  CompletableFuture<?> closed() {
    return Answered.closed(client, this::stub).thenCompose(closed -> hooks.settled());
  }

  private static DatasetResult whole(DatasetResult result) {
    return result.outcome() == null
        ? result
        : result.withOutcome(BatchArtifacts.whole(result.outcome()));
  }

  private WorkflowStub stub() {
    return client.newUntypedWorkflowStub(
        WorkflowTargetOptions.newBuilder().setWorkflowId(id).build(),
        Optional.of(WireNames.DATASET_LIST_WORKFLOW));
  }
}
