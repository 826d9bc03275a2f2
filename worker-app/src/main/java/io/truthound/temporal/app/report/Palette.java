package io.truthound.temporal.app.report;

import io.truthound.temporal.result.Status;

/** Colours text where it is shown on a terminal, and leaves it alone elsewhere. */
public enum Palette {
  COLOURED,
  PLAIN;

  private static final String RESET = "\u001b[0m";

  String bold(String text) {
    return painted("\u001b[1m", text);
  }

  String faint(String text) {
    return painted("\u001b[2m", text);
  }

  String of(Status status, String text) {
    return switch (status) {
      case PASSED -> painted("\u001b[32m", text);
      case WARNING -> painted("\u001b[33m", text);
      case FAILED, ERROR -> painted("\u001b[31m", text);
      case SKIPPED -> faint(text);
    };
  }

  /** Returns the sign that stands beside a status, so that nobody needs its colour. */
  public static String mark(Status status) {
    return switch (status) {
      case PASSED -> "✓";
      case WARNING -> "!";
      case FAILED -> "✗";
      case ERROR -> "✗";
      case SKIPPED -> "–";
    };
  }

  private String painted(String code, String text) {
    return this == COLOURED && !text.isEmpty() ? code + text + RESET : text;
  }
}
