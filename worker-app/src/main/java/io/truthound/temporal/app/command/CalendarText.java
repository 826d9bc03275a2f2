package io.truthound.temporal.app.command;

import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleRange;
import io.truthound.temporal.app.request.InvalidRequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Temporal's calendars as people write them, such as {@code hour=3 minute=30 day_of_week=1-5}. */
final class CalendarText {
  private static final Pattern RANGE =
      Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?(?:/(\\d{1,4}))?");
  private static final Map<String, Field> FIELDS = fields();

  private CalendarText() {}

  /**
   * A field of a calendar.
   *
   * @param usual what it has where nothing is said of it; nothing where that is worth saying
   */
  private record Field(
      Function<ScheduleCalendarSpec, List<ScheduleRange>> get,
      BiFunction<ScheduleCalendarSpec.Builder, List<ScheduleRange>, ScheduleCalendarSpec.Builder>
          set,
      String usual) {}

  /**
   * Reads a calendar: fields with numbers, ranges and steps; what is left out of seconds, minutes
   * and hours is 0, and of days, months and years any.
   *
   * @throws InvalidRequestException if it is none
   */
  static ScheduleCalendarSpec parse(String option, String given) {
    ScheduleCalendarSpec.Builder calendar = ScheduleCalendarSpec.newBuilder();
    for (String part : given.strip().split(" +", -1)) {
      int equals = part.indexOf('=');
      Field field = equals < 0 ? null : FIELDS.get(part.substring(0, equals));
      if (field == null) {
        throw invalid(option, given);
      }
      List<ScheduleRange> ranges = new ArrayList<>();
      for (String range : part.substring(equals + 1).split(",", -1)) {
        Matcher form = RANGE.matcher(range);
        if (!form.matches()) {
          throw invalid(option, given);
        }
        int start = Integer.parseInt(form.group(1));
        int end = form.group(2) == null ? start : Integer.parseInt(form.group(2));
        int step = form.group(3) == null ? 1 : Integer.parseInt(form.group(3));
        ranges.add(new ScheduleRange(start, end, step));
      }
      calendar = field.set().apply(calendar, ranges);
    }
    return calendar.build();
  }

  /** Writes a calendar so that it can be read again. */
  static String of(ScheduleCalendarSpec calendar) {
    return FIELDS.entrySet().stream()
        .filter(
            field ->
                !field.getValue().usual().equals(ranges(field.getValue().get().apply(calendar))))
        .map(field -> field.getKey() + "=" + ranges(field.getValue().get().apply(calendar)))
        .collect(Collectors.joining(" "));
  }

  private static String ranges(List<ScheduleRange> ranges) {
    return ranges.stream().map(CalendarText::range).collect(Collectors.joining(","));
  }

  private static String range(ScheduleRange range) {
    // A server leaves out the end of a range of one, and a step of one.
    String end = range.getEnd() <= range.getStart() ? "" : "-" + range.getEnd();
    return range.getStart() + end + (range.getStep() <= 1 ? "" : "/" + range.getStep());
  }

  private static InvalidRequestException invalid(String option, String given) {
    return new InvalidRequestException(
        "Invalid %s: \"%s\" (allowed: %s with numbers, such as \"hour=3 minute=30 day_of_week=1-5\")"
            .formatted(option, given, String.join(", ", FIELDS.keySet())));
  }

  private static Map<String, Field> fields() {
    Map<String, Field> fields = new LinkedHashMap<>();
    fields.put(
        "year",
        new Field(ScheduleCalendarSpec::getYear, ScheduleCalendarSpec.Builder::setYear, ""));
    fields.put(
        "month",
        new Field(ScheduleCalendarSpec::getMonth, ScheduleCalendarSpec.Builder::setMonth, "1-12"));
    fields.put(
        "day_of_month",
        new Field(
            ScheduleCalendarSpec::getDayOfMonth,
            ScheduleCalendarSpec.Builder::setDayOfMonth,
            "1-31"));
    fields.put(
        "day_of_week",
        new Field(
            ScheduleCalendarSpec::getDayOfWeek, ScheduleCalendarSpec.Builder::setDayOfWeek, "0-6"));
    fields.put(
        "hour",
        new Field(ScheduleCalendarSpec::getHour, ScheduleCalendarSpec.Builder::setHour, "any"));
    fields.put(
        "minute",
        new Field(ScheduleCalendarSpec::getMinutes, ScheduleCalendarSpec.Builder::setMinutes, "0"));
    fields.put(
        "second",
        new Field(ScheduleCalendarSpec::getSeconds, ScheduleCalendarSpec.Builder::setSeconds, "0"));
    return fields;
  }
}
