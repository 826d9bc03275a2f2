package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.rule.InSet;
import io.truthound.temporal.rule.Length;
import io.truthound.temporal.rule.MaxLength;
import io.truthound.temporal.rule.MinLength;
import io.truthound.temporal.rule.NotInSet;
import io.truthound.temporal.rule.NotRegex;
import io.truthound.temporal.rule.Regex;
import io.truthound.temporal.rule.Rule;
import java.util.List;

/** Reads a column as the text it is where a rule speaks of text, whatever the text looks like. */
public final class TextNeeds {
  private TextNeeds() {}

  /** Returns the type of a column: what its values look like, unless a rule speaks of text. */
  public static DataType typeOf(String column, DataType inferred, List<Rule> rules) {
    boolean needed =
        rules.stream()
            .anyMatch(rule -> rule.columns().contains(column) && speaksOfText(rule, inferred));
    return needed ? DataType.of(Kind.STRING) : inferred;
  }

  private static boolean speaksOfText(Rule rule, DataType inferred) {
    if (rule instanceof InSet set) {
      return hasText(set.values(), inferred);
    }
    if (rule instanceof NotInSet set) {
      return hasText(set.values(), inferred);
    }
    return rule instanceof Regex
        || rule instanceof NotRegex
        || rule instanceof Length
        || rule instanceof MinLength
        || rule instanceof MaxLength;
  }

  private static boolean hasText(List<Object> values, DataType inferred) {
    return !inferred.temporal() && values.stream().anyMatch(String.class::isInstance);
  }
}
