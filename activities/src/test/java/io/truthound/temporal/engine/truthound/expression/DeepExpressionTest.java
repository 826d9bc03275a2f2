package io.truthound.temporal.engine.truthound.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeepExpressionTest {

  /** Far beyond what any takes: what is exponential would not end within it. */
  private static final Duration QUICKLY = Duration.ofSeconds(60);

  private final People people;

  DeepExpressionTest() throws SQLException {
    people = new People();
  }

  @AfterAll
  void close() throws SQLException {
    people.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          (|x||1000000|the expression is too long: 1000001 characters (allowed: up to 65536 bytes of UTF-8)
          (|x||60000|the expression nests too deeply, at character 101 (allowed: up to 100 open brackets)
          (|x|)|101|the expression nests too deeply, at character 101 (allowed: up to 100 open brackets)
          abs(|x|)|10000|the expression nests too deeply, at character 404 (allowed: up to 100 open brackets)
          NOT |ok||16000|the expression nests too deeply (allowed: up to 200 levels)
          NOT |ok||300|the expression nests too deeply (allowed: up to 200 levels)
          - |x||30000|the expression nests too deeply (allowed: up to 200 levels)
          x + |1||10000|the expression nests too deeply (allowed: up to 200 levels)
          x + |1||300|the expression nests too deeply (allowed: up to 200 levels)
          case when true then |1| end|2500|the expression nests too deeply (allowed: up to 200 levels)
          ok and |ok||9000|the expression has too many parts (allowed: up to 5000)
          nullif(|x|, 1)|90|nullif, or a divisor, nests too deeply in another (allowed: up to 4 levels)
          10 % (|x|)|90|nullif, or a divisor, nests too deeply in another (allowed: up to 4 levels)
          case |x| when 1 then 1 when 2 then 2 end|30|the operand of CASE is more than a name, at character 6 (allowed: CASE column WHEN …, or CASE WHEN condition THEN …)
          case (|x|) when 1 then 1 when 2 then 2 end|30|the operand of CASE is more than a name, at character 6 (allowed: CASE column WHEN …, or CASE WHEN condition THEN …)
          case/**/ "x"|.y| when 1 then 1 end|1|the operand of CASE is more than a name, at character 13 (allowed: CASE column WHEN …, or CASE WHEN condition THEN …)
          cast(|name| as double)::varchar|90|the expression nests too many casts and divisions (allowed: up to 262144 characters of SQL that guards them)
          x.|x||30000|the qualified name x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.… is not allowed in an expression, at character 1 (allowed: columns, literals, comparisons, AND, OR, NOT, IN, BETWEEN, LIKE, CASE, CAST, arithmetic and plain functions of one row)
          """)
  void refusesDeepNestingQuickly(
      String before, String middle, String after, int times, String message) {
    String text = before.repeat(times) + middle + (after == null ? "" : after.repeat(times));

    Assertions.assertTimeout(
        QUICKLY,
        () ->
            assertThatThrownBy(() -> people.parse(text))
                .isInstanceOf(UnsafeExpressionException.class)
                .hasMessage(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          NOT |ok||199
          x + |1 > 0||197
          case when ok then ok else |ok| end|190
          case when ok then |ok| end|190
          case when |ok| then ok end|90
          coalesce(ok, |ok|)|90
          abs(|x|)|90
          10 % (|x|)|4
          nullif(|x|, 1)|4
          10 % |x||1
          (1 + (|x|) // 2)|45
          -(|x|)|90
          greatest(|x|, 1)|90
          round(|price|, 1)|90
          mod(|x|, 5)|60
          lower(|name|)|90
          substr(|name|, 1, 5)|90
          left(|name|, 5)|90
          cast(|name| as double)::varchar|60
          ok and |ok||2000
          x = 1 or |ok||1000
          ok or x > 0 and |ok||600
          name::int = 1 or |ok||500
          """)
  void runsTheDeepestThatItAccepts(String before, String middle, String after, int times) {
    String text = before.repeat(times) + middle + (after == null ? "" : after.repeat(times));
    String condition =
        text.contains(">") || text.contains("ok") || text.contains("'")
            ? text
            : "(" + text + ") is not null";

    Assertions.assertTimeout(
        QUICKLY,
        () -> {
          SafeExpression expression = people.parse(condition);
          expression.requireBoolean(people.connection(), People.TYPES);

          assertThat(people.values(expression.sql(Names::quoted)))
              .isEqualTo(people.values(condition));
          assertThat(people.values(expression.passes(Names::quoted))).hasSize(6);
          assertThat(people.values(expression.raises(Names::quoted))).hasSize(6);
        });
  }

  @ParameterizedTest
  @CsvSource({"4999, true", "5001, false"})
  void boundsTheParts(int literals, boolean accepted) {
    String text = "x in (" + String.join(",", Collections.nCopies(literals - 2, "1")) + ")";

    if (accepted) {
      assertThat(people.parse(text).columns()).containsExactly("x");
    } else {
      assertThatThrownBy(() -> people.parse(text + " or ok"))
          .hasMessage("the expression has too many parts (allowed: up to 5000)");
    }
  }
}
