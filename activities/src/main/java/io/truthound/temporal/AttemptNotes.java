package io.truthound.temporal;

import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.listener.AttemptEnd;
import io.truthound.temporal.listener.Outcome;
import io.truthound.temporal.merge.SliceSummary;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.result.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an activity notes of its work for those who listen. The thread that works writes it. */
final class AttemptNotes {
  private boolean reused;
  private long rows;
  private long bytes;
  private @Nullable Operation operation;
  private @Nullable Status status;

  /** Notes that the result was there. */
  void reuses() {
    reused = true;
  }

  /** Notes a slice whose result is there now. */
  void finds(SliceSummary summary, Slice slice) {
    rows = summary.rows();
    bytes = slice.byteCount();
  }

  /** Notes a plan that is there now. */
  void plans(Operation operation, PlanSummary plan) {
    this.operation = operation;
    rows = plan.dataset().rows();
    bytes = plan.dataset().bytes();
  }

  /** Notes a report that is there now. */
  void reports(Operation operation, Status status) {
    this.operation = operation;
    this.status = status;
  }

  AttemptEnd done(Duration duration) {
    return end(reused ? Outcome.REUSED : Outcome.DONE, duration, null);
  }

  AttemptEnd end(Outcome outcome, Duration duration, @Nullable Throwable failure) {
    return new AttemptEnd(outcome, duration, rows, bytes, operation, status, failure);
  }
}
