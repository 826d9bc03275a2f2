package io.truthound.temporal.merge;

import static io.truthound.temporal.config.AggregationStrategy.ALL;
import static io.truthound.temporal.config.AggregationStrategy.BEST;
import static io.truthound.temporal.config.AggregationStrategy.FIRST_FAILURE;
import static io.truthound.temporal.config.AggregationStrategy.MAJORITY;
import static io.truthound.temporal.config.AggregationStrategy.MERGE;
import static io.truthound.temporal.config.AggregationStrategy.WORST;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.merge.MergedPrefix.Stop;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tallies;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.Dtype;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RowCount;
import io.truthound.temporal.rule.RowOptions;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.Severity;
import io.truthound.temporal.rule.Tolerance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregationTest {

  /** Chunks: passed, warning, failed, error, skipped. Then the votes, by hand. */
  @ParameterizedTest
  @CsvSource({
    // no chunk, one of each, and only skipped ones
    "0 0 0 0 0, PASSED,  PASSED,  PASSED",
    "1 0 0 0 0, PASSED,  PASSED,  PASSED",
    "0 1 0 0 0, WARNING, WARNING, WARNING",
    "0 0 1 0 0, FAILED,  FAILED,  FAILED",
    "0 0 0 0 9, SKIPPED, SKIPPED, SKIPPED",
    // skipped chunks never vote
    "1 0 0 0 9, PASSED,  PASSED,  PASSED",
    "0 1 0 0 9, WARNING, WARNING, WARNING",
    "2 0 1 0 9, FAILED,  PASSED,  PASSED",
    // majority
    "3 2 1 0 0, FAILED,  PASSED,  PASSED",
    "1 3 2 0 0, FAILED,  PASSED,  WARNING",
    "1 2 3 0 0, FAILED,  PASSED,  FAILED",
    "0 5 1 0 0, FAILED,  WARNING, WARNING",
    // ties take the worse
    "2 2 0 0 0, WARNING, PASSED,  WARNING",
    "2 0 2 0 0, FAILED,  PASSED,  FAILED",
    "0 2 2 0 0, FAILED,  WARNING, FAILED",
    "2 2 2 0 0, FAILED,  PASSED,  FAILED",
    "3 3 2 0 0, FAILED,  PASSED,  WARNING",
    "3 2 3 0 0, FAILED,  PASSED,  FAILED",
  })
  void votesByChunks(String chunks, Status worst, Status best, Status majority) {
    StatusCounts counts = counts(chunks);

    assertThat(vote(WORST, counts)).isEqualTo(worst);
    assertThat(vote(BEST, counts)).isEqualTo(best);
    assertThat(vote(MAJORITY, counts)).isEqualTo(majority);
  }

  @ParameterizedTest
  @CsvSource({
    "PASSED  PASSED,          PASSED",
    "PASSED  WARNING,         WARNING",
    "WARNING FAILED PASSED,   FAILED",
    "SKIPPED PASSED,          PASSED",
    "SKIPPED WARNING,         WARNING",
    "SKIPPED SKIPPED,         SKIPPED",
  })
  void mergeTakesTheWorstRuleWhateverTheChunksSay(String rules, Status expected) {
    for (AggregationStrategy strategy : List.of(MERGE, ALL, FIRST_FAILURE)) {
      for (String chunks : List.of("5 0 0 0 0", "0 0 5 0 0", "0 0 0 0 0", "1 2 3 0 4")) {
        Status status = status(strategy, counts(chunks), onRows(rules), null, Ended.COMPLETED);

        assertThat(status).as("%s %s", strategy, chunks).isEqualTo(expected);
      }
    }
  }

  /** A row rule's verdict on the totals is no vote; a dataset or schema rule joins by worst. */
  @ParameterizedTest
  @CsvSource({
    "5 0 0 0 0, PASSED,  PASSED,  PASSED,  PASSED",
    "5 0 0 0 0, WARNING, WARNING, WARNING, WARNING",
    "5 0 0 0 0, FAILED,  FAILED,  FAILED,  FAILED",
    "5 0 0 0 0, SKIPPED, PASSED,  PASSED,  PASSED",
    "3 0 1 0 0, WARNING, FAILED,  WARNING, WARNING",
    "1 2 0 0 0, PASSED,  WARNING, PASSED,  WARNING",
    "0 0 0 0 0, FAILED,  FAILED,  FAILED,  FAILED",
    "0 0 0 0 4, FAILED,  FAILED,  FAILED,  FAILED",
    "0 0 0 0 4, SKIPPED, SKIPPED, SKIPPED, SKIPPED",
  })
  void joinsDatasetAndSchemaRulesByWorstAfterTheVote(
      String chunks, Status rule, Status worst, Status best, Status majority) {
    for (Rule joining :
        List.<Rule>of(
            new RowCount(1L, null),
            new Dtype("a", DataType.of(Kind.INT64), Severity.ERROR, null))) {
      Judged judged = new Judged(List.of(new NotNull("a"), joining), List.of(Status.FAILED, rule));

      assertThat(status(WORST, counts(chunks), judged, null, Ended.COMPLETED)).isEqualTo(worst);
      assertThat(status(BEST, counts(chunks), judged, null, Ended.COMPLETED)).isEqualTo(best);
      assertThat(status(MAJORITY, counts(chunks), judged, null, Ended.COMPLETED))
          .isEqualTo(majority);
    }
  }

  @Test
  void isErrorAboveAllWhereAChunkIs() {
    for (AggregationStrategy strategy : AggregationStrategy.values()) {
      for (Ended ended : Ended.values()) {
        Status status = status(strategy, counts("99 0 0 1 0"), onRows("PASSED"), null, ended);

        assertThat(status).as("%s %s", strategy, ended).isEqualTo(Status.ERROR);
      }
    }
  }

  @Test
  void isErrorAboveAllWhereItEndedEarlyForAnythingButAFailingChunk() {
    for (AggregationStrategy strategy : AggregationStrategy.values()) {
      for (Ended ended : List.of(Ended.TIMED_OUT, Ended.CANCELLED, Ended.ABORTED)) {
        Status status = status(strategy, counts("9 0 0 0 1"), onRows("PASSED"), null, ended);

        assertThat(status).as("%s %s", strategy, ended).isEqualTo(Status.ERROR);
      }
    }
  }

  @Test
  void isNoBetterThanTheChunkThatEndedIt() {
    // With mostly, a chunk can fail where the totals pass.
    Stop failed = new Stop(3, Status.FAILED, Tallies.none(1));

    for (AggregationStrategy strategy : AggregationStrategy.values()) {
      Status status =
          status(strategy, counts("3 0 1 0 6"), onRows("PASSED"), failed, Ended.FAIL_FAST);

      assertThat(status).as("%s", strategy).isEqualTo(Status.FAILED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CRITICAL, 0, PASSED,  PASSED",
    "CRITICAL, 3, WARNING, WARNING",
    "CRITICAL, 6, FAILED,  FAILED",
    "ERROR,    6, FAILED,  FAILED",
    "WARNING,  6, WARNING, WARNING",
    "INFO,     6, WARNING, WARNING",
    "INFO,     3, WARNING, WARNING",
  })
  void judgesAChunkAndARuleByItsToleranceAndSeverity(
      Severity severity, long failed, Status chunk, Status rule) {
    Tolerance tolerance = new Tolerance(null, 5L, null, 2L);
    NotNull notNull =
        new NotNull("a")
            .withOptions(RowOptions.DEFAULT.withSeverity(severity).withTolerance(tolerance));
    Tallies tallies = new Tallies(List.of(new Tally(10, failed)));

    assertThat(new Judge(List.of(notNull), List.of()).chunk(tallies, false)).isEqualTo(chunk);
    assertThat(Judge.rowRule(notNull, tallies.of(0))).isEqualTo(rule);
  }

  @Test
  void aChunkIsAsBadAsItsWorstRowRuleAndNoDatasetRuleCounts() {
    List<Rule> rules =
        List.of(
            new NotNull("a").withOptions(RowOptions.DEFAULT.withSeverity(Severity.INFO)),
            new NotNull("b"),
            new RowCount(100L, null));
    Judge judge = new Judge(rules, List.of());
    Tally fine = new Tally(4, 0);
    Tally broken = new Tally(4, 1);

    assertThat(judge.chunk(new Tallies(List.of(fine, fine, fine)), false)).isEqualTo(Status.PASSED);
    assertThat(judge.chunk(new Tallies(List.of(broken, fine, fine)), false))
        .isEqualTo(Status.WARNING);
    assertThat(judge.chunk(new Tallies(List.of(broken, broken, fine)), false))
        .isEqualTo(Status.FAILED);
    assertThat(judge.chunk(new Tallies(List.of(fine, fine, fine)), true)).isEqualTo(Status.ERROR);
  }

  @Test
  void aRuleThatPlanningDecidedJudgesNoChunk() {
    Judge judge = new Judge(List.of(new NotNull("gone"), new NotNull("b")), List.of(0));

    Status status = judge.chunk(new Tallies(List.of(new Tally(4, 4), new Tally(4, 0))), false);

    assertThat(status).isEqualTo(Status.PASSED);
  }

  private static Status vote(AggregationStrategy strategy, StatusCounts counts) {
    // The row rule's own verdict contradicts every vote: it must not matter.
    return status(strategy, counts, onRows("FAILED"), null, Ended.COMPLETED);
  }

  private static Status status(
      AggregationStrategy strategy, StatusCounts counts, Judged judged, Stop stop, Ended ended) {
    return Aggregation.status(strategy, counts, judged.rules, judged.results(), stop, ended);
  }

  /** Rules and the verdicts that they are said to have come to. */
  private record Judged(List<Rule> rules, List<Status> statuses) {
    List<RuleResult> results() {
      List<DecidedRule> decided = new ArrayList<>();
      for (int rule = 0; rule < rules.size(); rule++) {
        decided.add(new DecidedRule(rule, statuses.get(rule), null, "so it is"));
      }
      return new Verdicts(rules, decided).of(Tallies.none(rules.size()), null, null);
    }
  }

  private static Judged onRows(String statuses) {
    List<Rule> rules = new ArrayList<>();
    List<Status> all = new ArrayList<>();
    for (String status : statuses.trim().split(" +", -1)) {
      rules.add(new NotNull("a"));
      all.add(Status.valueOf(status));
    }
    return new Judged(rules, all);
  }

  private static StatusCounts counts(String text) {
    String[] counts = text.split(" ", -1);
    return new StatusCounts(
        Long.parseLong(counts[0]),
        Long.parseLong(counts[1]),
        Long.parseLong(counts[2]),
        Long.parseLong(counts[3]),
        Long.parseLong(counts[4]));
  }
}
