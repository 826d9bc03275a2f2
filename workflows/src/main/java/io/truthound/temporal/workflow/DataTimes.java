package io.truthound.temporal.workflow;

import io.temporal.common.SearchAttributeKey;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.DataTime;
import io.truthound.temporal.contract.DatasetListRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Settles which time's data a workflow is about, and waits until it is there. */
final class DataTimes {
  /** What a server gives every workflow that a schedule started. */
  private static final SearchAttributeKey<OffsetDateTime> SCHEDULED =
      SearchAttributeKey.forOffsetDateTime("TemporalScheduledStartTime");

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private DataTimes() {}

  /** Returns a request whose time is settled, where its data has one. */
  static BatchRequest settled(BatchRequest request) {
    return request.hasTime() ? request.with(settled(request.dataTime())) : request;
  }

  /** Returns a request whose time is settled: that of the list is the time of all its datasets. */
  static DatasetListRequest settled(DatasetListRequest request) {
    return request.hasTime() ? request.with(settled(request.dataTime())) : request;
  }

  private static DataTime settled(@Nullable DataTime open) {
    DataTime time = open == null ? DataTime.DEFAULT : open;
    if (time.scheduled() != null) {
      return time;
    }
    OffsetDateTime scheduled = Workflow.getTypedSearchAttributes().get(SCHEDULED);
    return time.withScheduled(scheduled == null ? Answers.runStart() : scheduled.toInstant());
  }

  /**
   * Plans again and again while there is no data and the request says to wait.
   *
   * @param waiting hears until when it is looked for
   * @throws ActivityFailure if planning fails otherwise, or the time is over
   */
  static <T> T whenThere(BatchRequest request, Supplier<T> plan, Consumer<Instant> waiting) {
    Duration most = request.dataTime() == null ? null : request.dataTime().waitFor();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return plan.get();
      } catch (ActivityFailure failure) {
        Duration left = most == null ? Duration.ZERO : most.minus(Answers.sinceStart(request));
        if (!Failures.isMissing(failure) || left.isZero() || left.isNegative()) {
          throw failure;
        }
        waiting.accept(Answers.begun(request).plus(most));
        Timers.sleep(pause.compareTo(left) < 0 ? pause : left, "wait for data");
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
      }
    }
  }
}
