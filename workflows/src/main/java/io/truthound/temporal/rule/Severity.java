package io.truthound.temporal.rule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Says what a broken rule means for the status: FAILED, or only WARNING. */
public enum Severity {
  CRITICAL,
  ERROR,
  WARNING,
  INFO;

  /** The names as users write them, worst first. */
  static final List<String> NAMES = Arrays.stream(values()).map(Severity::text).toList();

  /** Returns the severity of that name, in any case. */
  @JsonCreator
  public static Severity parse(String text) {
    return Names.parse("severity", text, NAMES, values());
  }

  /** Returns the name in lower case, as it stands on the wire. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Says whether a broken rule of this severity makes the status FAILED. */
  public boolean fails() {
    return this == CRITICAL || this == ERROR;
  }
}
