package io.truthound.temporal.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temporal.failure.ApplicationFailure;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityGateTest {
  private static final QualityGate GATE = QualityGate.DEFAULT;

  private static CheckResult result(Status status, Tally... tallies) {
    List<RuleResult> rules =
        java.util.Arrays.stream(tallies).map(tally -> rule(status, tally)).toList();
    return new CheckResult(
        "id",
        "run",
        status,
        Ended.COMPLETED,
        AggregationStrategy.MERGE,
        Duration.ZERO,
        new DatasetSummary("orders", 1, 1_000, 8_000),
        StatusCounts.NONE,
        rules,
        List.of(),
        null,
        null,
        null,
        false);
  }

  private static RuleResult rule(Status status, Tally tally) {
    return new RuleResult(
        0,
        "not_null",
        null,
        List.of("x"),
        Severity.ERROR,
        null,
        status,
        tally,
        null,
        "m",
        0,
        List.of());
  }

  @Test
  void letsDataThroughThatBreaksNoRuleOfSeverityError() {
    CheckResult warning = result(Status.WARNING, new Tally(1_000, 10));

    assertThat(GATE.require(warning)).isSameAs(warning);
    assertThat(GATE.objections(result(Status.FAILED, new Tally(1_000, 1))))
        .containsExactly("rules of severity error are broken");
  }

  @Test
  void countsExactlyHowManyRowsPass() {
    // 0.9 of 1,000 is 900: in doubles 1 - 0.1 is less.
    CheckResult result = result(Status.FAILED, new Tally(600, 60), new Tally(400, 40));

    assertThat(result.passRate()).isEqualTo(0.9);
    assertThat(GATE.withMinPassRate("0.9").objections(result)).isEmpty();
    assertThat(GATE.withMinPassRate("0.9001").objections(result))
        .containsExactly("0.9 of rows passed (wanted: 0.9001)");
    assertThat(GATE.withMaxFailedRows(60).objections(result)).isEmpty();
    assertThat(GATE.withMaxFailedRows(59).objections(result))
        .containsExactly("60 rows failed one rule (allowed: 59)");
  }

  @Test
  void wantsEnoughRows() {
    CheckResult result = result(Status.PASSED);

    assertThat(GATE.withMinRows(1_000).objections(result)).isEmpty();
    assertThat(GATE.withMinRows(1_001).objections(result))
        .containsExactly("there are 1,000 rows (wanted: 1,001)");
  }

  @Test
  void neverLetsDataThroughThatCouldNotBeChecked() {
    CheckResult unread = result(Status.ERROR, new Tally(10, 0));

    assertThat(GATE.withMinPassRate("0").objections(unread))
        .containsExactly("not all of it could be checked");
    assertThat(GATE.withMaxFailedRows(5).objections(result(Status.PASSED).abridge()))
        .containsExactly(
            "its rules are too many for workflow history, so that no rows can be counted");
  }

  @Test
  void failsForGoodWithTheResult() {
    CheckResult broken = result(Status.FAILED, new Tally(1_000, 1));

    ApplicationFailure failure =
        catchThrowableOfType(
            ApplicationFailure.class, () -> GATE.withMinRows(2_000).require(broken));

    assertThat(failure.getOriginalMessage())
        .isEqualTo(
            "Dataset orders is not good enough: rules of severity error are broken; there are 1,000"
                + " rows (wanted: 2,000)");
    assertThat(failure.getType()).isEqualTo(FailureTypes.QUALITY_GATE);
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.getDetails().get(CheckResult.class)).isSameAs(broken);
  }

  @Test
  void refusesBoundsThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GATE.withMinPassRate("1.1"))
        .withMessage("Invalid min pass rate: 1.1 (allowed: 0 to 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GATE.withMinRows(-1))
        .withMessage("Invalid min rows: -1 (allowed: 0 or more)");
  }
}
