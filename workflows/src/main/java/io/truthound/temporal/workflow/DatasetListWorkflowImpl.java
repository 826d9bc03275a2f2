package io.truthound.temporal.workflow;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.truthound.temporal.contract.DatasetListProgress;
import io.truthound.temporal.contract.DatasetListRequest;
import io.truthound.temporal.contract.DatasetListWorkflow;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.result.BatchResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs a batch for each dataset of a list and puts their answers together in list order. */
public final class DatasetListWorkflowImpl implements DatasetListWorkflow {
  /** How long a list that fails fast waits for the batches that it has cancelled. */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  /** A cancelled batch drains for 5 s and then writes its report. */
  private static final Duration DRAIN_CANCELLED = Duration.ofSeconds(10);

  private @Nullable DatasetWindow window;

  @Override
  public BatchResult run(DatasetListRequest asked) {
    requireSound(asked);
    DatasetListRequest request = DataTimes.settled(asked);
    DatasetWindow datasets = new DatasetWindow(request);
    window = datasets;
    CancellationScope clock = deadline(request, datasets);
    try {
      datasets.run();
    } catch (CanceledFailure cancelled) {
      Workflow.newDetachedCancellationScope(() -> datasets.drain(DRAIN_CANCELLED)).run();
      throw cancelled;
    } finally {
      clock.cancel("over");
    }
    datasets.drain(DRAIN);
    return ListAnswers.close(answer(datasets), request.config());
  }

  @Override
  public DatasetListProgress progress() {
    return window == null ? DatasetWindow.NOTHING_YET : window.progress();
  }

  private static BatchResult answer(DatasetWindow datasets) {
    WorkflowInfo info = Workflow.getInfo();
    BatchResult result =
        BatchResult.of(
            info.getWorkflowId(),
            info.getFirstExecutionRunId(),
            Answers.sinceRunStart(),
            datasets.results(),
            datasets.failing(),
            datasets.early());
    Workflow.setCurrentDetails(ListDetails.of(result));
    Found.ended(result);
    return ListAnswers.fitting(result);
  }

  /** Starts no dataset once the total timeout is over; those under way end by themselves then. */
  private static CancellationScope deadline(DatasetListRequest request, DatasetWindow datasets) {
    Duration timeout = request.config().totalTimeout();
    CancellationScope clock =
        Workflow.newCancellationScope(
            () -> {
              if (timeout != null) {
                Timers.start(timeout, "timeout")
                    .handle(
                        (over, cancelled) -> {
                          if (cancelled == null) {
                            datasets.timeIsOver();
                          }
                          return null;
                        });
              }
            });
    clock.run();
    return clock;
  }

  private static void requireSound(DatasetListRequest request) {
    String refusal = request.refusal();
    if (refusal != null) {
      throw ApplicationFailure.newNonRetryableFailure(
          "Cannot start the list: " + refusal, FailureTypes.REQUEST_REFUSED);
    }
  }
}
