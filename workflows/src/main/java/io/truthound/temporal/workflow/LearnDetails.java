package io.truthound.temporal.workflow;

import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.LearnedColumn;
import java.util.Locale;

/** What a person sees of a finished learn in the UI: how columns are, no values. */
final class LearnDetails {
  private static final int MOST_COLUMNS = 50;

  private LearnDetails() {}

  static String of(LearnResult result) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "**Learned** %s (%s, %,d of %,d rows)\n\nChunks: %s.\n\n",
            Display.code(Display.shortened(result.dataset().name())),
            result.ended().text(),
            result.rows(),
            result.dataset().rows(),
            Display.counted(result.chunks())));
    if (result.failureMessage() != null) {
      text.append(result.failureMessage()).append("\n\n");
    }
    result.schema().columns().stream()
        .limit(MOST_COLUMNS)
        .forEach(column -> text.append(line(column)));
    return text.toString();
  }

  private static String line(LearnedColumn column) {
    return String.format(
        Locale.ROOT,
        "- %s %s%s%s\n",
        Display.code(Display.shortened(column.name())),
        column.type(),
        column.nullable() ? "" : ", never null",
        column.unique() ? ", unique" : "");
  }
}
