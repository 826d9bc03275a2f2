package io.truthound.temporal.workflow;

import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.ProfileResult;
import java.util.Locale;

/** What a person sees of a finished profile in the UI: counts, no values. */
final class ProfileDetails {
  private static final int MOST_COLUMNS = 50;

  private ProfileDetails() {}

  static String of(ProfileResult result) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "**Profiled** %s (%s, %,d of %,d rows)\n\nChunks: %s.\n\n",
            Display.code(Display.shortened(result.dataset().name())),
            result.ended().text(),
            result.rows(),
            result.dataset().rows(),
            Display.counted(result.chunks())));
    if (result.failureMessage() != null) {
      text.append(result.failureMessage()).append("\n\n");
    }
    result.columns().stream().limit(MOST_COLUMNS).forEach(column -> text.append(line(column)));
    return text.toString();
  }

  private static String line(ColumnProfile column) {
    return String.format(
        Locale.ROOT,
        "- %s %s: %,d values, %,d nulls, %s%,d distinct\n",
        Display.code(Display.shortened(column.name())),
        column.type(),
        column.values(),
        column.nulls(),
        column.distinct().exact() ? "" : "about ",
        column.distinct().count());
  }
}
