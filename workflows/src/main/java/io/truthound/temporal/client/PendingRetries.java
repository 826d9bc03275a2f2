package io.truthound.temporal.client;

import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import java.util.Comparator;
import java.util.List;

/** Finds in a workflow's description what failed and is tried again. */
final class PendingRetries {
  private PendingRetries() {}

  static List<PendingRetry> of(
      DescribeWorkflowExecutionResponse workflow, DataConverter converter) {
    return workflow.getPendingActivitiesList().stream()
        .filter(activity -> activity.hasLastFailure() && activity.getAttempt() > 1)
        .map(activity -> of(activity, converter))
        .sorted(Comparator.comparingInt(PendingRetry::attempt).reversed())
        .toList();
  }

  private static PendingRetry of(PendingActivityInfo activity, DataConverter converter) {
    // The converter: a failure's message may be encoded with the rest.
    RuntimeException failure = converter.failureToException(activity.getLastFailure());
    String message =
        failure instanceof ApplicationFailure application
            ? application.getOriginalMessage()
            : failure.getMessage();
    return new PendingRetry(
        activity.getActivityType().getName(),
        activity.getAttempt(),
        message == null ? failure.getClass().getSimpleName() : message);
  }
}
