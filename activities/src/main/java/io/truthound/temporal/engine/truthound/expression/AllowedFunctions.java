package io.truthound.temporal.engine.truthound.expression;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lists every function and operator that an expression may call: deterministic, independent of
 * settings, at most linear in the size of its operands, with a result no larger than they are.
 */
final class AllowedFunctions {

  /**
   * Bounds a call.
   *
   * @param constants the operands, counted from 0, that must be text literals
   */
  record Call(int least, int most, Set<Integer> constants) {
    boolean takes(int operands) {
      return operands >= least && operands <= most;
    }

    String arity() {
      String bound = most == MANY ? " or more" : " to " + most;
      return least == most ? String.valueOf(least) : least + bound;
    }
  }

  private static final int MANY = Integer.MAX_VALUE;
  private static final TreeMap<String, Call> CALLS = new TreeMap<>();

  static {
    allow(1, 1, "length", "strlen", "char_length", "character_length", "lower", "lcase", "upper");
    allow(1, 1, "ucase", "abs", "sign", "floor", "ceil", "ceiling", "sqrt", "ln", "log10", "exp");
    allow(1, 1, "isnan", "isinf", "isfinite", "year", "month", "day", "hour", "minute", "second");
    allow(1, 1, "quarter", "week", "dayofweek", "weekday", "isodow", "dayofyear", "epoch");
    allow(1, 1, "to_years", "to_months", "to_weeks", "to_days", "to_hours", "to_minutes");
    allow(1, 1, "to_seconds", "to_milliseconds", "to_microseconds");
    allow(1, 2, "trim", "ltrim", "rtrim", "round", "trunc");
    allow(2, 2, "left", "right", "starts_with", "ends_with", "contains", "prefix", "suffix");
    allow(2, 2, "strpos", "instr", "position", "pow", "power", "mod", "nullif");
    allow(2, 3, "substr", "substring");
    allow(1, MANY, "greatest", "least");
    allow(3, 3, Set.of(2), "like_escape", "not_like_escape", "ilike_escape", "not_ilike_escape");
    allow(2, 3, Set.of(1, 2), "regexp_matches", "regexp_full_match");
    allow(2, 2, Set.of(0), "date_part", "datepart", "date_trunc", "datetrunc");
    allow(3, 3, Set.of(0), "date_diff", "datediff");
    allow(2, 2, Set.of(1), "strftime");
  }

  /** Parser name to the SQL operator written back. */
  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          entry("+", "+"),
          entry("-", "-"),
          entry("*", "*"),
          entry("/", "/"),
          entry("//", "//"),
          entry("%", "%"),
          entry("^", "^"),
          entry("**", "**"),
          entry("||", "||"),
          entry("~~", "LIKE"),
          entry("!~~", "NOT LIKE"),
          entry("~~*", "ILIKE"),
          entry("!~~*", "NOT ILIKE"));

  private static final Set<String> PARTS =
      new TreeSet<>(
          List.of(
              "year",
              "month",
              "day",
              "hour",
              "minute",
              "second",
              "quarter",
              "week",
              "dayofweek",
              "dow",
              "isodow",
              "dayofyear",
              "doy",
              "epoch",
              "millisecond",
              "microsecond",
              "isoyear",
              "decade",
              "century",
              "millennium"));

  private AllowedFunctions() {}

  private static void allow(int least, int most, String... names) {
    allow(least, most, Set.of(), names);
  }

  private static void allow(int least, int most, Set<Integer> constants, String... names) {
    for (String name : names) {
      CALLS.put(name, new Call(least, most, constants));
    }
  }

  static @Nullable Call call(String name) {
    return CALLS.get(name);
  }

  static @Nullable String operator(String name) {
    return OPERATORS.get(name);
  }

  static Set<String> names() {
    return CALLS.navigableKeySet();
  }

  static boolean takesPart(String function) {
    return function.startsWith("date");
  }

  static boolean isPart(String part) {
    return PARTS.contains(part);
  }

  static Set<String> parts() {
    return PARTS;
  }
}
