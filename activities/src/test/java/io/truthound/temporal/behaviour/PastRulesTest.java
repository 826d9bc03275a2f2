package io.truthound.temporal.behaviour;

import static io.truthound.temporal.rule.Rules.outlier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.SampleValues;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.Drift;
import io.truthound.temporal.rule.DriftMethod;
import io.truthound.temporal.rule.Figure;
import io.truthound.temporal.rule.HistoryMethod;
import io.truthound.temporal.rule.Outlier;
import io.truthound.temporal.rule.OutlierMethod;
import io.truthound.temporal.rule.RowOptions;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Rules;
import io.truthound.temporal.rule.Severity;
import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules that hold data against what earlier runs of a dataset came to. */
class PastRulesTest extends RealBehaviour {
  private static final String DAYS = "SELECT i AS x FROM range(%d) t(i)";
  private static final RuleSet AS_MANY_ROWS =
      RuleSet.of(Rules.history(Figure.ROW_COUNT, null, HistoryMethod.RELATIVE, "0.2"));

  private CheckResult check(String query, RuleSet rules) {
    return real(BatchConfig.DEFAULT).checkBatch(table(query), rules);
  }

  /** Writes a dataset of several slices. */
  private Dataset table(String query) {
    return Tables.groups(folder.resolve("t.parquet"), query);
  }

  private RuleResult rows(int rows) {
    return check(DAYS.formatted(rows), AS_MANY_ROWS).rules().get(0);
  }

  private static List<Status> statuses(CheckResult result) {
    return result.rules().stream().map(RuleResult::status).toList();
  }

  private ProfileResult profile(String query) {
    return real(BatchConfig.DEFAULT).profileBatch(table(query));
  }

  @Test
  void aNightIsHeldAgainstTheNightsBefore() {
    assertThat(rows(1_000).status()).isEqualTo(Status.SKIPPED);
    RuleResult second = rows(1_100);
    assertThat(second.status()).isEqualTo(Status.SKIPPED);
    assertThat(second.observed()).isEqualTo("1100");
    assertThat(second.message())
        .isEqualTo("it is 1100; 1 earlier run has it to be held against (needed: 2)");

    RuleResult third = rows(900);
    RuleResult fourth = rows(500);
    // A refused night is no measure for those after it.
    RuleResult fifth = rows(500);

    assertThat(third.type()).isEqualTo("row_count");
    assertThat(third.status()).isEqualTo(Status.PASSED);
    assertThat(fourth.status()).isEqualTo(Status.FAILED);
    assertThat(fourth.message())
        .isEqualTo(
            "500 rows, outside 800 to 1,200; the last 3 runs had 900 to 1,100, 1000 on average:"
                + " allowed is 800 to 1,200");
    assertThat(fifth).isEqualTo(fourth);
  }

  @Test
  void everyFigureOfTheSameDataLiesInTheRangeOfItsRuns() {
    RuleSet rules =
        RuleSet.parse(
            """
            [{"type":"history","figure":"row_count"},
             {"type":"history","figure":"completeness_ratio","column":"part"},
             {"type":"history","figure":"mean","column":"part"},
             {"type":"history","figure":"std","column":"part"},
             {"type":"history","figure":"sum","column":"part"},
             {"type":"history","figure":"min","column":"part"},
             {"type":"history","figure":"max","column":"part"},
             {"type":"history","figure":"median","column":"many"},
             {"type":"history","figure":"quantile","column":"many","q":0.3},
             {"type":"history","figure":"quantile","column":"many","q":0.9},
             {"type":"history","figure":"distinct_count","column":"many"}]
            """);
    String query =
        "SELECT CASE WHEN i %% 7 > 0 THEN (i %% 3) / 9 END AS part, 3 * i + 11 AS many"
            + " FROM range(%d) t(i)";
    CheckResult first = check(query.formatted(10_000), rules);
    CheckResult second = check(query.formatted(10_000), rules);

    CheckResult third = check(query.formatted(10_000), rules);
    CheckResult other = check(query.formatted(20_001), rules);

    assertThat(statuses(first)).containsOnly(Status.SKIPPED);
    assertThat(statuses(second)).containsOnly(Status.SKIPPED);
    assertThat(statuses(third)).containsOnly(Status.PASSED);
    assertThat(third.rules())
        .extracting(RuleResult::observed)
        .containsExactlyElementsOf(second.rules().stream().map(RuleResult::observed).toList());
    assertThat(other.rules())
        .filteredOn(rule -> rule.status() == Status.FAILED)
        .extracting(RuleResult::type)
        .containsExactly(
            "row_count", "mean", "std", "sum", "median", "quantile", "quantile", "distinct_count");
  }

