package io.truthound.temporal.workflow;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.BatchWorkflow;
import io.truthound.temporal.contract.DatasetListProgress;
import io.truthound.temporal.contract.DatasetListProgress.Running;
import io.truthound.temporal.contract.DatasetListRequest;
import io.truthound.temporal.contract.SearchAttributes;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.DatasetResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.ScanOutcome;
import io.truthound.temporal.result.StatusCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs the batches of a list through a sliding window. Whatever order they finish in, the lowest
 * that fails decides where a list that fails fast ends.
 */
final class DatasetWindow {
  static final DatasetListProgress NOTHING_YET =
      new DatasetListProgress(DatasetListProgress.VERSION, 0, StatusCounts.NONE, List.of());

  /** Each start carries a request of up to 32 KB, and a server takes 4 MB in one answer. */
  private static final int MOST_STARTING = 16;

  private final DatasetListRequest request;
  private final int width;
  private final TreeMap<Integer, CancellationScope> running = new TreeMap<>();
  private final TreeSet<Integer> starting = new TreeSet<>();
  private final TreeMap<Integer, DatasetResult> finished = new TreeMap<>();
  private int next;
  private int over;
  private int end;
  private @Nullable Integer failing;
  private boolean timeOver;

  DatasetWindow(DatasetListRequest request) {
    BatchConfig config = request.config();
    this.request = request;
    this.width =
        config.executionStrategy() == ExecutionStrategy.SEQUENTIAL ? 1 : config.maxWorkers();
    this.end = request.datasets().size();
  }

  /**
   * Runs batches until every one that counts is over.
   *
   * @throws CanceledFailure when the scope that it runs in is cancelled
   */
  void run() {
    while (!isDone()) {
      // Started here and not by a finished batch's callback: only here is the list's own scope
      // current, and a batch must be cancelled with it.
      while (canStart()) {
        start(next++);
      }
      show();
      int known = over;
      Workflow.await(() -> over > known || canStart() || isDone());
    }
  }

  /** Waits until cancelled batches are over, at most so long; they go on to their end anyway. */
  void drain(Duration most) {
    if (!running.isEmpty()) {
      Workflow.await(most, running::isEmpty);
    }
  }

  /** Starts no more batches. Those under way have the same deadline, and end by themselves. */
  void timeIsOver() {
    timeOver = true;
  }

  /** Returns the place of the batch that ended the list early, or null where none did. */
  @Nullable Integer failing() {
    return failing;
  }

  /** Returns how the list was ended from outside, or null where it was not. */
  @Nullable Ended early() {
    boolean timedOut =
        finished.headMap(end).values().stream().anyMatch(r -> r.ended() == Ended.TIMED_OUT);
    return timedOut || (failing == null && finished.size() < end) ? Ended.TIMED_OUT : null;
  }

  /** Returns what became of each dataset, in list order. */
  List<DatasetResult> results() {
    List<DatasetResult> results = new ArrayList<>();
    for (int index = 0; index < request.datasets().size(); index++) {
      DatasetResult result = index < end ? finished.get(index) : null;
      results.add(result == null ? DatasetResult.skipped(name(index), id(index)) : result);
    }
    return results;
  }

  DatasetListProgress progress() {
    StatusCounts counts = StatusCounts.NONE;
    for (DatasetResult result : finished.headMap(end).values()) {
      counts = counts.plus(result.status(), 1);
    }
    List<Running> under =
        running.keySet().stream().map(at -> new Running(at, name(at), id(at))).toList();
    return new DatasetListProgress(
        DatasetListProgress.VERSION, request.datasets().size(), counts, under);
  }

  private boolean isDone() {
    return finished.headMap(end).size() == end || (timeOver && running.isEmpty());
  }

  private boolean canStart() {
    return next < end && !timeOver && running.size() < width && starting.size() < MOST_STARTING;
  }

  private void start(int index) {
    Duration timeout = request.config().totalTimeout();
    Duration left = timeout == null ? null : timeout.minus(Answers.sinceRunStart());
    if (left != null && (left.isNegative() || left.isZero())) {
      timeOver = true;
      return;
    }
    ChildWorkflowOptions.Builder options = ChildWorkflowOptions.newBuilder();
    if (Found.isSet()) {
      options.setTypedSearchAttributes(
          SearchAttributes.begun(request.operation(), request.datasets().get(index)));
    }
    BatchWorkflow child =
        Workflow.newChildWorkflowStub(
            BatchWorkflow.class,
            options
                .setWorkflowId(id(index))
                .setStaticSummary(summary(index))
                .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                // Where somebody terminates the list, its batches are not left running unseen, nor
                // lost: they stop, write their reports and close.
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                .build());
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> {
              starting.add(index);
              Async.function(child::run, request.batch(index, left))
                  .handle((outcome, failure) -> finish(index, outcome, failure));
              Workflow.getWorkflowExecution(child)
                  .handle((started, failure) -> starting.remove(index));
            });
    running.put(index, scope);
    scope.run();
  }

  private @Nullable Void finish(
      int index, @Nullable BatchOutcome outcome, @Nullable RuntimeException failure) {
    running.remove(index);
    over++;
    if (index >= end) {
      return null; // beyond the lowest that failed: whatever became of it, it does not count
    }
    DatasetResult result =
        failure == null && outcome instanceof ScanOutcome answer
            ? DatasetResult.answered(name(index), id(index), answer)
            : ListAnswers.failed(name(index), id(index), failure);
    finished.put(index, result);
    if (request.config().failFast() && result.status().failing()) {
      failing = index;
      end = index + 1;
      finished.tailMap(end).clear();
      cancelFrom(end);
    }
    return null;
  }

  private void cancelFrom(int first) {
    List<CancellationScope> later = new ArrayList<>(running.tailMap(first).values());
    later.forEach(scope -> scope.cancel("beyond the lowest dataset that failed"));
  }

  private void show() {
    Workflow.setCurrentDetails(ListDetails.of(progress(), finished.headMap(end).values()));
  }

  private String name(int index) {
    return request.datasets().get(index).displayName();
  }

  private static String id(int index) {
    return Workflow.getInfo().getWorkflowId() + "/" + (index + 1);
  }

  private String summary(int index) {
    return request.operation().word() + " " + Display.shortened(name(index));
  }
}
