package io.truthound.temporal.engine.truthound.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows: see {@link People}; name is Ann, Jürgen ✓, '', 42, null, n/a and x is 1, 0, -7, max, null,
 * 12.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RaisingExpressionTest {

  private final People people;

  RaisingExpressionTest() throws SQLException {
    people = new People();
  }

  @AfterAll
  void close() throws SQLException {
    people.close();
  }

  /** P passes, F fails, - is null, ! raises; row by row. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          CAST(name AS INTEGER) > 0                                         | !!!P-!
          name::int > 0 and name::int < 50                                  | !!!P-!
          name::int > 50 or name::int < 10                                  | !!!F-!
          name <> '42' or name::int > 50                                    | PPPF-P
          name::int > 50 or name <> '42'                                    | !!!F-!
          name = '42' and name::int > 0                                     | FFFP-F
          not (name = '42' and name::int > 0)                               | PPPF-P
          coalesce(name::int, 0) = 0                                        | !!!FP!
          coalesce(length(name), name::int, 0) > 2                          | PPFFFP
          case when name ~ '^[0-9]+$' then name::int > 0 else true end      | PPPPPP
          case when name::int > 0 then true end                             | !!!P-!
          case when ok then true else name::int > 0 end                     | P!!P-!
          name::int is null                                                 | !!!FP!
          name::int is not null                                             | !!!PF!
          name::int in (42, 43)                                             | !!!P-!
          name::int between 1 and 50                                        | !!!P-!
          name::int::varchar = '42'                                         | !!!P-!
          try_cast(name as int) is null                                     | PPPFPP
          10 // x > 0                                                       | P!FF-F
          10 % x = 0                                                        | P!FF-F
          mod(10, x) = 0                                                    | P!FF-F
          x <> 0 and 10 // x > 0                                            | PFFF-F
          10 // nullif(x, 0) > 0                                            | P-FF-F
          10 / x > 0                                                        | PPFP-P
          x * x > 0                                                         | PFP!-P
          x + id > 0                                                        | PPF!-P
          x + id > 0 and x + id < 5                                         | PPF!-F
          abs(-x - 2) > 0                                                   | PPP!-P
          price::float > 0                                                  | PPPF-!
          price::int > 0                                                    | P!!F-!
          amount::decimal(5, 2) > 0                                         | PFF!-P
          born + delay * 1000000000 > born                                  | !F!!-P
          """)
  void failsTheRowsThatRaise(String text, String expected) {
    SafeExpression expression = people.parse(text);
    expression.requireBoolean(people.connection(), People.TYPES);

    List<String> marks = Arrays.asList(expected.replace(" ", "").split(""));
    assertThat(people.values(expression.raises(Names::quoted)))
        .isEqualTo(marks.stream().map(mark -> String.valueOf(mark.equals("!"))).toList());
    assertThat(people.values(expression.passes(Names::quoted)))
        .isEqualTo(marks.stream().map(mark -> String.valueOf("P-".contains(mark))).toList());
    assertThat(people.values(expression.holds(Names::quoted)))
        .isEqualTo(marks.stream().map(mark -> String.valueOf(mark.equals("P"))).toList());
    assertThat(expression.canFail()).isTrue();
  }

  @Test
  void survivesTheSharingOfSubexpressionsBetweenRules() {
    SafeExpression one = people.parse("x * x > 0");
    SafeExpression other = people.parse("x * x < 10 and x * x > -100");

    assertThat(
            people.values(
                "concat_ws(' ', %s, %s, %s, %s)"
                    .formatted(
                        one.passes(Names::quoted),
                        other.passes(Names::quoted),
                        one.raises(Names::quoted),
                        other.raises(Names::quoted))))
        .containsExactly(
            "true true false false",
            "false true false false",
            "true false false false",
            "false false true true",
            "true true false false",
            "true false false false");
  }

  @Test
  void isCertainThatNullTestsCannotFail() {
    assertThat(people.parse("x is null or not (name is not null and true)").canFail()).isFalse();
    assertThat(people.parse("ok").canFail()).isTrue();
    assertThat(people.parse("x is null").raises(Names::quoted)).isEqualTo("FALSE");
  }
}