  /** An entry has 200 rules at most: figures are among them, passed or not. */
  @Test
  void figuresAmongVeryManyRulesAreRecorded() {
    List<Rule> rules = new ArrayList<>(Collections.nCopies(250, Rules.notNull("x")));
    rules.add(Rules.history(Figure.MEAN, "x", HistoryMethod.RANGE, null));
    for (int night = 0; night < 3; night++) {
      CheckResult unused = check(DAYS.formatted(5), new RuleSet(rules));
    }

    CheckResult fourth =
        BatchArtifacts.report(check(DAYS.formatted(5), new RuleSet(rules)).report());

    assertThat(fourth.rules().get(250).message())
        .isEqualTo("the mean of 5 values is 2; the last 3 runs had 2: allowed is 2 to 2");
  }

  @Test
  void onlyRunsOfEarlierTimesCountAndOfOneTimeTheLast() {
    RuleSet rules =
        RuleSet.of(Rules.history(Figure.ROW_COUNT, null, HistoryMethod.RANGE, null).withRuns(2));
    List.of("03 40", "01 10", "02 20", "01 30")
        .forEach(run -> check(run.substring(0, 2), Integer.parseInt(run.substring(3)), rules));

    CheckResult third = check("03", 30, rules);

    assertThat(third.rules().get(0).message())
        .isEqualTo("30 rows; the last 2 runs had 20 to 30, 25 on average: allowed is 20 to 30");
  }

  private CheckResult check(String day, int rows, RuleSet rules) {
    return world()
        .executor()
        .setScheduledTime(ZonedDateTime.parse("2026-01-" + day + "T00:00Z"))
        .build()
        .checkBatch(table(DAYS.formatted(rows)), rules);
  }

  @Test
  void aResumedBatchIsHeldAgainstThePastOfTheFirst() {
    rows(1_000);
    rows(1_000);
    CheckResult third = check(DAYS.formatted(1_000), AS_MANY_ROWS);
    Dataset data = table(DAYS.formatted(700));
    CheckResult failed = real(BatchConfig.DEFAULT).checkBatch(data, AS_MANY_ROWS);
    RuleSet wider = RuleSet.of(AS_MANY_ROWS.rules().get(0).named("another"));
    assertThat(real(BatchConfig.DEFAULT).checkBatch(data, wider).status()).isEqualTo(Status.FAILED);

    CheckResult resumed =
        world().executor().setResume(failed.runId()).build().checkBatch(data, AS_MANY_ROWS);

    assertThat(third.status()).isEqualTo(Status.PASSED);
    assertThat(resumed.rules()).isEqualTo(failed.rules());
    assertThat(resumed.reusedSlices()).isEqualTo(1);
  }

  @Test
  void rowsAreOutliersByTheLastProfile() {
    RuleSet rules =
        RuleSet.parse(
            """
            [{"type":"z_score_outlier","column":"x","threshold":2},
             {"type":"outlier","column":"x","max_failed":5,"severity":"critical"},
             {"type":"outlier","column":"x","method":"z_score","threshold":3,"where":"x > 0"}]
            """);
    String values = "SELECT unnest([%s])::DOUBLE AS x";
    CheckResult before = check(values.formatted("1, 2"), rules);
    // Mean 5, standard deviation 2.138; quartiles 4 and 5.5.
    profile(values.formatted("2, 4, 4, 4, 5, 5, 7, 9"));

    CheckResult after =
        check(values.formatted("0.7, 0.8, 9.2, 9.3, 1.7, 1.8, 11.5, 'inf'::DOUBLE, NULL"), rules);

    assertThat(statuses(before)).containsOnly(Status.SKIPPED);
    assertThat(before.rules().get(0).message()).isEqualTo("no profile of numbers is stored yet");
    assertThat(after.rules())
        .extracting(RuleResult::type)
        .containsExactly("z_score_outlier", "outlier", "outlier");
    assertThat(after.rules()).extracting(rule -> rule.tally().failed()).containsExactly(4L, 7L, 2L);
    assertThat(after.rules().get(0).samples())
        .extracting(row -> row.row())
        .containsExactly(0L, 3L, 6L, 7L);
    assertThat(after.rules().get(1).message())
        .isEqualTo(
            "7 of 8 rows failed; by the last profile of numbers, of 8 values: allowed is 1.75 to"
                + " 7.75");
    assertThat(statuses(after)).containsOnly(Status.FAILED);
  }

