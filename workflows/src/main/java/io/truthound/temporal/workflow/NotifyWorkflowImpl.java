package io.truthound.temporal.workflow;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.NotifyActivities;
import io.truthound.temporal.contract.NotifyRequest;
import io.truthound.temporal.contract.NotifyTask;
import io.truthound.temporal.contract.NotifyWorkflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tells all channels at once; one that does not answer holds up no other. */
public final class NotifyWorkflowImpl implements NotifyWorkflow {
  private static final Duration ONE_ATTEMPT = Duration.ofMinutes(1);
  private static final Duration ALL_ATTEMPTS = Duration.ofDays(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  @Override
  public void run(NotifyRequest request) {
    List<Promise<Void>> told = new ArrayList<>();
    List<String> deaf = new ArrayList<>();
    for (String channel : request.channels()) {
      NotifyActivities stub = Workflow.newActivityStub(NotifyActivities.class, options(channel));
      NotifyTask task = new NotifyTask(request.store(), channel, request.notice());
      told.add(
          Async.procedure(stub::tell, task)
              .handle(
                  (done, failure) -> {
                    if (failure != null) {
                      deaf.add(channel);
                    }
                    return null;
                  }));
    }
    Promise.allOf(told).get();
    if (!deaf.isEmpty()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "Could not tell " + String.join(", ", deaf), FailureTypes.NOT_TOLD);
    }
  }

  private static ActivityOptions options(String channel) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(ONE_ATTEMPT)
        .setScheduleToCloseTimeout(ALL_ATTEMPTS)
        .setRetryOptions(RetryOptions.newBuilder().setMaximumInterval(LONGEST_PAUSE).build())
        .setSummary("tell " + channel)
        .build();
  }
}
