package io.truthound.temporal.merge;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.merge.Cuttings.Batch;
import io.truthound.temporal.merge.Cuttings.Outcome;
import io.truthound.temporal.merge.Cuttings.Row;
import io.truthound.temporal.merge.Cuttings.TestRule;
import io.truthound.temporal.merge.MergedPrefix.Stop;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tallies;
import io.truthound.temporal.result.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergedPrefixTest {

  @Provide
  Arbitrary<Batch> batches() {
    return Cuttings.batches();
  }

  @Property(seed = SUITE, tries = 2000)
  void comesToTheSameHoweverABatchIsCut(@ForAll("batches") Batch batch) {
    MergedPrefix merged = merge(batch, false);

    Answer expected = oneChunkAfterTheOther(batch, false);
    assertThat(answer(merged)).isEqualTo(expected);
    assertThat(merged.slices()).isEqualTo(batch.slices().size());
    assertThat(merged.rows()).isEqualTo(batch.rows());
    assertThat(merged.open()).isNull();
    Statistics.label("slices of the longest chunk").collect(longest(batch));
  }

  @Property(seed = SUITE, tries = 2000)
  void endsWithTheLowestFailingChunkWhereToldTo(@ForAll("batches") Batch batch) {
    MergedPrefix merged = merge(batch, true);

    assertThat(answer(merged)).isEqualTo(oneChunkAfterTheOther(batch, true));
    assertThat(merged.open()).isNull();
    Statistics.label("stopped").collect(merged.stop() != null);
  }

  @Property(seed = SUITE, tries = 500)
  void countsClosedChunksOnlyWhereItEndsEarly(@ForAll("batches") Batch batch) {
    List<SliceSummary> slices = batch.slices();
    MergedPrefix merged = MergedPrefix.empty(batch.rules().size());

    for (SliceSummary slice : slices) {
      merged = merged.plus(slice, batch.judge(), false);

      Tallies closed = Tallies.none(batch.rules().size());
      for (int chunk = 0; chunk < merged.counts().total(); chunk++) {
        closed = closed.plus(batch.tallies(batch.chunks().get(chunk)));
      }
      assertThat(merged.closedTotals()).isEqualTo(closed);
    }
  }

  @Property(seed = SUITE, tries = 200)
  void survivesItsWire(@ForAll("batches") Batch batch) throws IOException {
    MergedPrefix merged = MergedPrefix.empty(batch.rules().size());

    for (SliceSummary slice : batch.slices()) {
      assertThat(ArtifactJson.read(ArtifactJson.write(slice), SliceSummary.class)).isEqualTo(slice);
      merged = merged.plus(slice, batch.judge(), false);
      assertThat(ArtifactJson.read(ArtifactJson.write(merged), MergedPrefix.class))
          .isEqualTo(merged);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10})
  void joinsAChunkThatStraddlesSoManySlices(int slices) {
    // Each part by itself fails one of two rows; half may.
    TestRule half = new TestRule(5, true);
    List<Row> parts = new ArrayList<>();
    for (int slice = 0; slice < slices; slice++) {
      parts.add(row(Outcome.FAILED));
      parts.add(row(Outcome.PASSED));
    }
    TreeSet<Integer> cuts = new TreeSet<>();
    for (int row = 2; row < 2 * slices; row += 2) {
      cuts.add(row);
    }
    Batch batch = new Batch(List.of(half), List.of(parts), cuts);

    MergedPrefix merged = merge(batch, true);

    assertThat(batch.slices()).hasSize(slices);
    assertThat(merged.counts()).isEqualTo(new StatusCounts(1, 0, 0, 0, 0));
    assertThat(merged.totals()).isEqualTo(tallies(2L * slices, slices));
    assertThat(merged.stop()).isNull();
  }

  @Test
  void failsAChunkWhosePartsAllPassBySummingThem() {
    // max_failed would be broken by no part: 1 of 10 rows fails in each, 1 of 20 may not.
    TestRule rule = new TestRule(0, true);
    List<Row> chunk = new ArrayList<>(Collections.nCopies(19, row(Outcome.PASSED)));
    chunk.add(row(Outcome.FAILED));
    Batch batch = new Batch(List.of(rule), List.of(chunk), new TreeSet<>(List.of(10)));

    MergedPrefix merged = merge(batch, true);

    assertThat(merged.stop()).isEqualTo(new Stop(0, Status.FAILED, tallies(20, 1)));
    assertThat(merged.counts()).isEqualTo(new StatusCounts(0, 0, 1, 0, 0));
  }

  @Test
  void takesTheJoinedChunkBeforeAWholeOneOfTheSameSlice() {
    List<List<Row>> chunks =
        List.of(
            List.of(row(Outcome.FAILED), row(Outcome.PASSED)),
            List.of(row(Outcome.FAILED)),
            List.of(row(Outcome.PASSED)));
    Batch batch = new Batch(List.of(new TestRule(0, true)), chunks, new TreeSet<>(List.of(1)));

    MergedPrefix merged = merge(batch, true);

    assertThat(merged.stop()).isEqualTo(new Stop(0, Status.FAILED, tallies(2, 1)));
    assertThat(merged.totals()).isEqualTo(tallies(2, 1));
    assertThat(merged.counts()).isEqualTo(new StatusCounts(0, 0, 1, 0, 0));
  }

  @Test
  void isErrorWhereAnyPartOfAChunkIs() {
    Row unreadable = new Row(List.of(Outcome.NOT_EVALUATED), true);
    List<List<Row>> chunks = List.of(List.of(row(Outcome.PASSED), unreadable, row(Outcome.FAILED)));
    Batch batch = new Batch(List.of(new TestRule(0, true)), chunks, new TreeSet<>(List.of(1, 2)));

    MergedPrefix merged = merge(batch, false);

    assertThat(merged.counts()).isEqualTo(new StatusCounts(0, 0, 0, 1, 0));
    assertThat(merged.totals()).isEqualTo(tallies(2, 1));
    assertThat(merged.errors()).containsExactly(Cuttings.unreadable(0, 1));
  }

  @Test
  void refusesASliceOutOfTurn() {
    MergedPrefix empty = MergedPrefix.empty(1);
    SliceSummary second = slice(1, null, null);
    Judge judge = new Judge(List.of(new TestRule(0, true).rule()), List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> empty.plus(second, judge, false))
        .withMessage("Cannot merge slice 1: slice 0 is next");
  }

  @Test
  void refusesAPartThatNobodyBegan() {
    MergedPrefix empty = MergedPrefix.empty(1);
    SliceSummary headOnly = slice(0, new ChunkPart(0, true, tallies(1, 0), false), null);
    Judge judge = new Judge(List.of(new TestRule(0, true).rule()), List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> empty.plus(headOnly, judge, false))
        .withMessage("Cannot merge slice 0: no chunk is open");
  }

  @Test
  void refusesASliceThatLeavesAnOpenChunkAlone() {
    ChunkPart open = new ChunkPart(4, false, tallies(1, 0), false);
    Judge judge = new Judge(List.of(new TestRule(0, true).rule()), List.of());
    MergedPrefix begun = MergedPrefix.empty(1).plus(slice(0, null, open), judge, false);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> begun.plus(slice(1, null, null), judge, false))
        .withMessage("Cannot merge slice 1: chunk 4 is open");
  }

  @Test
  void refusesAPartOfAnotherChunk() {
    ChunkPart open = new ChunkPart(4, false, tallies(1, 0), false);
    ChunkPart other = new ChunkPart(5, true, tallies(1, 0), false);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> open.plus(other))
        .withMessage("Cannot join a part of chunk 5 to a part of chunk 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> other.plus(other))
        .withMessage("Cannot join a part of chunk 5 to a part of chunk 5");
  }

  @Test
  void refusesToGoOnOnceStopped() {
    Batch batch =
        new Batch(
            List.of(new TestRule(0, true)), List.of(List.of(row(Outcome.FAILED))), new TreeSet<>());
    MergedPrefix stopped = merge(batch, true);

    assertThatIllegalStateException()
        .isThrownBy(() -> stopped.plus(slice(1, null, null), batch.judge(), true))
        .withMessage("Cannot merge slice 1: stopped before");
  }

  @Test
  void keepsTheFirstReasonsOnly() {
    MergedPrefix merged = MergedPrefix.empty(1);
    Judge judge = new Judge(List.of(new TestRule(0, true).rule()), List.of());

    for (int at = 0; at < MergedPrefix.MOST_ERRORS + 5; at++) {
      ChunkError error = new ChunkError(at, 1, "s", "t", "reason " + at);
      merged =
          merged.plus(
              new SliceSummary(
                  at,
                  1,
                  tallies(0, 0),
                  new StatusCounts(0, 0, 0, 1, 0),
                  null,
                  null,
                  null,
                  List.of(error)),
              judge,
              false);
    }

    assertThat(merged.errors()).hasSize(MergedPrefix.MOST_ERRORS);
    assertThat(merged.errors().get(19).message()).isEqualTo("reason 19");
  }

  /** What must not depend on the cutting. */
  private record Answer(Tallies totals, StatusCounts counts, Stop stop, List<ChunkError> errors) {}

  private static Answer answer(MergedPrefix merged) {
    return new Answer(merged.closedTotals(), merged.counts(), merged.stop(), merged.errors());
  }

  private static MergedPrefix merge(Batch batch, boolean stopAtFailure) {
    MergedPrefix merged = MergedPrefix.empty(batch.rules().size());
    for (SliceSummary slice : batch.slices()) {
      merged = merged.plus(slice, batch.judge(), stopAtFailure);
      if (merged.stop() != null) {
        break;
      }
    }
    return merged;
  }

  /** The obvious way: no slices, one chunk after the other. */
  private static Answer oneChunkAfterTheOther(Batch batch, boolean stopAtFailure) {
    Tallies totals = Tallies.none(batch.rules().size());
    List<Status> statuses = new ArrayList<>();
    List<ChunkError> errors = new ArrayList<>();
    Stop stop = null;
    for (int chunk = 0; chunk < batch.chunks().size() && stop == null; chunk++) {
      Tallies own = batch.tallies(batch.chunks().get(chunk));
      Status status = batch.verdict(chunk);
      totals = totals.plus(own);
      statuses.add(status);
      if (status == Status.ERROR) {
        ChunkError last = errors.isEmpty() ? null : errors.get(errors.size() - 1);
        if (last != null && last.firstChunk() + last.chunks() == chunk) {
          errors.set(errors.size() - 1, Cuttings.unreadable(last.firstChunk(), last.chunks() + 1));
        } else {
          errors.add(Cuttings.unreadable(chunk, 1));
        }
      }
      if (stopAtFailure && (status == Status.FAILED || status == Status.ERROR)) {
        stop = new Stop(chunk, status, own);
      }
    }
    StatusCounts counts =
        new StatusCounts(
            Collections.frequency(statuses, Status.PASSED),
            Collections.frequency(statuses, Status.WARNING),
            Collections.frequency(statuses, Status.FAILED),
            Collections.frequency(statuses, Status.ERROR),
            0);
    return new Answer(totals, counts, stop, errors);
  }

  private static int longest(Batch batch) {
    int first = 0;
    int most = 0;
    for (List<Row> chunk : batch.chunks()) {
      most = Math.max(most, batch.cuts().subSet(first + 1, first + chunk.size()).size() + 1);
      first += chunk.size();
    }
    return most;
  }

  private static Row row(Outcome outcome) {
    return new Row(List.of(outcome), false);
  }

  private static Tallies tallies(long evaluated, long failed) {
    return new Tallies(List.of(new Tally(evaluated, failed)));
  }

  private static SliceSummary slice(int index, ChunkPart head, ChunkPart tail) {
    return new SliceSummary(
        index, 1, tallies(1, 0), StatusCounts.NONE, head, tail, null, List.of());
  }
}
