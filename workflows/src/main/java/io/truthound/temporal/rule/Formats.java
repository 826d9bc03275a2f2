package io.truthound.temporal.rule;

import io.truthound.temporal.dataset.DatasetFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names of formats in rules. */
final class Formats {
  static final List<String> NAMES =
      Arrays.stream(DatasetFormat.values()).map(format -> text(format)).toList();

  private Formats() {}

  static String text(DatasetFormat format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  static @Nullable String textOrNull(@Nullable DatasetFormat format) {
    return format == null ? null : text(format);
  }

  static DatasetFormat parse(String text) {
    return Arrays.stream(DatasetFormat.values())
        .filter(format -> text(format).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(Problems.unknown("format", text, NAMES, NAMES)));
  }
}
