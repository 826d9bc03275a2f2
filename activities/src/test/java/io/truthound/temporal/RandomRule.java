package io.truthound.temporal;

import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.ColumnPair;
import io.truthound.temporal.rule.CompletenessRatio;
import io.truthound.temporal.rule.ConditionalNull;
import io.truthound.temporal.rule.Expression;
import io.truthound.temporal.rule.GreaterThan;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.InSet;
import io.truthound.temporal.rule.Length;
import io.truthound.temporal.rule.LessThan;
import io.truthound.temporal.rule.MaxLength;
import io.truthound.temporal.rule.MinLength;
import io.truthound.temporal.rule.NotInSet;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.NotRegex;
import io.truthound.temporal.rule.PairOperator;
import io.truthound.temporal.rule.Regex;
import io.truthound.temporal.rule.RegexMatch;
import io.truthound.temporal.rule.RowCount;
import io.truthound.temporal.rule.RowOptions;
import io.truthound.temporal.rule.RowRule;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.Severity;
import io.truthound.temporal.rule.Tolerance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A random rule and what it means in plain SQL over the table {@code t}, written by hand from
 * rules.md.
 *
 * @param rule the rule
 * @param evaluated the condition of an evaluated row
 * @param failed the condition of a failing row among these
 * @param shown the columns that a sample shows
 * @param bounds what may fail
 */
record RandomRule(Rule rule, String evaluated, String failed, List<String> shown, Bounds bounds) {

  /** Percent of rows and rows that may fail; -1 for no such bound. */
  record Bounds(int percent, int rows, int warnPercent, int warnRows) {
    boolean broken(long evaluated, long failed) {
      return exceeded(percent < 0 && rows < 0 ? 0 : percent, rows, evaluated, failed);
    }

    boolean warned(long evaluated, long failed) {
      return exceeded(warnPercent, warnRows, evaluated, failed);
    }

    private static boolean exceeded(int percent, int rows, long evaluated, long failed) {
      return (percent >= 0 && failed * 100 > evaluated * percent) || (rows >= 0 && failed > rows);
    }

    Tolerance tolerance() {
      return new Tolerance(
          share(percent),
          rows < 0 ? null : Long.valueOf(rows),
          share(warnPercent),
          warnRows < 0 ? null : Long.valueOf(warnRows));
    }

    private static BigDecimal share(int percent) {
      return percent < 0 ? null : BigDecimal.valueOf(100 - percent, 2);
    }
  }

  private static final Bounds STRICT = new Bounds(-1, -1, -1, -1);
  private static final List<Bounds> BOUNDS =
      List.of(
          STRICT,
          STRICT,
          new Bounds(0, -1, -1, -1),
          new Bounds(10, -1, -1, -1),
          new Bounds(50, -1, -1, -1),
          new Bounds(99, -1, -1, -1),
          new Bounds(-1, 3, -1, -1),
          new Bounds(50, 5, -1, -1),
          new Bounds(50, -1, 10, -1),
          new Bounds(-1, 5, -1, 0),
          new Bounds(50, 5, 20, 1));

  private static final List<String> CONDITIONS =
      List.of(
          "i > 0",
          "b",
          "NOT b",
          "s IS NOT NULL AND length(s) > 2",
          "d > 1.5 OR i < 0",
          "t >= DATE '2024-01-01'",
          "s IN ('ABC', 'abc') OR l = 0",
          "i IS NULL",
          "CASE WHEN b THEN i > 0 ELSE l > 0 END",
          "upper(s) = 'ABC'",
          "l BETWEEN -5 AND 5");

  static RandomRule of(Random random) {
    RandomRule plain = plain(random, random.nextInt(16));
    if (!(plain.rule instanceof RowRule row)) {
      return plain;
    }
    Bounds bounds = pick(random, BOUNDS);
    RowOptions options =
        RowOptions.DEFAULT
            .withTolerance(bounds.tolerance())
            .withSeverity(pick(random, List.of(Severity.values())));
    String evaluated = plain.evaluated;
    if (random.nextInt(3) == 0) {
      String where = pick(random, CONDITIONS);
      options = options.withWhere(where);
      evaluated = "(" + evaluated + ") AND coalesce((" + where + "), FALSE)";
    }
    return new RandomRule(row.withOptions(options), evaluated, plain.failed, plain.shown, bounds);
  }

