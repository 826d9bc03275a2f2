package io.truthound.temporal.app.command;

import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.BatchTiming;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says when a schedule starts batches. */
final class TimingOptions {
  static final Map<String, ScheduleOverlapPolicy> OVERLAPS = overlaps();

  @Option(
      names = "--cron",
      paramLabel = "EXPRESSION",
      description = "Times as cron has them, such as \"0 3 * * *\". Repeatable.")
  private List<String> crons = new ArrayList<>();

  @Option(
      names = "--calendar",
      paramLabel = "FIELDS",
      description =
          "Times by year, month, day_of_month, day_of_week, hour, minute and second, such as"
              + " \"hour=3 day_of_week=1-5\". Repeatable.")
  private List<String> calendars = new ArrayList<>();

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "So long after each other, such as 6h, counted from 1970. Repeatable.")
  private List<String> intervals = new ArrayList<>();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "The time zone of crons, calendars and places for a time in DATA, such as Europe/Berlin."
              + " Default: UTC.")
  private @Nullable String zone;

  @Option(
      names = "--jitter",
      paramLabel = "TIME",
      description = "Start up to so much later, by chance, such as 10min. Default: not at all.")
  private @Nullable String jitter;

  @Option(
      names = "--begin",
      paramLabel = "TIME",
      description = "Start nothing before, such as 2026-01-31. Default: from now on.")
  private @Nullable String begin;

  @Option(
      names = "--end",
      paramLabel = "TIME",
      description = "Start nothing after; of a day, its end. Default: never ends.")
  private @Nullable String end;

  @Option(
      names = "--overlap",
      paramLabel = "POLICY",
      description =
          "What to do while the batch before still runs: skip, buffer-one, buffer-all,"
              + " cancel-other, terminate-other or allow-all. Default: skip.")
  private @Nullable String overlap;

  @Option(
      names = "--catch-up",
      paramLabel = "TIME",
      description =
          "How old a time may be that passed while the server was down for its batch to be started"
              + " all the same. Default: the server's, a year.")
  private @Nullable String catchUp;

  @Option(
      names = "--pause-on-failure",
      negatable = true,
      description =
          "Whether the schedule pauses itself when a batch's workflow fails; see"
              + " --fail-workflow-on. Default: it goes on, so that a broken night never blocks the"
              + " next.")
  private @Nullable Boolean pauseOnFailure;

  /** Returns the times of a new schedule. */
  BatchTiming timing() {
    if (!namesTimes()) {
      throw new InvalidRequestException(
          "A schedule needs times: --cron, --calendar or --every, such as --cron \"0 3 * * *\"");
    }
    return adjusted(
        new BatchTiming(
            crons,
            calendars(),
            intervals(),
            null,
            null,
            null,
            null,
            ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP,
            null,
            false));
  }

  /** Returns what a schedule has with what was given in its place. */
  BatchTiming adjusted(BatchTiming before) {
    BatchTiming timing = namesTimes() ? before.withTimes(crons, calendars(), intervals()) : before;
    if (zone != null) {
      timing = timing.in(Times.zone("--zone", zone));
    }
    if (jitter != null) {
      timing = timing.withJitter(TimeSpan.parse("--jitter", jitter));
    }
    if (begin != null || end != null) {
      ZoneId of = timing.zone() == null ? ZoneOffset.UTC : timing.zone();
      Instant from = begin == null ? timing.from() : Times.parse("--begin", begin, of).toInstant();
      Instant until = end == null ? timing.until() : Times.parseEnd("--end", end, of).toInstant();
      timing = timing.between(from, until);
    }
    if (overlap != null) {
      timing = timing.withOverlap(Choices.of("--overlap", overlap, OVERLAPS));
    }
    if (catchUp != null) {
      timing = timing.withCatchUp(TimeSpan.parse("--catch-up", catchUp));
    }
    return pauseOnFailure == null ? timing : timing.withPauseOnFailure(pauseOnFailure);
  }

  /** Refuses to change nothing. */
  void requireSome() {
    if (!namesTimes()
        && zone == null
        && jitter == null
        && begin == null
        && end == null
        && overlap == null
        && catchUp == null
        && pauseOnFailure == null) {
      throw new InvalidRequestException(
          "Nothing to change: give --cron, --zone, --overlap or another of the options on times");
    }
  }

  private boolean namesTimes() {
    return !(crons.isEmpty() && calendars.isEmpty() && intervals.isEmpty());
  }

  private List<ScheduleCalendarSpec> calendars() {
    return calendars.stream().map(text -> CalendarText.parse("--calendar", text)).toList();
  }

  private List<ScheduleIntervalSpec> intervals() {
    return intervals.stream()
        .map(text -> new ScheduleIntervalSpec(TimeSpan.parse("--every", text)))
        .toList();
  }

  private static Map<String, ScheduleOverlapPolicy> overlaps() {
    Map<String, ScheduleOverlapPolicy> policies = new LinkedHashMap<>();
    policies.put("skip", ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP);
    policies.put("buffer-one", ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_BUFFER_ONE);
    policies.put("buffer-all", ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_BUFFER_ALL);
    policies.put("cancel-other", ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_CANCEL_OTHER);
    policies.put("terminate-other", ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_TERMINATE_OTHER);
    policies.put("allow-all", ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_ALLOW_ALL);
    return policies;
  }
}
