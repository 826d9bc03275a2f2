package io.truthound.temporal;

import io.temporal.activity.ActivityInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stops activities that a run of this process has abandoned, whether they work or wait for a slot:
 * else its report would wait for them. Safe for use by many threads.
 */
final class EndedRuns {
  private static final int REMEMBERED = 1_000;

  private final Map<String, Long> since = new LinkedHashMap<>();
  private final List<HeartbeatWatch> working = new ArrayList<>();

  /** Says that a run needs nothing that it has started until now. */
  void add(String runId) {
    List<HeartbeatWatch> abandoned;
    synchronized (this) {
      since.putIfAbsent(runId, System.currentTimeMillis());
      if (since.size() > REMEMBERED) {
        since.remove(since.keySet().iterator().next());
      }
      abandoned = working.stream().filter(watch -> isAbandoned(watch.info())).toList();
    }
    abandoned.forEach(HeartbeatWatch::abandon);
  }

  /** Begins to tell an activity, at once where it is abandoned already. */
  void tell(HeartbeatWatch watch) {
    boolean abandoned;
    synchronized (this) {
      working.add(watch);
      abandoned = isAbandoned(watch.info());
    }
    if (abandoned) {
      watch.abandon();
    }
  }

  synchronized void forget(HeartbeatWatch watch) {
    working.remove(watch);
  }

  /** What is scheduled later is the run's report. */
  private boolean isAbandoned(ActivityInfo activity) {
    Long ended = since.get(activity.getWorkflowRunId());
    return ended != null && activity.getScheduledTimestamp() < ended;
  }
}
