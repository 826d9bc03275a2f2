package io.truthound.temporal.client;

import io.temporal.client.WorkflowClient;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.PlanResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.rule.RuleSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Starts batches and gives their answers when they come; else as {@link BatchExecutor}, with the
 * same settings, answers and exceptions. Immutable and safe for use by many threads.
 *
 * <p>No method waits for a server. A future holds no thread while its batch runs. Cancelling it
 * cancels the batch's workflow; completing it in any other way, or closing the client, leaves the
 * batch running. A batch that somebody else cancels completes it with a {@link
 * java.util.concurrent.CancellationException}. Functions that are given to a future run on a thread
 * of the client's; those that take long want an executor of their own.
 */
public final class AsyncBatchExecutor {
  private final BatchExecutor executor;

  AsyncBatchExecutor(BatchExecutor executor) {
    this.executor = executor;
  }

  /** Begins to collect settings; {@link BatchExecutor.Builder#buildAsync} ends it. */
  public static BatchExecutor.Builder newBuilder(WorkflowClient client) {
    return BatchExecutor.newBuilder(client);
  }

  /** Checks a dataset; as {@link BatchExecutor#checkBatch(Dataset, RuleSet)}. */
  public CompletableFuture<CheckResult> checkBatch(Dataset dataset, RuleSet rules) {
    return one(() -> executor.startCheck(dataset, rules), BatchHandle::result);
  }

  /** Checks a dataset against its baseline; as {@link BatchExecutor#checkBatch(Dataset)}. */
  public CompletableFuture<CheckResult> checkBatch(Dataset dataset) {
    return checkBatch(dataset, RuleSet.auto());
  }

  /** Plans a check and scans nothing; as {@link BatchExecutor#plan}. */
  public CompletableFuture<PlanResult> plan(Dataset dataset, RuleSet rules) {
    return one(() -> executor.startPlan(dataset, rules), BatchHandle::planResult);
  }

  /** Profiles all columns of a dataset; as {@link BatchExecutor#profileBatch(Dataset)}. */
  public CompletableFuture<ProfileResult> profileBatch(Dataset dataset) {
    return profileBatch(dataset, ProfileScope.ALL);
  }

  /** Profiles a part of a dataset; as {@link BatchExecutor#profileBatch(Dataset, ProfileScope)}. */
  public CompletableFuture<ProfileResult> profileBatch(Dataset dataset, ProfileScope scope) {
    return one(() -> executor.startProfile(dataset, scope), BatchHandle::profileResult);
  }

  /** Learns which rules a dataset keeps; as {@link BatchExecutor#learnBatch(Dataset)}. */
  public CompletableFuture<LearnResult> learnBatch(Dataset dataset) {
    return one(() -> executor.startLearn(dataset), BatchHandle::learnResult);
  }

  /** Checks each dataset of a list; as {@link BatchExecutor#checkBatch(List, RuleSet)}. */
  public CompletableFuture<BatchResult> checkBatch(List<Dataset> datasets, RuleSet rules) {
    return list(() -> executor.startCheck(datasets, rules));
  }

  /** Checks each dataset of a list against its own baseline. */
  public CompletableFuture<BatchResult> checkBatch(List<Dataset> datasets) {
    return checkBatch(datasets, RuleSet.auto());
  }

  /** Profiles each dataset of a list; as {@link BatchExecutor#profileBatch(List)}. */
  public CompletableFuture<BatchResult> profileBatch(List<Dataset> datasets) {
    return list(() -> executor.startProfile(datasets, ProfileScope.ALL));
  }

  /** Learns which rules each dataset of a list keeps; as {@link BatchExecutor#learnBatch(List)}. */
  public CompletableFuture<BatchResult> learnBatch(List<Dataset> datasets) {
    return list(() -> executor.startLearn(datasets));
  }

  private static <T> CompletableFuture<T> one(
      Supplier<BatchHandle> start, Function<BatchHandle, T> answer) {
    return BatchFuture.of(
        start, BatchHandle::closed, batch -> answer.apply(batch.quiet()), BatchHandle::cancel);
  }

  private static CompletableFuture<BatchResult> list(Supplier<DatasetListHandle> start) {
    return BatchFuture.of(
        start, DatasetListHandle::closed, list -> list.quiet().result(), DatasetListHandle::cancel);
  }
}