  private static RandomRule plain(Random random, int type) {
    return switch (type) {
      case 0 -> {
        String column = pick(random, RandomTable.COLUMNS);
        yield row(new NotNull(column), "TRUE", column + " IS NULL", column);
      }
      case 1, 2 -> set(random, type == 1);
      case 3, 4 -> range(random);
      case 5, 6 -> compare(random, type == 5);
      case 7, 8 -> pattern(random, type == 7);
      case 9, 10 -> length(random);
      case 11 -> {
        String column = pick(random, RandomTable.COLUMNS);
        String condition = pick(random, CONDITIONS);
        yield row(
            new ConditionalNull(column, condition),
            "coalesce((" + condition + "), FALSE)",
            column + " IS NULL",
            withColumnsOf(column, condition));
      }
      case 12 -> {
        String expression = pick(random, CONDITIONS);
        yield row(
            new Expression(expression),
            "TRUE",
            "(" + expression + ") IS FALSE",
            withColumnsOf(null, expression));
      }
      case 13 -> pair(random);
      case 14 -> {
        long min = random.nextInt(40);
        RowCount count = new RowCount(min, min + random.nextInt(100), severity(random), null);
        yield new RandomRule(count, "TRUE", "FALSE", List.of(), STRICT);
      }
      default -> {
        String column = pick(random, RandomTable.COLUMNS);
        BigDecimal ratio = pick(random, List.of(new BigDecimal("0.8"), BigDecimal.ONE));
        yield new RandomRule(
            new CompletenessRatio(column, ratio, severity(random), null),
            "TRUE",
            column + " IS NULL",
            List.of(column),
            STRICT);
      }
    };
  }

  private static RandomRule set(Random random, boolean in) {
    String column = pick(random, List.of("i", "l", "d", "m", "s", "b", "t", "z"));
    List<Object> members = new ArrayList<>();
    for (int at = 0; at <= random.nextInt(3); at++) {
      members.add(member(random, column));
    }
    String equal =
        members.stream()
            .map(member -> typed(column) + " = " + literal(column, member))
            .collect(Collectors.joining(" OR "));
    String present = column + " IS NOT NULL";
    return in
        ? row(new InSet(column, members), present, "NOT (" + equal + ")", column)
        : row(new NotInSet(column, members), present, equal, column);
  }

  private static RandomRule range(Random random) {
    String column = pick(random, List.of("i", "l", "d", "m", "t", "z"));
    List<Object> bounds = bounds(column);
    int low = random.nextInt(bounds.size());
    int high = low + random.nextInt(bounds.size() - low);
    Object min = random.nextInt(4) == 0 ? null : bounds.get(low);
    Object max = min != null && random.nextInt(4) == 0 ? null : bounds.get(high);
    boolean strictMin = min != null && low != high && random.nextBoolean();
    boolean strictMax = max != null && low != high && random.nextBoolean();
    List<String> inside = new ArrayList<>();
    if (min != null) {
      inside.add(typed(column) + (strictMin ? " > " : " >= ") + literal(column, min));
    }
    if (max != null) {
      inside.add(typed(column) + (strictMax ? " < " : " <= ") + literal(column, max));
    }
    String failed = "NOT (" + String.join(" AND ", inside) + ")" + orNan(column);
    return row(
        new InRange(column, min, max, strictMin, strictMax, RowOptions.DEFAULT),
        column + " IS NOT NULL",
        failed,
        column);
  }

  private static RandomRule compare(Random random, boolean greater) {
    String column = pick(random, List.of("i", "l", "d", "m", "t", "z"));
    Object bound = pick(random, bounds(column));
    RowRule rule =
        greater
            ? new GreaterThan(column, bound, RowOptions.DEFAULT)
            : new LessThan(column, bound, RowOptions.DEFAULT);
    String holds = typed(column) + (greater ? " > " : " < ") + literal(column, bound);
    return row(rule, column + " IS NOT NULL", "NOT (" + holds + ")" + orNan(column), column);
  }

  private static RandomRule pattern(Random random, boolean must) {
    String pattern =
        pick(
            random,
            List.of("[A-Z]{3}", "A", "ABC|abc", "(?i)abc", ".*", "it's", "\\s", "^a", "B|c$"));
    RegexMatch match = pick(random, List.of(RegexMatch.values()));
    String anchored =
        switch (match) {
          case FULL -> "^(?:" + pattern + ")\\z";
          case PREFIX -> "^(?:" + pattern + ")";
          case SEARCH -> pattern;
        };
    String found = "regexp_extract_all(s, '" + anchored.replace("'", "''") + "') <> []";
    return must
        ? row(
            new Regex("s", pattern, match, RowOptions.DEFAULT),
            "s IS NOT NULL",
            "NOT (" + found + ")",
            "s")
        : row(new NotRegex("s", pattern, match, RowOptions.DEFAULT), "s IS NOT NULL", found, "s");
  }

  private static RandomRule length(Random random) {
    long min = random.nextInt(4);
    long max = min + random.nextInt(3);
    // A code point is a byte of UTF-8 that does not continue another: not 10xxxxxx.
    String characters = "len(regexp_extract_all(hex(s), '(?:[0-7C-F].)(?:[89AB].)*'))";
    return switch (random.nextInt(3)) {
      case 0 ->
          row(
              new Length("s", min, max),
              "s IS NOT NULL",
              characters + " NOT BETWEEN " + min + " AND " + max,
              "s");
      case 1 ->
          row(
              new MinLength("s", min, RowOptions.DEFAULT),
              "s IS NOT NULL",
              characters + " < " + min,
              "s");
      default ->
          row(
              new MaxLength("s", max, RowOptions.DEFAULT),
              "s IS NOT NULL",
              characters + " > " + max,
              "s");
    };
  }

