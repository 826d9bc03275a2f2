package io.truthound.temporal;

import io.temporal.activity.ActivityInfo;
import io.truthound.temporal.listener.Attempt;
import io.truthound.temporal.listener.AttemptEnd;
import io.truthound.temporal.listener.WorkKind;
import io.truthound.temporal.listener.WorkerListener;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells each listener of a worker, in the order in which they were added. */
final class WorkerListeners implements WorkerListener {
  private static final Logger log = LoggerFactory.getLogger(WorkerListeners.class);

  private final List<WorkerListener> listeners;
  private final @Nullable String host;

  /**
   * Creates what tells all of them.
   *
   * @param host what this machine is called, which its own task queues say; null where it has none
   */
  WorkerListeners(List<WorkerListener> listeners, @Nullable String host) {
    this.listeners = List.copyOf(listeners);
    this.host = host;
  }

  /** Begins to tell of an attempt. */
  AttemptTelling tell(ActivityInfo activity, @Nullable Integer slice) {
    Attempt attempt =
        new Attempt(
            WorkKind.of(activity.getActivityType()),
            given(activity.getActivityTaskQueue()),
            activity.getWorkflowId(),
            activity.getWorkflowRunId(),
            slice,
            activity.getAttempt());
    return new AttemptTelling(this, activity, attempt);
  }

  private String given(String taskQueue) {
    String ofHost = "@" + host;
    return host != null && taskQueue.endsWith(ofHost)
        ? taskQueue.substring(0, taskQueue.length() - ofHost.length())
        : taskQueue;
  }

  @Override
  public void attemptBegan(Attempt attempt) {
    for (WorkerListener listener : listeners) {
      harmless(listener, () -> listener.attemptBegan(attempt));
    }
  }

  @Override
  public void attemptEnded(Attempt attempt, AttemptEnd end) {
    for (WorkerListener listener : listeners) {
      harmless(listener, () -> listener.attemptEnded(attempt, end));
    }
  }

  private static void harmless(WorkerListener listener, Runnable telling) {
    try {
      telling.run();
    } catch (Throwable thrown) {
      log.warn("Listener failed: listener={}", listener.getClass().getName(), thrown);
    }
  }
}
