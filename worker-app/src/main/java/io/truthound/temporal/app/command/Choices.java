package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.rule.Nearest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Options that take one of a few words. */
final class Choices {
  private Choices() {}

  /**
   * Finds what a word stands for, in any case.
   *
   * @throws InvalidRequestException where it stands for nothing; says what is allowed
   */
  static <T> T of(String option, String given, Map<String, T> allowed) {
    T found = allowed.get(given.toLowerCase(Locale.ROOT).replace('_', '-'));
    if (found == null) {
      throw unknown(option, given, List.copyOf(allowed.keySet()));
    }
    return found;
  }

  static <E extends Enum<E>> E of(String option, String given, Class<E> type) {
    Map<String, E> allowed = new LinkedHashMap<>();
    Arrays.stream(type.getEnumConstants())
        .forEach(
            constant ->
                allowed.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant));
    return of(option, given, allowed);
  }

  static InvalidRequestException unknown(String option, String given, List<String> allowed) {
    return new InvalidRequestException(
        "Invalid "
            + option
            + ": \""
            + given
            + "\" (allowed: "
            + String.join(", ", allowed)
            + Nearest.to(given, allowed).map(near -> "; nearest: " + near).orElse("")
            + ")");
  }
}
