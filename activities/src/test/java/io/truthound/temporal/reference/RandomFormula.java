package io.truthound.temporal.reference;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes random boolean expressions over the columns of a table. */
final class RandomFormula {
  private static final List<String> OPERATORS = List.of("=", "<>", "<", "<=", ">", ">=");

  private final Random random;
  private final Table table;

  private RandomFormula(Random random, Table table) {
    this.random = random;
    this.table = table;
  }

  static Formula of(Random random, Table table) {
    RandomFormula formulas = new RandomFormula(random, table);
    // What can be nothing on a row stands alone: which side of AND is asked first is open.
    return random.nextInt(8) == 0 ? formulas.sum() : formulas.any(2);
  }

  private Formula any(int depth) {
    if (depth > 0 && random.nextInt(3) > 0) {
      return switch (random.nextInt(5)) {
        case 0, 1 -> Formula.and(any(depth - 1), any(depth - 1));
        case 2 -> Formula.or(any(depth - 1), any(depth - 1));
        case 3 -> Formula.not(any(depth - 1));
        default -> Formula.caseWhen(any(depth - 1), any(depth - 1), any(depth - 1));
      };
    }
    Column column = pick(table.columns());
    return random.nextInt(5) == 0 ? presence(column) : about(column);
  }

  private Formula presence(Column column) {
    Formula value = Formula.column(column.name());
    return random.nextBoolean() ? Formula.isNull(value) : Formula.isNotNull(value);
  }

  private Formula about(Column column) {
    Formula value = Formula.column(column.name());
    Kind kind = column.type().kind();
    if (column.type().textual()) {
      return text(value);
    }
    if (kind == Kind.BOOL) {
      return random.nextBoolean()
          ? value
          : Formula.coalesce(value, Formula.literal("FALSE", false));
    }
    if (column.type().floating() && random.nextBoolean()) {
      return Formula.compare(Formula.twice(value), op(), real());
    }
    if ((kind == Kind.DATE || kind == Kind.TIMESTAMP) && random.nextBoolean()) {
      return Formula.compare(Formula.year(value), op(), integer(2024));
    }
    List<Formula> literals = literals(column.type());
    if (literals.isEmpty()) {
      return presence(column);
    }
    return switch (random.nextInt(4)) {
      case 0 -> Formula.in(value, List.of(pick(literals), pick(literals)));
      case 1 -> Formula.between(value, pick(literals), pick(literals));
      default -> Formula.compare(value, op(), pick(literals));
    };
  }

  private Formula text(Formula value) {
    return switch (random.nextInt(6)) {
      case 0 -> Formula.compare(Formula.length(value), op(), integer(random.nextInt(5)));
      case 1 -> Formula.startsWith(value, "AB");
      case 2 -> Formula.contains(value, pick(List.of("B", "ü", "e")));
      case 3 -> Formula.in(value, List.of(string("ABC"), string("it's"), string("👍")));
      default ->
          Formula.compare(value, op(), string(pick(List.of("ABC", "", "zürich", "👍", "abc"))));
    };
  }

  /** The sum of two integers or of one and a number, that may have more than 64 bits. */
  private Formula sum() {
    List<Formula> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      if (column.type().integral()) {
        columns.add(Formula.column(column.name()));
      }
    }
    if (columns.isEmpty()) {
      return any(1);
    }
    Formula other = random.nextBoolean() ? pick(columns) : integer(1 + random.nextInt(9));
    return Formula.compare(Formula.sum(pick(columns), other), op(), integer(10));
  }

  private List<Formula> literals(DataType type) {
    if (type.integral()) {
      return List.of(integer(0), integer(1), integer(5), integer(100));
    }
    return switch (type.kind()) {
      case FLOAT32, FLOAT64 -> List.of(real(), real(), real());
      case DECIMAL -> List.of(integer(0), integer(1), integer(5));
      case DATE ->
          List.of(
              Formula.literal("DATE '2024-01-01'", LocalDate.of(2024, 1, 1)),
              Formula.literal("DATE '1969-07-20'", LocalDate.of(1969, 7, 20)));
      case TIMESTAMP ->
          List.of(
              Formula.literal("TIMESTAMP '2024-01-01'", LocalDateTime.of(2024, 1, 1, 0, 0)),
              Formula.literal(
                  "TIMESTAMP '2024-02-29 12:00:00'", LocalDateTime.of(2024, 2, 29, 12, 0)));
      default -> List.of();
    };
  }

  private Formula real() {
    return pick(
        List.of(
            Formula.literal("1.5", new BigDecimal("1.5")),
            Formula.literal("0.25", new BigDecimal("0.25")),
            Formula.literal("0", BigInteger.ZERO)));
  }

  private static Formula integer(int value) {
    return Formula.literal(Integer.toString(value), BigInteger.valueOf(value));
  }

  private static Formula string(String value) {
    return Formula.literal(Formula.text(value), value);
  }

  private String op() {
    return pick(OPERATORS);
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
