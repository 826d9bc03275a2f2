package io.truthound.temporal.app.report.html;

import io.truthound.temporal.app.report.Markup;
import io.truthound.temporal.result.Status;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Draws a status as a cell, by colour and by sign. */
final class StatusCell {
  /** From one cell to the next. */
  static final int PITCH = 18;

  private static final int SIDE = 15;
  private static final int HALF = 2;

  private StatusCell() {}

  /**
   * Draws one.
   *
   * @param status null where it is not known
   */
  static void draw(Markup html, @Nullable Status status, int left, int top) throws IOException {
    String style = status == null ? "unknown" : Page.style(status);
    String side = String.valueOf(SIDE);
    html.empty(
        "rect",
        "class",
        "cell " + style,
        "x",
        String.valueOf(left),
        "y",
        String.valueOf(top),
        "width",
        side,
        "height",
        side,
        "rx",
        String.valueOf(HALF));
    String mark = mark(status);
    if (mark != null) {
      html.empty("path", "class", "mark " + style, "d", "M" + left + " " + top + mark);
    }
  }

  /** Draws a sign from a cell's corner: a cross, an exclamation mark, a dash, a dot. */
  private static @Nullable String mark(@Nullable Status status) {
    if (status == null) {
      return "m7 7.5h1";
    }
    return switch (status) {
      case FAILED -> "m4 4l7 7m0 -7l-7 7";
      case ERROR -> "m7.5 3v5m0 3.5v.1";
      case WARNING -> "m4 7.5h7";
      case PASSED, SKIPPED -> null;
    };
  }
}
