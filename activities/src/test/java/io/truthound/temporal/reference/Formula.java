package io.truthound.temporal.reference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An expression as SQL, and what it is on a row. Null is unknown, as in SQL.
 *
 * @param sql its text
 * @param columns what it reads, in the order of the text
 * @param value what it is; throws CannotEvaluateException where it is nothing
 */
public record Formula(String sql, List<String> columns, Function<Row, Object> value) {
  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  /** Returns what it is on a row. */
  public Object on(Row row) {
    return value.apply(row);
  }

  static Formula column(String name) {
    return new Formula(
        '"' + name.replace("\"", "\"\"") + '"', List.of(name), row -> row.cell(name));
  }

  static Formula literal(String sql, Object value) {
    return new Formula(sql, List.of(), row -> value);
  }

  static Formula compare(Formula a, String op, Formula b) {
    return of(
        "%s " + op + " %s",
        values -> {
          if (values.contains(null)) {
            return null;
          }
          int order = Values.compare(values.get(0), values.get(1));
          return switch (op) {
            case "=" -> order == 0;
            case "<>" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
          };
        },
        a,
        b);
  }

  static Formula and(Formula a, Formula b) {
    return of("(%s) AND (%s)", values -> logical(values, false), a, b);
  }

  static Formula or(Formula a, Formula b) {
    return of("(%s) OR (%s)", values -> logical(values, true), a, b);
  }

  /** What decides does, else what is unknown; else the opposite. */
  private static Object logical(List<Object> values, boolean deciding) {
    if (values.contains(deciding)) {
      return deciding;
    }
    return values.contains(null) ? null : (Object) !deciding;
  }

  static Formula not(Formula a) {
    return of("NOT (%s)", values -> values.get(0) == null ? null : !(Boolean) values.get(0), a);
  }

  static Formula isNull(Formula a) {
    return of("%s IS NULL", values -> values.get(0) == null, a);
  }

  static Formula isNotNull(Formula a) {
    return of("%s IS NOT NULL", values -> values.get(0) != null, a);
  }

  static Formula between(Formula a, Formula low, Formula high) {
    return of(
        "%s BETWEEN %s AND %s",
        values -> {
          Formula known = literal("", values.get(0));
          return and(
                  compare(known, ">=", literal("", values.get(1))),
                  compare(known, "<=", literal("", values.get(2))))
              .on(null);
        },
        a,
        low,
        high);
  }

  static Formula in(Formula a, List<Formula> members) {
    List<Formula> all = new ArrayList<>(List.of(a));
    all.addAll(members);
    String places = members.stream().map(member -> "%s").collect(Collectors.joining(", "));
    return of(
        "%s IN (" + places + ")",
        values -> {
          if (values.get(0) == null) {
            return null;
          }
          return values.stream()
              .skip(1)
              .anyMatch(member -> Values.compare(values.get(0), member) == 0);
        },
        all.toArray(new Formula[0]));
  }

  /** One of two, of which only the one that is asked for is computed. */
  static Formula caseWhen(Formula condition, Formula yes, Formula no) {
    return new Formula(
        "CASE WHEN %s THEN %s ELSE %s END".formatted(condition.sql, yes.sql, no.sql),
        together(condition, yes, no),
        row -> Boolean.TRUE.equals(condition.on(row)) ? yes.on(row) : no.on(row));
  }

  static Formula coalesce(Formula a, Formula b) {
    return of(
        "coalesce(%s, %s)", values -> values.get(0) == null ? values.get(1) : values.get(0), a, b);
  }

  /** The sum of two integers, in 64 bits. */
  static Formula sum(Formula a, Formula b) {
    return of(
        "CAST(%s AS BIGINT) + CAST(%s AS BIGINT)",
        values -> {
          if (values.contains(null)) {
            return null;
          }
          BigInteger one = inLong((BigInteger) values.get(0));
          return inLong(one.add(inLong((BigInteger) values.get(1))));
        },
        a,
        b);
  }

  private static BigInteger inLong(BigInteger number) {
    if (number.compareTo(LONG_MIN) < 0 || number.compareTo(LONG_MAX) > 0) {
      throw new CannotEvaluateException(number + " has more than 64 bits");
    }
    return number;
  }

  /** Twice a number, as a double. */
  static Formula twice(Formula a) {
    return of(
        "CAST(%s AS DOUBLE) * 2",
        values -> values.get(0) == null ? null : ((Number) values.get(0)).doubleValue() * 2, a);
  }

  static Formula length(Formula text) {
    return of(
        "length(%s)",
        values ->
            values.get(0) == null
                ? null
                : BigInteger.valueOf(((String) values.get(0)).codePoints().count()),
        text);
  }

  static Formula startsWith(Formula text, String start) {
    return of(
        "starts_with(%s, " + text(start) + ")",
        values -> values.get(0) == null ? null : ((String) values.get(0)).startsWith(start),
        text);
  }

  static Formula contains(Formula text, String part) {
    return of(
        "%s LIKE " + text("%" + part + "%").replace("%", "%%"),
        values -> values.get(0) == null ? null : ((String) values.get(0)).contains(part),
        text);
  }

  static Formula year(Formula date) {
    return of(
        "year(%s)",
        values -> {
          Object value = values.get(0);
          if (value == null) {
            return null;
          }
          int year =
              value instanceof java.time.LocalDate day
                  ? day.getYear()
                  : ((java.time.LocalDateTime) value).getYear();
          return BigInteger.valueOf(year);
        },
        date);
  }

  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** Puts formulas in the places of a pattern. */
  private static Formula of(
      String pattern, Function<List<Object>, Object> value, Formula... operands) {
    Object[] texts = List.of(operands).stream().map(Formula::sql).toArray();
    return new Formula(
        pattern.formatted(texts),
        together(operands),
        row -> {
          List<Object> values = new ArrayList<>();
          for (Formula operand : operands) {
            values.add(operand.on(row));
          }
          return value.apply(values);
        });
  }

  private static List<String> together(Formula... operands) {
    LinkedHashSet<String> columns = new LinkedHashSet<>();
    for (Formula operand : operands) {
      columns.addAll(operand.columns);
    }
    return List.copyOf(columns);
  }
}
