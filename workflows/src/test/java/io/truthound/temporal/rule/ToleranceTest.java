package io.truthound.temporal.rule;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.truthound.temporal.rule.Tolerance.Level;
import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToleranceTest {

  @ParameterizedTest
  @CsvSource({
    ",, 10, 0, PASSED",
    ",, 10, 1, BROKEN",
    ",, 0, 0, PASSED",
    "0.9,, 10, 1, PASSED",
    "0.9,, 10, 2, BROKEN",
    "0.9,, 100, 10, PASSED",
    "0.9,, 9, 1, BROKEN",
    "0,, 10, 10, PASSED",
    "1,, 9223372036854775807, 1, BROKEN",
    "0.999,, 9223372036854775000, 9223372036854775, PASSED",
    "0.999,, 9223372036854775000, 9223372036854776, BROKEN",
    ", 3, 10, 3, PASSED",
    ", 3, 10, 4, BROKEN",
    ", 3, 3, 3, PASSED",
    "0.5, 3, 100, 4, BROKEN",
    "0.5, 3, 4, 3, BROKEN",
    "0.5, 3, 6, 3, PASSED",
  })
  void breaksWhereEitherBoundIsExceeded(
      BigDecimal mostly, Long maxFailed, long evaluated, long failed, Level expected) {
    Tolerance tolerance = new Tolerance(mostly, maxFailed, null, null);

    assertThat(tolerance.judge(evaluated, failed)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5,, 0.9,, 10, 1, PASSED",
    "0.5,, 0.9,, 10, 2, WARNED",
    "0.5,, 0.9,, 10, 5, WARNED",
    "0.5,, 0.9,, 10, 6, BROKEN",
    ", 5,, 2, 10, 2, PASSED",
    ", 5,, 2, 10, 3, WARNED",
    ", 5,, 2, 10, 6, BROKEN",
    "0.5,,, 2, 10, 3, WARNED",
    "0.5,,, 2, 0, 0, PASSED",
    ", 5, 0.9,, 10, 2, WARNED",
    "0.5, 100, 0.9, 2, 10, 1, PASSED",
    "0.5, 100, 0.9, 2, 100, 3, WARNED",
  })
  void warnsBetweenTheWarnBoundAndTheMainBound(
      BigDecimal mostly,
      Long maxFailed,
      BigDecimal warnMostly,
      Long warnMaxFailed,
      long evaluated,
      long failed,
      Level expected) {
    Tolerance tolerance = new Tolerance(mostly, maxFailed, warnMostly, warnMaxFailed);

    assertThat(tolerance.judge(evaluated, failed)).isEqualTo(expected);
  }

  @Property(seed = SUITE, tries = 2_000)
  void agreesWithRationalArithmetic(
      @ForAll @IntRange(max = 10_000) int tenThousandths,
      @ForAll @LongRange(max = Long.MAX_VALUE) long evaluated,
      @ForAll @IntRange(min = -2, max = 2) int offset) {
    BigInteger rows = BigInteger.valueOf(evaluated);
    BigInteger tenThousand = BigInteger.valueOf(10_000);
    BigInteger mayFail =
        rows.multiply(BigInteger.valueOf(10_000 - tenThousandths)).divide(tenThousand);
    long failed =
        mayFail.add(BigInteger.valueOf(offset)).max(BigInteger.ZERO).min(rows).longValueExact();

    Level level =
        new Tolerance(BigDecimal.valueOf(tenThousandths, 4), null, null, null)
            .judge(evaluated, failed);

    boolean broken = BigInteger.valueOf(failed).compareTo(mayFail) > 0;
    assertThat(level).isEqualTo(broken ? Level.BROKEN : Level.PASSED);
  }

  @ParameterizedTest
  @CsvSource({
    "0.9,, 0.9,, '\"warn_mostly\" 0.9 is not tighter than mostly 0.9'",
    "0.9,, 0.8,, '\"warn_mostly\" 0.8 is not tighter than mostly 0.9'",
    ",, 1,, '\"warn_mostly\" 1 is not tighter than mostly 1'",
    ", 3,, 3, '\"warn_max_failed\" 3 is not tighter than max_failed 3'",
    ", 3,, 4, '\"warn_max_failed\" 4 is not tighter than max_failed 3'",
    ",,, 0, '\"warn_max_failed\" 0 is not tighter than mostly 1'",
    ", 0, 0.9,, '\"warn_mostly\" 0.9 is not tighter than max_failed 0'",
    ", 3, 0,, '\"warn_mostly\" 0 is not tighter than max_failed 3'",
    "0.9, 3, 0.9,, '\"warn_mostly\" 0.9 is not tighter than mostly 0.9 and max_failed 3'",
  })
  void refusesAWarnBoundThatIsNotTighter(
      BigDecimal mostly,
      Long maxFailed,
      BigDecimal warnMostly,
      Long warnMaxFailed,
      String problem) {
    assertThatExceptionOfType(InvalidRuleException.class)
        .isThrownBy(() -> new Tolerance(mostly, maxFailed, warnMostly, warnMaxFailed))
        .withMessage("Invalid rule: " + problem);
  }

  @Test
  void refusesATallyThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tolerance.STRICT.judge(1, 2))
        .withMessage("Invalid tally: evaluated=1, failed=2");
  }

  @Test
  void reportsOneWhereNoShareIsGiven() {
    assertThat(Tolerance.STRICT.effectiveMostly()).isEqualTo(new BigDecimal("1.0"));
    assertThat(Tolerance.mostly("0.95").effectiveMostly()).isEqualTo(new BigDecimal("0.95"));
  }

  @Test
  void failsTheStatusOnlyAtCriticalAndError() {
    assertThat(Severity.CRITICAL.fails()).isTrue();
    assertThat(Severity.ERROR.fails()).isTrue();
    assertThat(Severity.WARNING.fails()).isFalse();
    assertThat(Severity.INFO.fails()).isFalse();
  }
}
