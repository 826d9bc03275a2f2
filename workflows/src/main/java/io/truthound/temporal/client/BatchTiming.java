package io.truthound.temporal.client;

import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule starts batches, and what where it cannot.
 *
 * @param crons times as cron expressions, such as {@code 0 3 * * *}
 * @param calendars times as Temporal's calendars
 * @param intervals times that are so far apart
 * @param zone the zone of crons and calendars; null for UTC
 * @param jitter how much later than its time a batch may start, by chance; null for not at all
 * @param from when the schedule begins; null for at once
 * @param until when it ends; null for never
 * @param overlap what is done where the batch before is still running; by default it is skipped
 * @param catchUp how old a time may be that passed while the server was down for its batch to be
 *     started all the same; null for as the server has it, a year
 * @param pauseOnFailure whether the schedule pauses itself when a batch's workflow fails; see
 *     {@code BatchConfig.failWorkflowOn}
 */
public record BatchTiming(
    List<String> crons,
    List<ScheduleCalendarSpec> calendars,
    List<ScheduleIntervalSpec> intervals,
    @Nullable ZoneId zone,
    @Nullable Duration jitter,
    @Nullable Instant from,
    @Nullable Instant until,
    ScheduleOverlapPolicy overlap,
    @Nullable Duration catchUp,
    boolean pauseOnFailure) {

  public BatchTiming {
    crons = List.copyOf(crons);
    calendars = List.copyOf(calendars);
    intervals = List.copyOf(intervals);
    if (crons.isEmpty() && calendars.isEmpty() && intervals.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid timing: no time (allowed: one or more crons, calendars or intervals)");
    }
  }

  private BatchTiming(
      List<String> crons,
      List<ScheduleCalendarSpec> calendars,
      List<ScheduleIntervalSpec> intervals) {
    this(
        crons,
        calendars,
        intervals,
        null,
        null,
        null,
        null,
        ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP,
        null,
        false);
  }

  /** Starts at the times of cron expressions, in UTC. */
  public static BatchTiming cron(String... crons) {
    return new BatchTiming(List.of(crons), List.of(), List.of());
  }

  /** Starts at the times of calendars, in UTC. */
  public static BatchTiming calendar(ScheduleCalendarSpec... calendars) {
    return new BatchTiming(List.of(), List.of(calendars), List.of());
  }

  /** Starts every so often, counted from 1970. */
  public static BatchTiming every(Duration interval) {
    return new BatchTiming(List.of(), List.of(), List.of(new ScheduleIntervalSpec(interval)));
  }

  /** Reads crons and calendars in a zone, such as {@code Europe/Berlin}. */
  public BatchTiming in(ZoneId zone) {
    return copy(zone, jitter, from, until, overlap, catchUp, pauseOnFailure);
  }

  public BatchTiming withJitter(Duration jitter) {
    return copy(zone, jitter, from, until, overlap, catchUp, pauseOnFailure);
  }

  public BatchTiming between(@Nullable Instant from, @Nullable Instant until) {
    return copy(zone, jitter, from, until, overlap, catchUp, pauseOnFailure);
  }

  public BatchTiming withOverlap(ScheduleOverlapPolicy overlap) {
    return copy(zone, jitter, from, until, overlap, catchUp, pauseOnFailure);
  }

  public BatchTiming withCatchUp(Duration catchUp) {
    return copy(zone, jitter, from, until, overlap, catchUp, pauseOnFailure);
  }

  public BatchTiming withPauseOnFailure(boolean pauseOnFailure) {
    return copy(zone, jitter, from, until, overlap, catchUp, pauseOnFailure);
  }

  /** Has other times in place of these: one or more. */
  public BatchTiming withTimes(
      List<String> crons,
      List<ScheduleCalendarSpec> calendars,
      List<ScheduleIntervalSpec> intervals) {
    return new BatchTiming(
        crons, calendars, intervals, zone, jitter, from, until, overlap, catchUp, pauseOnFailure);
  }

  private BatchTiming copy(
      @Nullable ZoneId zone,
      @Nullable Duration jitter,
      @Nullable Instant from,
      @Nullable Instant until,
      ScheduleOverlapPolicy overlap,
      @Nullable Duration catchUp,
      boolean pauseOnFailure) {
    return new BatchTiming(
        crons, calendars, intervals, zone, jitter, from, until, overlap, catchUp, pauseOnFailure);
  }

  /** Reads what a server has: it turns crons into calendars. */
  static BatchTiming of(Schedule schedule) {
    ScheduleSpec spec = schedule.getSpec();
    SchedulePolicy policy = schedule.getPolicy();
    return new BatchTiming(
        spec.getCronExpressions() == null ? List.of() : spec.getCronExpressions(),
        spec.getCalendars() == null ? List.of() : spec.getCalendars(),
        spec.getIntervals() == null ? List.of() : spec.getIntervals(),
        spec.getTimeZoneName() == null || spec.getTimeZoneName().isEmpty()
            ? null
            : ZoneId.of(spec.getTimeZoneName()),
        spec.getJitter(),
        spec.getStartAt(),
        spec.getEndAt(),
        policy == null ? ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP : policy.getOverlap(),
        policy == null ? null : policy.getCatchupWindow(),
        policy != null && policy.isPauseOnFailure());
  }

  ScheduleSpec spec() {
    ScheduleSpec.Builder spec =
        ScheduleSpec.newBuilder()
            .setCronExpressions(crons)
            .setCalendars(calendars)
            .setIntervals(intervals);
    if (zone != null) {
      spec.setTimeZoneName(zone.getId());
    }
    if (jitter != null) {
      spec.setJitter(jitter);
    }
    if (from != null) {
      spec.setStartAt(from);
    }
    if (until != null) {
      spec.setEndAt(until);
    }
    return spec.build();
  }

  SchedulePolicy policy() {
    SchedulePolicy.Builder policy =
        SchedulePolicy.newBuilder().setOverlap(overlap).setPauseOnFailure(pauseOnFailure);
    if (catchUp != null) {
      policy.setCatchupWindow(catchUp);
    }
    return policy.build();
  }
}
