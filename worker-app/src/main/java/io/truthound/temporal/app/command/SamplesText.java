package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.config.SampleValues;
import io.truthound.temporal.config.Showing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what is shown of values, as {@code --samples} says it. */
final class SamplesText {
  static final String OPTION = "--samples";
  static final String LABEL = "[COLUMN=]HOW";
  static final String MEANING =
      "What to show of values: full, masked (letters as x, digits as #) or none, of one column or"
          + " of all others. Repeatable. Default: full.";

  private static final Map<String, Showing> WORDS = new LinkedHashMap<>();

  static {
    for (Showing showing : Showing.values()) {
      WORDS.put(showing.name().toLowerCase(Locale.ROOT), showing);
    }
  }

  private SamplesText() {}

  /**
   * Returns what all of them say together; the last one of a column counts.
   *
   * @param given each {@code [COLUMN=]full|masked|none}
   * @throws InvalidRequestException if one says nothing of the kind
   */
  static SampleValues parse(List<String> given) {
    SampleValues values = SampleValues.FULL;
    for (String each : given) {
      int mark = each.lastIndexOf('=');
      if (mark == 0) {
        throw new InvalidRequestException(
            "Invalid --samples: \"" + each + "\" (allowed: the name of a column before =)");
      }
      Showing showing = Choices.of(OPTION, each.substring(mark + 1), WORDS);
      values =
          mark < 0 ? values.withOthers(showing) : values.with(each.substring(0, mark), showing);
    }
    return values;
  }
}
