package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.Words;

/** What went wrong, in one line for a person. */
final class Problem {
  private static final int LONGEST = 600;

  private Problem() {}

  static String of(Throwable failure) {
    String message = failure.getMessage();
    String text =
        message == null || message.isBlank() ? failure.getClass().getSimpleName() : message.strip();
    String first = text.lines().findFirst().orElse(text);
    return Words.safe(first.length() <= LONGEST ? first : first.substring(0, LONGEST) + "…");
  }
}
