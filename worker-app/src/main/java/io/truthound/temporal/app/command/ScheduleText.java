package io.truthound.temporal.app.command;

import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.client.BatchSchedule;
import io.truthound.temporal.client.BatchSchedule.Description;
import io.truthound.temporal.client.BatchSchedules.Listed;
import io.truthound.temporal.client.BatchTiming;
import io.truthound.temporal.contract.Operation;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what schedules there are and how one goes, for a person. */
final class ScheduleText {
  private static final int MOST_NEXT = 3;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm VV", Locale.ROOT);

  private static final ZoneId UTC = ZoneId.of("UTC");

  private ScheduleText() {}

  /** Returns a line for each schedule. */
  static String list(List<Listed> all) {
    if (all.isEmpty()) {
      return "No schedules\n";
    }
    int longest = all.stream().mapToInt(listed -> Words.line(listed.id()).length()).max().orElse(0);
    return all.stream()
        .map(
            listed ->
                Words.line(listed.id())
                    + " ".repeat(longest - Words.line(listed.id()).length() + 2)
                    + (listed.paused()
                        ? "paused" + note(listed.note())
                        : "next " + time(listed.next(), UTC)))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /**
   * Returns what a schedule starts and when.
   *
   * @param ends how its last batches ended, by id; empty to leave them out
   */
  static String of(BatchSchedule schedule, Description now, Map<String, String> ends) {
    BatchTiming timing = now.timing();
    ZoneId zone = timing.zone() == null ? UTC : timing.zone();
    StringBuilder text = new StringBuilder();
    text.append(Words.line(schedule.id()))
        .append(": ")
        .append(now.operation().word())
        .append(" of ")
        .append(Words.line(now.dataset()))
        .append('\n');
    line(text, "Data", data(now.data()));
    if (now.operation() == Operation.CHECK) {
      line(text, "Rules", now.rules() == 0 ? "the baseline's" : Words.number(now.rules()));
    }
    if (!now.channels().isEmpty()) {
      line(
          text,
          "Tells",
          now.channels().stream().map(Words::line).collect(Collectors.joining(", ")));
    }
    line(text, "State", now.paused() ? "paused" + note(now.note()) : "active" + note(now.note()));
    times(timing).forEach(time -> line(text, "Times", time));
    line(text, "Zone", zone.getId());
    if (timing.jitter() != null && !timing.jitter().isZero()) {
      line(text, "Jitter", "up to " + Words.time(timing.jitter()));
    }
    if (timing.from() != null || timing.until() != null) {
      line(
          text,
          "Window",
          (timing.from() == null ? "" : "from " + time(timing.from(), zone) + " ")
              + (timing.until() == null ? "" : "until " + time(timing.until(), zone)));
    }
    line(text, "Overlap", overlap(timing.overlap()));
    if (timing.catchUp() != null) {
      line(text, "Catch-up", Words.time(timing.catchUp()));
    }
    if (timing.pauseOnFailure()) {
      line(text, "Failure", "pauses the schedule");
    }
    line(
        text,
        "Next",
        now.paused() || now.next().isEmpty()
            ? "none"
            : now.next().stream()
                .limit(MOST_NEXT)
                .map(next -> time(next, zone))
                .collect(Collectors.joining(", ")));
    line(
        text,
        "Started",
        Words.number(now.started())
            + (now.skipped() == 0 ? "" : ", skipped " + Words.number(now.skipped()))
            + (now.missed() == 0 ? "" : ", missed " + Words.number(now.missed())));
    ends.forEach((id, end) -> line(text, "Batch", Words.line(id) + "  " + Words.line(end)));
    return text.toString();
  }

  /** Returns when a schedule goes on. */
  static String next(Description now) {
    ZoneId zone = now.timing().zone() == null ? UTC : now.timing().zone();
    return now.next().isEmpty() ? ": no time is left" : ": next " + time(now.next().get(0), zone);
  }

  private static String data(List<String> uris) {
    String first = Words.line(uris.get(0));
    return uris.size() == 1 ? first : first + " and " + Words.number(uris.size() - 1L) + " more";
  }

  private static Stream<String> times(BatchTiming timing) {
    return Stream.of(
            timing.crons().stream(),
            timing.calendars().stream().map(CalendarText::of),
            timing.intervals().stream()
                .map(
                    interval ->
                        "every "
                            + Words.time(interval.getEvery())
                            + (interval.getOffset() == null || interval.getOffset().isZero()
                                ? ""
                                : ", " + Words.time(interval.getOffset()) + " later")))
        .flatMap(all -> all);
  }

  private static String overlap(ScheduleOverlapPolicy policy) {
    return TimingOptions.OVERLAPS.entrySet().stream()
        .filter(named -> named.getValue() == policy)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("skip");
  }

  private static String note(String note) {
    return note.isEmpty() ? "" : " (" + Words.line(note) + ")";
  }

  private static String time(@Nullable Instant time, ZoneId zone) {
    return time == null ? "never" : TIME.format(time.atZone(zone));
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-10s%s%n", name, value));
  }
}
