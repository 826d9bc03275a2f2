package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every rule asks of its parameters; each refusal names the field. */
final class Checks {
  /** Exact arithmetic with more decimals would cost more than the answer is worth. */
  private static final int MOST_DECIMALS = 100;

  private Checks() {}

  static <T> T given(@Nullable String type, String field, @Nullable T value) {
    if (value == null) {
      throw InvalidRuleException.of(type, "missing " + Problems.quote(field));
    }
    return value;
  }

  static String column(@Nullable String type, String field, @Nullable String column) {
    String name = given(type, field, column);
    if (name.isEmpty()) {
      throw refused(type, field, name, "the name of a column, not empty");
    }
    return unicode(type, field, name);
  }

  static List<String> keyColumns(String type, String field, @Nullable List<String> columns) {
    List<String> names = given(type, field, columns);
    if (names.isEmpty()) {
      throw refused(type, field, names, "at least one column");
    }
    List<String> seen = new ArrayList<>();
    for (String name : names) {
      if (seen.contains(column(type, field, name))) {
        throw InvalidRuleException.of(
            type,
            "field " + Problems.quote(field) + ": " + Problems.quote(name) + " is given twice");
      }
      seen.add(name);
    }
    return List.copyOf(seen);
  }

  static void text(@Nullable String type, String field, @Nullable String given) {
    String text = given(type, field, given);
    if (text.isBlank() && !(field.equals("pattern") && !text.isEmpty())) {
      throw refused(type, field, text, "text, not blank");
    }
    unicode(type, field, text);
  }

  static void name(@Nullable String type, @Nullable String name) {
    if (name != null) {
      text(type, "name", name);
    }
  }

  /** Refuses half of a surrogate pair: it cannot be written as UTF-8. */
  static String unicode(@Nullable String type, String field, String text) {
    boolean broken =
        text.codePoints()
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    if (broken) {
      throw InvalidRuleException.of(
          type, "field " + Problems.quote(field) + ": half of a surrogate pair is not a character");
    }
    return text;
  }

  static void notNegative(@Nullable String type, String field, @Nullable Long value) {
    if (value != null && value < 0) {
      throw refused(type, field, BigDecimal.valueOf(value), "0 or more");
    }
  }

  /** Returns the number in its shortest form; refuses what is below 0 or has too many digits. */
  static BigDecimal amount(@Nullable String type, String field, @Nullable BigDecimal given) {
    BigDecimal amount = (BigDecimal) Literals.bound(type, field, given);
    if (amount.signum() < 0) {
      throw refused(type, field, amount, "0 or more");
    }
    BigDecimal shortest = amount.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  /** Returns the share, any zero as 0; refuses what is not 0 to 1. */
  static BigDecimal share(@Nullable String type, String field, @Nullable BigDecimal given) {
    BigDecimal share = given(type, field, given);
    if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
      throw refused(type, field, share, "0 to 1");
    }
    if (share.signum() != 0 && share.scale() > MOST_DECIMALS) {
      throw refused(type, field, share, "at most " + MOST_DECIMALS + " decimals");
    }
    return share.signum() == 0 ? BigDecimal.ZERO : share;
  }

  static void bounds(
      String type, String minField, @Nullable Long min, String maxField, @Nullable Long max) {
    if (min == null && max == null) {
      throw oneIsNeeded(type, minField, maxField);
    }
    notNegative(type, minField, min);
    notNegative(type, maxField, max);
    if (min != null && max != null && min > max) {
      throw crossed(type, minField, min, maxField, max);
    }
  }

  static void range(
      String type,
      @Nullable Object min,
      @Nullable Object max,
      boolean strictMin,
      boolean strictMax) {
    if (min == null && max == null) {
      throw oneIsNeeded(type, "min", "max");
    }
    if (strictMin && min == null) {
      throw InvalidRuleException.of(type, "\"strict_min\" without \"min\"");
    }
    if (strictMax && max == null) {
      throw InvalidRuleException.of(type, "\"strict_max\" without \"max\"");
    }
    if (min instanceof BigDecimal low && max instanceof BigDecimal high) {
      order(type, low, high, strictMin || strictMax);
    }
  }

  /** Refuses bounds that no value can satisfy. */
  static <T extends Comparable<T>> void order(String type, T low, T high, boolean strict) {
    int comparison = low.compareTo(high);
    if (comparison > 0) {
      throw crossed(type, "min", low, "max", high);
    }
    if (comparison == 0 && strict) {
      throw InvalidRuleException.of(
          type, "\"min\" and \"max\" are both " + low + " and one is strict: nothing lies between");
    }
  }

  static List<SchemaColumn> schema(String type, @Nullable List<SchemaColumn> columns) {
    if (columns == null || columns.isEmpty()) {
      throw InvalidRuleException.of(type, "field \"columns\": found none (allowed: 1 or more)");
    }
    List<String> names = new ArrayList<>();
    for (SchemaColumn column : columns) {
      if (names.contains(column.name())) {
        throw InvalidRuleException.of(
            type, "field \"columns\": " + Problems.quote(column.name()) + " is given twice");
      }
      names.add(column.name());
    }
    return List.copyOf(columns);
  }

  /** Refuses a bound for warnings that the main bound makes useless. */
  static void tighter(
      @Nullable BigDecimal mostly,
      @Nullable Long maxFailed,
      @Nullable BigDecimal warnMostly,
      @Nullable Long warnMaxFailed) {
    BigDecimal share = mostly == null && maxFailed == null ? BigDecimal.ONE : mostly;
    boolean nothingMayFail =
        (share != null && share.compareTo(BigDecimal.ONE) == 0)
            || (maxFailed != null && maxFailed == 0);
    String main =
        (share == null ? "" : "mostly " + share)
            + (share == null || maxFailed == null ? "" : " and ")
            + (maxFailed == null ? "" : "max_failed " + maxFailed);
    BigDecimal floor = share == null ? BigDecimal.ZERO : share;
    if (warnMostly != null && (nothingMayFail || warnMostly.compareTo(floor) <= 0)) {
      throw notTighter("warn_mostly", warnMostly, main);
    }
    if (warnMaxFailed != null
        && (nothingMayFail || (maxFailed != null && warnMaxFailed >= maxFailed))) {
      throw notTighter("warn_max_failed", warnMaxFailed, main);
    }
  }

  static InvalidRuleException refused(
      @Nullable String type, String field, @Nullable Object found, String allowed) {
    return InvalidRuleException.of(type, Problems.illTyped(field, found, allowed));
  }

  private static InvalidRuleException notTighter(String field, Object found, String main) {
    return InvalidRuleException.of(
        null, "\"" + field + "\" " + found + " is not tighter than " + main);
  }

  private static InvalidRuleException crossed(
      String type, String minField, Object min, String maxField, Object max) {
    return InvalidRuleException.of(
        type, "\"" + minField + "\" " + min + " is above \"" + maxField + "\" " + max);
  }

  private static InvalidRuleException oneIsNeeded(String type, String min, String max) {
    return InvalidRuleException.of(
        type, "missing \"" + min + "\" and \"" + max + "\" (at least one is needed)");
  }
}
