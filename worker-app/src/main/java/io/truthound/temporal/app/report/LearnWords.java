package io.truthound.temporal.app.report;

import io.truthound.temporal.result.LearnedColumn;
import io.truthound.temporal.result.LearnedRule;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.InSet;
import io.truthound.temporal.rule.MaxLength;
import io.truthound.temporal.rule.MinLength;
import io.truthound.temporal.rule.Rule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is said of learned columns and rules to a person, on one line each. */
public final class LearnWords {
  private static final int MOST_VALUES = 5;
  private static final BigDecimal NEARLY_ALL = new BigDecimal("99.99");

  private LearnWords() {}

  /** Returns the rules on each column, in order; one on several columns stands with each. */
  public static Map<String, List<LearnedRule>> byColumn(List<LearnedRule> rules) {
    Map<String, List<LearnedRule>> byColumn = new HashMap<>();
    for (LearnedRule rule : rules) {
      for (String column : new LinkedHashSet<>(rule.rule().columns())) {
        byColumn.computeIfAbsent(column, name -> new ArrayList<>()).add(rule);
      }
    }
    return byColumn;
  }

  /** Says what type a column has. */
  public static String type(LearnedColumn column) {
    return column.type() == null ? "unknown" : column.type().text();
  }

  /** Says how many nulls a column had; empty where it had none, or nobody knows. */
  public static String nulls(LearnedColumn column) {
    BigDecimal ratio = column.nullRatio();
    if (!column.nullable() || ratio == null) {
      return "";
    }
    String share = ratio.movePointRight(2).stripTrailingZeros().toPlainString();
    return ratio.signum() == 0 ? "few nulls" : share + " % null";
  }

  /** Says what a rule allows, beyond its type. */
  public static String said(Rule rule) {
    if (rule instanceof InRange range) {
      return range(range);
    }
    if (rule instanceof InSet set) {
      String values =
          set.values().stream()
              .limit(MOST_VALUES)
              .map(value -> value instanceof BigDecimal number ? brief(number) : Words.value(value))
              .collect(Collectors.joining(", "));
      int more = set.values().size() - MOST_VALUES;
      return more > 0 ? values + " and " + Words.number(more) + " more" : values;
    }
    if (rule instanceof MinLength length) {
      return Words.number(length.minLength());
    }
    return rule instanceof MaxLength length ? Words.number(length.maxLength()) : "";
  }

  private static String range(InRange range) {
    List<String> ends = new ArrayList<>();
    if (range.min() != null) {
      ends.add(range.max() == null ? "at least " + shown(range.min()) : shown(range.min()));
    }
    if (range.max() != null) {
      ends.add(range.min() == null ? "at most " + shown(range.max()) : shown(range.max()));
    }
    return String.join(" to ", ends);
  }

  private static String shown(Object bound) {
    return Words.line(bound instanceof BigDecimal number ? brief(number) : bound.toString());
  }

  private static String brief(BigDecimal number) {
    String plain = number.toPlainString();
    return plain.length() <= 20 ? plain : number.stripTrailingZeros().toString();
  }

  /** Says {@code 99.99 %}, rounded down: nothing learned is certain. */
  public static String percent(BigDecimal confidence) {
    BigDecimal percent = confidence.movePointRight(2);
    int digits = percent.compareTo(NEARLY_ALL) >= 0 ? 4 : 2;
    BigDecimal shown = percent.setScale(digits, RoundingMode.DOWN).stripTrailingZeros();
    return (shown.signum() == 0 ? "0" : shown.toPlainString()) + " %";
  }
}
