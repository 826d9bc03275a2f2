package io.truthound.temporal.merge;

import io.truthound.temporal.merge.SliceResult.VerdictRun;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tallies;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RowOptions;
import io.truthound.temporal.rule.RowRule;
import io.truthound.temporal.rule.Severity;
import io.truthound.temporal.rule.Tolerance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random batches of rows in chunks, and what slices that cut them anywhere would say of them. */
final class Cuttings {
  /** Few enough that no summary and no fold has to leave a reason out. */
  private static final int MOST_CHUNKS = 10;

  private Cuttings() {}

  /** What becomes of one row under one rule. */
  enum Outcome {
    NOT_EVALUATED,
    PASSED,
    FAILED
  }

  /** A row: its outcome under each rule; an unreadable one has none. */
  record Row(List<Outcome> outcomes, boolean unreadable) {}

  /** A rule that tolerates so many tenths of its rows failing. */
  record TestRule(int tenths, boolean fails) {
    RowRule rule() {
      Tolerance share = Tolerance.mostly(BigDecimal.valueOf(10 - tenths, 1).toPlainString());
      return new NotNull("a")
          .withOptions(
              RowOptions.DEFAULT
                  .withTolerance(share)
                  .withSeverity(fails ? Severity.ERROR : Severity.INFO));
    }

    /** Written apart from {@code Tolerance}: the verdict on so many failed of so many. */
    Status verdict(long evaluated, long failed) {
      if (failed * 10 <= evaluated * tenths) {
        return Status.PASSED;
      }
      return fails ? Status.FAILED : Status.WARNING;
    }
  }

  /** A batch: rules, chunks of rows, and the rows before which it is cut into slices. */
  record Batch(List<TestRule> rules, List<List<Row>> chunks, TreeSet<Integer> cuts) {
    Judge judge() {
      return new Judge(
          rules.stream().<io.truthound.temporal.rule.Rule>map(TestRule::rule).toList(), List.of());
    }

    int rows() {
      return chunks.stream().mapToInt(List::size).sum();
    }

    List<SliceSummary> slices() {
      List<SliceSummary> slices = new ArrayList<>();
      List<Integer> ends = new ArrayList<>(cuts);
      ends.add(rows());
      int from = 0;
      for (int end : ends) {
        if (end > from) {
          slices.add(slice(slices.size(), from, end));
          from = end;
        }
      }
      return slices;
    }

    private SliceSummary slice(int index, int from, int end) {
      Tallies totals = Tallies.none(rules.size());
      StatusCounts whole = StatusCounts.NONE;
      ChunkPart head = null;
      ChunkPart tail = null;
      FailingChunk lowest = null;
      List<ChunkError> errors = new ArrayList<>();
      List<VerdictRun> verdicts = new ArrayList<>();
      int first = 0;
      for (int chunk = 0; chunk < chunks.size(); chunk++) {
        int past = first + chunks.get(chunk).size();
        int low = Math.max(first, from);
        int high = Math.min(past, end);
        if (low < high) {
          List<Row> rows = chunks.get(chunk).subList(low - first, high - first);
          Tallies own = tallies(rows);
          boolean error = rows.stream().anyMatch(Row::unreadable);
          totals = totals.plus(own);
          if (error) {
            ErrorRuns.append(errors, unreadable(chunk, 1), Long.MAX_VALUE - 1);
          }
          if (low > first) {
            head = new ChunkPart(chunk, high == past, own, error);
          } else if (high < past) {
            tail = new ChunkPart(chunk, false, own, error);
          } else {
            Status status = judge().chunk(own, error);
            whole = whole.plus(status, 1);
            verdicts.add(new VerdictRun(status, 1));
            if (status.failing() && lowest == null) {
              lowest = new FailingChunk(chunk, status, own, totals, whole);
            }
          }
        }
        first = past;
      }
      return new SliceSummary(index, end - from, totals, whole, head, tail, lowest, errors)
          .withVerdicts(verdicts);
    }

    Tallies tallies(List<Row> rows) {
      List<Tally> tallies = new ArrayList<>();
      for (int rule = 0; rule < rules.size(); rule++) {
        long evaluated = 0;
        long failed = 0;
        for (Row row : rows) {
          Outcome outcome = row.unreadable() ? Outcome.NOT_EVALUATED : row.outcomes().get(rule);
          evaluated += outcome == Outcome.NOT_EVALUATED ? 0 : 1;
          failed += outcome == Outcome.FAILED ? 1 : 0;
        }
        tallies.add(new Tally(evaluated, failed));
      }
      return new Tallies(tallies);
    }

    /** The verdict on a chunk, from its rows and nothing else. */
    Status verdict(int chunk) {
      List<Row> rows = chunks.get(chunk);
      if (rows.stream().anyMatch(Row::unreadable)) {
        return Status.ERROR;
      }
      Status worst = Status.PASSED;
      Tallies own = tallies(rows);
      for (int rule = 0; rule < rules.size(); rule++) {
        Status status = rules.get(rule).verdict(own.of(rule).evaluated(), own.of(rule).failed());
        worst = status.compareTo(worst) > 0 ? status : worst;
      }
      return worst;
    }
  }

  static ChunkError unreadable(long first, long chunks) {
    return new ChunkError(first, chunks, "file:///data", "truthound.DataUnreadable", "damaged");
  }

  static Arbitrary<Batch> batches() {
    return Arbitraries.integers()
        .between(1, 3)
        .flatMap(
            rules ->
                Combinators.combine(
                        rule().list().ofSize(rules),
                        chunk(rules).list().ofMaxSize(MOST_CHUNKS),
                        Arbitraries.integers().between(1, 60).set().ofMaxSize(20))
                    .as(
                        (r, chunks, cuts) ->
                            new Batch(r, chunks, new TreeSet<>(within(cuts, chunks)))));
  }

  private static List<Integer> within(Iterable<Integer> cuts, List<List<Row>> chunks) {
    int rows = chunks.stream().mapToInt(List::size).sum();
    List<Integer> inside = new ArrayList<>();
    cuts.forEach(
        cut -> {
          if (cut < rows) {
            inside.add(cut);
          }
        });
    return inside;
  }

  private static Arbitrary<TestRule> rule() {
    return Combinators.combine(Arbitraries.of(0, 0, 1, 3, 5, 9), Arbitraries.of(true, true, false))
        .as(TestRule::new);
  }

  private static Arbitrary<List<Row>> chunk(int rules) {
    return Arbitraries.oneOf(
        row(rules, false).list().ofMinSize(1).ofMaxSize(4),
        row(rules, false).list().ofMinSize(1).ofMaxSize(25),
        row(rules, true).list().ofMinSize(1).ofMaxSize(6));
  }

  private static Arbitrary<Row> row(int rules, boolean mayBeUnreadable) {
    return Combinators.combine(
            Arbitraries.frequency(
                    net.jqwik.api.Tuple.of(1, Outcome.NOT_EVALUATED),
                    net.jqwik.api.Tuple.of(8, Outcome.PASSED),
                    net.jqwik.api.Tuple.of(1, Outcome.FAILED))
                .list()
                .ofSize(rules),
            mayBeUnreadable ? Arbitraries.of(false, false, true) : Arbitraries.just(false))
        .as(Row::new);
  }
}
