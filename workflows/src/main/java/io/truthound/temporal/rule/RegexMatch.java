package io.truthound.temporal.rule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Says how much of a text a pattern must cover. */
public enum RegexMatch {
  /** The whole text. */
  FULL,
  /** Any part of it. */
  SEARCH,
  /** A part that begins with the first character. */
  PREFIX;

  static final List<String> NAMES = Arrays.stream(values()).map(RegexMatch::text).toList();

  /** Returns the kind of match of that name, in any case. */
  @JsonCreator
  public static RegexMatch parse(String text) {
    return Names.parse("match", text, NAMES, values());
  }

  /** Returns the name in lower case, as it stands on the wire. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
