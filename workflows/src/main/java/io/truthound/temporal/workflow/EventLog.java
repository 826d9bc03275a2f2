package io.truthound.temporal.workflow;

import io.temporal.workflow.Workflow;
import io.truthound.temporal.contract.BatchEvent;
import io.truthound.temporal.contract.BatchEvent.ChunksClosed;
import io.truthound.temporal.contract.BatchEvent.ChunksLost;
import io.truthound.temporal.contract.Carried;
import io.truthound.temporal.contract.EventPage;
import io.truthound.temporal.merge.ClosedChunks;
import io.truthound.temporal.merge.MergedPrefix.Stop;
import io.truthound.temporal.merge.SliceSummary;
import io.truthound.temporal.result.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in this workflow run; each run before keeps its own, and is asked for it. */
final class EventLog {
  private final String plan;
  private final long before;
  private final List<BatchEvent> events = new ArrayList<>();
  private long closedChunks;

  /**
   * Begins a log.
   *
   * @param plan where the plan lies
   * @param carried what the workflow run before handed over; null in the first
   */
  EventLog(String plan, @Nullable Carried carried) {
    this.plan = plan;
    before = carried == null ? 0 : carried.events();
    closedChunks = carried == null ? 0 : carried.merged().counts().total();
  }

  void add(BatchEvent event) {
    events.add(event);
  }

  /** Adds a slice that was merged; those come in plan order. */
  void merged(SliceSummary slice, @Nullable Status joined, @Nullable Stop stop) {
    ClosedChunks closed = ClosedChunks.of(closedChunks, joined, slice, stop);
    events.add(new ChunksClosed(closed));
    closedChunks += closed.chunks();
  }

  /** Hears how many chunks the batch reached; those that no slice closed are lost. */
  void ended(long reached) {
    if (reached > closedChunks) {
      events.add(new ChunksLost(closedChunks, reached - closedChunks));
      closedChunks = reached;
    }
  }

  /** Returns how much has happened, in the runs before too. */
  long end() {
    return before + events.size();
  }

  /** Returns what happened from one event on. */
  EventPage page(long from) {
    if (from < before) {
      return new EventPage(
          List.of(), Workflow.getInfo().getContinuedExecutionRunId().orElse(null), plan);
    }
    int first = (int) Math.min(from - before, events.size());
    int end = Math.min(first + EventPage.MOST_EVENTS, events.size());
    return new EventPage(events.subList(first, end), null, plan);
  }
}
