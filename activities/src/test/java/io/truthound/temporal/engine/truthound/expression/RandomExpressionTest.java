package io.truthound.temporal.engine.truthound.expression;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

final class RandomExpressionTest {

  private static @Nullable People shared;

  @BeforeContainer
  static void open() throws SQLException {
    shared = new People();
  }

  @AfterContainer
  static void close() throws SQLException {
    people().close();
  }

  private static People people() {
    if (shared == null) {
      throw new IllegalStateException("not open");
    }
    return shared;
  }

  @Property(seed = SUITE, tries = 200)
  void whatIsWrittenIsAFixpointAndMeansTheSame(@ForAll("conditions") String text) {
    String sql = people().parse(text).sql(Names::quoted);

    assertThat(people().parse(sql).sql(Names::quoted)).isEqualTo(sql);
    assertThat(people().values(sql)).isEqualTo(people().values(text));
  }

  @Property(seed = SUITE, tries = 200)
  void everyRowPassesFailsOrRaises(@ForAll("conditions") String text) {
    SafeExpression expression = people().parse(text);
    List<String> plain = people().values(text);

    List<String> passes = people().values(expression.passes(Names::quoted));
    List<String> holds = people().values(expression.holds(Names::quoted));
    List<String> raises = people().values(expression.raises(Names::quoted));

    assertThat(passes).hasSize(6).isSubsetOf("true", "false");
    assertThat(holds).hasSize(6).isSubsetOf("true", "false");
    assertThat(raises).hasSize(6).isSubsetOf("true", "false");
    for (int row : IntStream.range(0, 6).toArray()) {
      boolean raised = raises.get(row).equals("true");
      assertThat(raised && passes.get(row).equals("true")).as("row %s", row).isFalse();
      if (plain.size() == 6 && !raised) {
        assertThat(passes.get(row)).isEqualTo(String.valueOf(!plain.get(row).equals("false")));
        assertThat(holds.get(row)).isEqualTo(plain.get(row).equals("true") ? "true" : "false");
      }
    }
  }

  @Property(seed = SUITE, tries = 500)
  void anyTextIsAcceptedOrRefusedInWords(@ForAll("noise") String text) {
    try {
      SafeExpression expression = people().parse(text);
      expression.requireBoolean(people().connection(), People.TYPES);
      assertThat(people().values(expression.passes(Names::quoted))).hasSize(6);
    } catch (UnsafeExpressionException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.of(
            "x",
            "name",
            "ok",
            "(",
            ")",
            "'",
            "\"",
            "=",
            ">",
            "and",
            "or",
            "not",
            "case",
            "when",
            "then",
            "end",
            "select",
            "from",
            ",",
            ";",
            "--",
            "/*",
            "*/",
            "\n",
            "$1",
            "?",
            "1",
            "'a'",
            "in",
            "is",
            "null",
            "abs",
            "nullif",
            "::",
            "int",
            ".",
            "[",
            "]",
            "{",
            "}",
            "*",
            "-",
            "||",
            "like",
            "between",
            "count",
            "e'",
            "\\",
            "é",
            "over",
            "interval",
            "day")
        .list()
        .ofMinSize(1)
        .ofMaxSize(14)
        .map(tokens -> String.join(" ", tokens));
  }

  @Provide
  Arbitrary<String> conditions() {
    return condition(3);
  }

  private static Arbitrary<String> condition(int depth) {
    Arbitrary<String> leaf =
        Arbitraries.of(
            "ok",
            "true",
            "x is null",
            "name like 'A%'",
            "born > '1990-01-01'",
            "price = 'nan'",
            "name in ('Ann', '42', null)",
            "\"Größe\" between 0 and 200",
            "null::boolean");
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<String> inner = condition(depth - 1);
    Arbitrary<String> number = number(depth - 1);
    return Arbitraries.oneOf(
        leaf,
        Combinators.combine(inner, inner).as((a, b) -> "(" + a + ") and (" + b + ")"),
        Combinators.combine(inner, inner).as((a, b) -> "(" + a + ") or (" + b + ")"),
        inner.map(a -> "not (" + a + ")"),
        inner.map(a -> "(" + a + ") is not true"),
        Combinators.combine(inner, inner, inner)
            .as((a, b, c) -> "case when " + a + " then " + b + " else " + c + " end"),
        Combinators.combine(inner, inner).as((a, b) -> "coalesce(" + a + ", " + b + ")"),
        Combinators.combine(
                number, Arbitraries.of("=", "<>", "<", ">=", "is distinct from"), number)
            .as((a, op, b) -> "(" + a + ") " + op + " (" + b + ")"),
        Combinators.combine(number, number).as((a, b) -> a + " in (" + b + ", 1)"));
  }

  private static Arbitrary<String> number(int depth) {
    Arbitrary<String> leaf =
        Arbitraries.of(
            "id",
            "delay",
            "1",
            "-2",
            "0",
            "x",
            "price",
            "amount",
            "1.5",
            "length(name)",
            "name::int",
            "try_cast(name as double)",
            "year(born)");
    if (depth <= 0) {
      return leaf;
    }
    Arbitrary<String> inner = number(depth - 1);
    return Arbitraries.oneOf(
        leaf,
        Combinators.combine(inner, Arbitraries.of("+", "-", "*", "/", "//", "%"), inner)
            .as((a, op, b) -> "(" + a + " " + op + " " + b + ")"),
        inner.map(a -> "abs(" + a + ")"),
        inner.map(a -> "- (" + a + ")"),
        inner.map(a -> "cast(" + a + " as integer)"),
        Combinators.combine(inner, inner).as((a, b) -> "nullif(" + a + ", " + b + ")"),
        Combinators.combine(condition(depth - 1), inner)
            .as((c, a) -> "case when " + c + " then " + a + " end"));
  }
}
