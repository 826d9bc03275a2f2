package io.truthound.temporal.planning;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Understands names of folders as Hive writes them: a key, {@code =} and a value. */
final class FolderNames {
  private static final String NULL = "__HIVE_DEFAULT_PARTITION__";
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private FolderNames() {}

  /** Returns the values of a file's folders by key, outermost first; nothing stands for null. */
  static Map<String, Optional<String>> of(FoundFile file) {
    Map<String, Optional<String>> values = new LinkedHashMap<>();
    for (String name : file.folders()) {
      int equals = name.indexOf('=');
      if (equals > 0) {
        String value = name.substring(equals + 1);
        values.put(
            decoded(name.substring(0, equals)),
            value.equals(NULL) ? Optional.empty() : Optional.of(decoded(value)));
      }
    }
    return values;
  }

  /** Returns the type of all values: whole numbers or days where each is one, else text. */
  static DataType type(List<Optional<String>> values) {
    if (all(values, value -> WHOLE_NUMBER.matcher(value).matches())) {
      return DataType.of(Kind.INT64);
    }
    return DataType.of(all(values, FolderNames::isDay) ? Kind.DATE : Kind.STRING);
  }

  private static boolean all(List<Optional<String>> values, Predicate<String> test) {
    return values.stream().anyMatch(Optional::isPresent)
        && values.stream().flatMap(Optional::stream).allMatch(test);
  }

  private static boolean isDay(String value) {
    if (!DAY.matcher(value).matches()) {
      return false;
    }
    try {
      LocalDate.parse(value);
      return true;
    } catch (DateTimeParseException noSuchDay) {
      return false;
    }
  }

  /** Reads {@code %3A} and the like; what is no such code stays as it is. */
  private static String decoded(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    for (int at = 0; at < bytes.length; at++) {
      int high = bytes[at] == '%' && at + 2 < bytes.length ? digit(bytes[at + 1]) : -1;
      int low = high < 0 ? -1 : digit(bytes[at + 2]);
      if (low < 0) {
        decoded.write(bytes[at]);
      } else {
        decoded.write(high << 4 | low);
        at += 2;
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  private static int digit(byte hex) {
    return Character.digit(hex, 16);
  }
}
