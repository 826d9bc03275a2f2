package io.truthound.temporal.merge;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tallies;
import io.truthound.temporal.result.Tally;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LawsTest {
  private static final long EVERYWHERE = Long.MAX_VALUE - 1;

  @Provide
  Arbitrary<Tallies> tallies() {
    Arbitrary<Tally> tally =
        Combinators.combine(
                Arbitraries.longs().between(0, 1L << 60), Arbitraries.longs().between(0, 1L << 60))
            .as((a, b) -> new Tally(Math.max(a, b), Math.min(a, b)));
    return tally.list().ofSize(3).map(Tallies::new);
  }

  @Provide
  Arbitrary<StatusCounts> counts() {
    Arbitrary<Long> count = Arbitraries.longs().between(0, 1L << 58);
    return Combinators.combine(count, count, count, count, count).as(StatusCounts::new);
  }

  @Provide
  Arbitrary<Status> statuses() {
    return Arbitraries.of(Status.class);
  }

  @Property(seed = SUITE)
  void talliesAreACommutativeMonoid(
      @ForAll("tallies") Tallies a, @ForAll("tallies") Tallies b, @ForAll("tallies") Tallies c) {
    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    assertThat(a.plus(Tallies.none(3))).isEqualTo(a);
    assertThat(a.plus(b).minus(b)).isEqualTo(a);
  }

  @Test
  void talliesRefuseToOverflow() {
    Tallies most = new Tallies(List.of(new Tally(Long.MAX_VALUE, 0)));
    Tallies one = new Tallies(List.of(new Tally(1, 0)));

    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> most.plus(one));
  }

  @Test
  void talliesOfOtherRulesDoNotAdd() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tallies.none(2).plus(Tallies.none(1)))
        .withMessage("Cannot add tallies of 1 rules to tallies of 2 rules");
  }

  @Test
  void noMoreRowsFailThanAreEvaluated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tally(1, 2))
        .withMessage("Invalid tally: evaluated=1, failed=2");
  }

  @Property(seed = SUITE)
  void countsAreACommutativeMonoid(
      @ForAll("counts") StatusCounts a,
      @ForAll("counts") StatusCounts b,
      @ForAll("counts") StatusCounts c) {
    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    assertThat(a.plus(StatusCounts.NONE)).isEqualTo(a);
    assertThat(a.plus(b).total()).isEqualTo(a.total() + b.total());
  }

  @Property(seed = SUITE)
  void oneChunkMoreIsOneOfItsStatus(
      @ForAll("counts") StatusCounts counts, @ForAll("statuses") Status status) {
    StatusCounts one = StatusCounts.NONE.plus(status, 1);

    assertThat(one.total()).isOne();
    assertThat(counts.plus(status, 1)).isEqualTo(counts.plus(one));
  }

  @Property(seed = SUITE)
  void theWorseOfTwoIsASemilatticeWithSkippedAtItsFoot(
      @ForAll("statuses") Status a, @ForAll("statuses") Status b, @ForAll("statuses") Status c) {
    assertThat(a.worse(b).worse(c)).isEqualTo(a.worse(b.worse(c)));
    assertThat(a.worse(b)).isEqualTo(b.worse(a));
    assertThat(a.worse(a)).isEqualTo(a);
    assertThat(a.worse(Status.SKIPPED)).isEqualTo(a);
    assertThat(a.worse(Status.ERROR)).isEqualTo(Status.ERROR);
  }

  /** Reasons chunk by chunk: a number for each chunk, 0 where nothing is wrong. */
  @Provide
  Arbitrary<List<Integer>> reasons() {
    return Arbitraries.integers().between(0, 2).list().ofMaxSize(15);
  }

  @Property(seed = SUITE)
  void errorRunsAreTheLongestRunsOfOneReason(@ForAll("reasons") List<Integer> reasons) {
    List<ChunkError> runs = runs(reasons, 0, reasons.size(), EVERYWHERE);

    List<Integer> written = new ArrayList<>();
    ChunkError last = null;
    for (ChunkError run : runs) {
      while (written.size() < run.firstChunk()) {
        written.add(0);
      }
      for (int chunk = 0; chunk < run.chunks(); chunk++) {
        written.add(Integer.valueOf(run.message()));
      }
      assertThat(last != null && last.continuedBy(run)).isFalse();
      last = run;
    }
    while (written.size() < reasons.size()) {
      written.add(0);
    }
    assertThat(written).isEqualTo(reasons);
  }

  @Property(seed = SUITE)
  void errorRunsJoinLikeTheWholeWhereverTheyAreCut(
      @ForAll("reasons") List<Integer> reasons, @ForAll("reasons") List<Integer> more) {
    List<Integer> all = new ArrayList<>(reasons);
    all.addAll(more);
    List<ChunkError> joined = new ArrayList<>(runs(all, 0, reasons.size(), EVERYWHERE));

    runs(all, reasons.size(), all.size(), EVERYWHERE)
        .forEach(run -> ErrorRuns.append(joined, run, EVERYWHERE));

    assertThat(joined).isEqualTo(runs(all, 0, all.size(), EVERYWHERE));
  }

  @Property(seed = SUITE)
  void errorRunsEndWithTheLastChunkThatCounts(@ForAll("reasons") List<Integer> reasons) {
    for (int last = 0; last < reasons.size(); last++) {
      List<ChunkError> cut = new ArrayList<>();
      for (ChunkError run : runs(reasons, 0, reasons.size(), EVERYWHERE)) {
        ErrorRuns.append(cut, run, last);
      }

      assertThat(cut).isEqualTo(runs(reasons, 0, last + 1, EVERYWHERE));
    }
  }

  @Test
  void aReasonSeenFromBothSidesOfACutIsOne() {
    List<ChunkError> runs = new ArrayList<>(List.of(new ChunkError(0, 3, "s", "t", "m")));

    ErrorRuns.append(runs, new ChunkError(2, 4, "s", "t", "m"), EVERYWHERE);

    assertThat(runs).containsExactly(new ChunkError(0, 6, "s", "t", "m"));
  }

  private static List<ChunkError> runs(List<Integer> reasons, int from, int end, long last) {
    List<ChunkError> runs = new ArrayList<>();
    for (int chunk = from; chunk < end; chunk++) {
      if (reasons.get(chunk) != 0) {
        ErrorRuns.append(
            runs, new ChunkError(chunk, 1, "s", "t", reasons.get(chunk).toString()), last);
      }
    }
    return runs;
  }
}
