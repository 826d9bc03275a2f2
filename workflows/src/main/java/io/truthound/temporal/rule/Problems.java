package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words for what was found and what is allowed. */
final class Problems {
  private static final int LONGEST_QUOTE = 60;
  private static final int MOST_LISTED = 20;

  private Problems() {}

  /** Says {@code unknown field "maxx" (allowed: column, min, max; nearest: "max")}. */
  static String unknown(
      String what, String found, List<String> allowed, Collection<String> candidates) {
    return unknown(what, found, "allowed: " + String.join(", ", allowed), candidates);
  }

  /** Says the same of a list that data decides, which may be long. */
  static String unknownColumn(String found, List<String> columns) {
    int listed = Math.min(columns.size(), MOST_LISTED);
    String list =
        String.join(", ", columns.subList(0, listed)) + (columns.size() > listed ? ", …" : "");
    return unknown("column", found, "columns: " + list, columns);
  }

  private static String unknown(
      String what, String found, String listed, Collection<String> candidates) {
    String nearest =
        Nearest.to(found, candidates).map(near -> "; nearest: " + quote(near)).orElse("");
    return "unknown " + what + " " + quote(found) + " (" + listed + nearest + ")";
  }

  /** Says {@code field "min": found text "a" (allowed: a number)}. */
  static String illTyped(String field, @Nullable Object found, String allowed) {
    return "field " + quote(field) + ": found " + found(found) + " (allowed: " + allowed + ")";
  }

  static String found(@Nullable Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof String text) {
      return "text " + quote(text);
    } else if (value instanceof BigDecimal number) {
      return "number " + cut(number.toString());
    } else if (value instanceof RuleTree.Unusable unusable) {
      return unusable.words();
    } else if (value instanceof Collection<?>) {
      return "a list";
    } else if (value instanceof Map<?, ?>) {
      return "an object";
    }
    return value instanceof Boolean
        ? value.toString()
        : value.getClass().getSimpleName() + " " + cut(value.toString());
  }

  static String quote(String text) {
    return '"' + cut(text) + '"';
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_QUOTE) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST_QUOTE - 1)) ? -1 : 0;
    return text.substring(0, LONGEST_QUOTE + end) + "…";
  }
}