  @Test
  void distributionsAreHeldAgainstTheLastProfile() {
    String profiled =
        "SELECT i // 10 AS n, CASE WHEN i % 4 = 0 THEN 'oslo' ELSE 'rome' END AS city, i % 2 = 0 AS even"
            + " FROM range(10000) t(i)";
    // A tenth lies above; a quarter of the cities is new; the truths are as they were.
    String now =
        "SELECT i // 9 AS n, CASE WHEN i % 4 = 0 THEN 'kyiv' ELSE 'rome' END AS city,"
            + " i % 2 = 0 AS even FROM range(10000) t(i)";
    RuleSet rules =
        RuleSet.parse(
            """
            [{"type":"statistical_drift","column":"n","threshold":0.0999},
             {"type":"statistical_drift","column":"n","threshold":0.11},
             {"type":"distribution","column":"city","threshold":0.2},
             {"type":"distribution_change","column":"city","name":"cities"},
             {"type":"distribution","column":"even","threshold":0}]
            """);
    profile(profiled);

    CheckResult same = check(profiled, rules);
    CheckResult drifted = check(now, rules);

    assertThat(same.rules()).extracting(RuleResult::observed).containsOnly("0");
    assertThat(statuses(same)).containsOnly(Status.PASSED);
    assertThat(drifted.rules())
        .extracting(RuleResult::observed)
        .containsExactly("0.1", "0.1", "0.25", "3.910458", "0");
    assertThat(statuses(drifted))
        .containsExactly(Status.FAILED, Status.PASSED, Status.FAILED, Status.FAILED, Status.PASSED);
    assertThat(drifted.rules().get(2).message())
        .isEqualTo(
            "the distance (tvd) of 10,000 values from 10,000 is 0.25, above 0.2; by the last profile"
                + " of numbers, of 10,000 values");
    assertThat(drifted.rules().get(3).name()).isEqualTo("cities");
    assertThat(history(drifted).payloadTexts()).doesNotContain("oslo").doesNotContain("rome");
  }

  @Test
  void masksAreNoValuesToBeHeldAgainst() {
    String query =
        "SELECT i // 10 AS n, CASE WHEN i % 2 = 0 THEN 'oslo' ELSE 'rome' END AS t FROM range(1000) t(i)";
    BatchConfig masked = BatchConfig.DEFAULT.withSampleValues(SampleValues.MASKED);
    Dataset dataset = table(query);
    RuleSet numbers =
        RuleSet.parse("[{\"type\":\"distribution\",\"column\":\"n\",\"threshold\":0.1}]");
    RuleSet rules =
        numbers.plus(
            RuleSet.parse("[{\"type\":\"distribution\",\"column\":\"t\",\"threshold\":0.1}]"));
    ProfileResult unseen = real(masked).profileBatch(dataset);
    CheckResult skipped = check(query, rules);
    profile(query);

    CheckResult judged = real(masked).checkBatch(dataset, rules);
    CheckResult shown = check(query, numbers);
    CheckResult hidden = real(masked).checkBatch(dataset, numbers);

    assertThat(unseen.column("t").hidden()).isTrue();
    assertThat(statuses(skipped)).containsOnly(Status.SKIPPED);
    assertThat(statuses(judged)).containsOnly(Status.PASSED);
    assertThat(history(shown).payloadTexts()).contains("\"to\":99");
    assertThat(hidden.rules()).isEqualTo(shown.rules());
    assertThat(history(hidden).payloadTexts()).doesNotContain("\"to\":99");
  }

  @Test
  void textThatHasTooManyValuesNowFails() {
    profile("SELECT 'a' AS x");
    RuleSet rules = RuleSet.of(new Drift(Drift.Kind.DISTRIBUTION_CHANGE, "x", DriftMethod.PSI));

    CheckResult result = check("SELECT 'a' || i AS x FROM range(5000) t(i)", rules);

    assertThat(result.rules().get(0).status()).isEqualTo(Status.FAILED);
    assertThat(result.rules().get(0).message())
        .startsWith("there are more than 4,096 different values, where the profile tells 1 apart");
  }

  @Test
  void refusesWhatCannotBeHeldAgainstAProfile() {
    profile("SELECT 1 AS x, 'a' AS t");
    String data = "SELECT 1 AS x, 'a' AS t, 2 AS late";

    assertRefused(
        data,
        new Outlier(true, "t", OutlierMethod.Z_SCORE, BigDecimal.ONE, null, RowOptions.DEFAULT),
        "Invalid rule 0 (z_score_outlier): column \"t\" is string (allowed: numbers)");
    assertRefused(
        data,
        new Drift(Drift.Kind.STATISTICAL_DRIFT, "t", DriftMethod.KS),
        "Invalid rule 0 (statistical_drift): column \"t\" is string (allowed: numbers)");
    assertRefused(
        data,
        outlier("late", OutlierMethod.IQR),
        "Invalid rule 0 (outlier): the last profile of numbers has no column \"late\" (columns: x,"
            + " t)");
    assertRefused(
        data,
        new Drift(
            Drift.Kind.DISTRIBUTION,
            "x",
            DriftMethod.TVD,
            BigDecimal.ONE,
            "nombers",
            Severity.ERROR,
            null),
        "Invalid rule 0 (distribution): no profile of \"nombers\" is stored (field \"baseline\": the"
            + " name of a dataset that was profiled)");
  }

  private void assertRefused(String query, Rule rule, String why) {
    assertThatExceptionOfType(ChunkingException.class)
        .isThrownBy(() -> check(query, RuleSet.of(rule)))
        .withMessage(why);
  }
}