  private static RandomRule pair(Random random) {
    List<String> columns =
        pick(
            random,
            List.of(
                List.of("i", "l"),
                List.of("i", "d"),
                List.of("d", "m"),
                List.of("d", "d"),
                List.of("t", "z"),
                List.of("s", "s"),
                List.of("l", "i")));
    PairOperator op = pick(random, List.of(PairOperator.values()));
    String a = columns.get(0);
    String b = columns.get(1);
    String failed = "NOT (" + a + " " + op.text() + " " + b + ")";
    List<String> nan = new ArrayList<>();
    columns.stream().filter("d"::equals).forEach(column -> nan.add("isnan(" + column + ")"));
    if (!nan.isEmpty()) {
      failed =
          "CASE WHEN %s THEN %s ELSE %s END"
              .formatted(String.join(" OR ", nan), op != PairOperator.NOT_EQUAL, failed);
    }
    return row(
        new ColumnPair(a, b, op),
        a + " IS NOT NULL AND " + b + " IS NOT NULL",
        failed,
        a.equals(b) ? List.of(a) : columns);
  }

  private static List<Object> bounds(String column) {
    return switch (column) {
      case "i", "l" ->
          numbers(
              "-9223372036854775809",
              "-9223372036854775808",
              "-5",
              "0",
              "0.5",
              "1",
              "2147483647",
              "9223372036854775807",
              "1e30");
      case "d" -> numbers("-1e400", "-2.25", "0", "0.1", "1.5", "1e300", "1e400");
      case "m" -> numbers("-1.255", "-1.25", "0", "1.25", "1.2501", "9999999.99", "1e20");
      case "t" -> List.of("1969-07-20", "2024-01-01", "2024-02-29");
      default -> List.of("1969-07-20T20:17:40", "2024-01-01", "2024-01-01 23:59:59.5");
    };
  }

  private static Object member(Random random, String column) {
    return switch (column) {
      case "s" -> pick(random, List.of("", "ABC", "it's", "👍", "say \"x\"", "none", "two\nlines"));
      case "b" -> random.nextBoolean();
      default -> pick(random, bounds(column));
    };
  }

  private static List<Object> numbers(String... texts) {
    List<Object> numbers = new ArrayList<>();
    for (String text : texts) {
      numbers.add(new BigDecimal(text));
    }
    return numbers;
  }

  /** Whole numbers and decimals are compared as decimals: exactly. */
  private static String typed(String column) {
    return List.of("i", "l", "m").contains(column)
        ? "CAST(" + column + " AS DECIMAL(38,4))"
        : column;
  }

  private static String literal(String column, Object value) {
    String text =
        "'"
            + (value instanceof BigDecimal n ? n.toPlainString() : value.toString())
                .replace("'", "''")
            + "'";
    return switch (column) {
      case "i", "l", "m" -> "CAST(" + text + " AS DECIMAL(38,4))";
      case "d" -> "CAST(" + text + " AS DOUBLE)";
      case "t" -> "CAST(" + text + " AS DATE)";
      case "z" -> "CAST(" + text + " AS TIMESTAMP)";
      case "b" -> value.toString();
      default -> text;
    };
  }

  private static String orNan(String column) {
    return column.equals("d") ? " OR isnan(d)" : "";
  }

  private static List<String> withColumnsOf(String first, String condition) {
    List<String> shown = new ArrayList<>();
    if (first != null) {
      shown.add(first);
    }
    java.util.regex.Matcher words =
        java.util.regex.Pattern.compile("'[^']*'|[A-Za-z]+").matcher(condition);
    while (words.find()) {
      String word = words.group();
      if (RandomTable.COLUMNS.contains(word) && !shown.contains(word)) {
        shown.add(word);
      }
    }
    return shown;
  }

  private static RandomRule row(RowRule rule, String evaluated, String failed, String shown) {
    return row(rule, evaluated, failed, List.of(shown));
  }

  private static RandomRule row(RowRule rule, String evaluated, String failed, List<String> shown) {
    return new RandomRule(rule, evaluated, failed, shown, STRICT);
  }

  /** The verdict on so many failed of so many. */
  Status verdict(long evaluated, long failed) {
    boolean broken;
    if (rule instanceof RowCount count) {
      broken = evaluated < count.min() || evaluated > count.max();
    } else if (rule instanceof CompletenessRatio ratio) {
      broken = failed * 5 > (ratio.minRatio().compareTo(BigDecimal.ONE) == 0 ? 0 : evaluated);
    } else {
      broken = bounds.broken(evaluated, failed);
    }
    if (broken) {
      return rule.severity().fails() ? Status.FAILED : Status.WARNING;
    }
    return bounds.warned(evaluated, failed) ? Status.WARNING : Status.PASSED;
  }

  private static Severity severity(Random random) {
    return pick(random, List.of(Severity.values()));
  }

  private static <T> T pick(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
