package io.truthound.temporal.merge;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.truthound.temporal.merge.Cuttings.Batch;
import io.truthound.temporal.merge.SliceResult.VerdictRun;
import io.truthound.temporal.result.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is told of chunks is each one's own verdict, once, in plan order. */
class ClosedChunksTest {

  @Provide
  Arbitrary<Batch> batches() {
    return Cuttings.batches();
  }

  @Property(seed = SUITE, tries = 1000)
  void areAllChunksHoweverABatchIsCut(@ForAll("batches") Batch batch) {
    assertThat(told(batch, false)).isEqualTo(verdicts(batch));
  }

  @Property(seed = SUITE, tries = 1000)
  void endWithTheLowestFailingChunkWhereItEndsTheBatch(@ForAll("batches") Batch batch) {
    List<Status> all = verdicts(batch);
    int end = 0;
    while (end < all.size() && !all.get(end).failing()) {
      end++;
    }

    assertThat(told(batch, true)).isEqualTo(all.subList(0, Math.min(end + 1, all.size())));
  }

  private static List<Status> told(Batch batch, boolean stopAtFailure) {
    List<Status> told = new ArrayList<>();
    MergedPrefix merged = MergedPrefix.empty(batch.rules().size());
    for (SliceSummary slice : batch.slices()) {
      if (merged.stop() != null) {
        break;
      }
      MergedPrefix before = merged;
      merged = before.plus(slice, batch.judge(), stopAtFailure);
      ClosedChunks closed =
          ClosedChunks.of(
              told.size(), ClosedChunks.joined(before, slice, merged), slice, merged.stop());
      closed.runs().orElseThrow().forEach(run -> add(told, run));
      assertThat(closed.chunks()).isEqualTo(told.size() - closed.first());
      assertThat(merged.counts().total()).isEqualTo(told.size());
    }
    return told;
  }

  private static void add(List<Status> told, VerdictRun run) {
    told.addAll(Collections.nCopies((int) run.chunks(), run.status()));
  }

  private static List<Status> verdicts(Batch batch) {
    List<Status> verdicts = new ArrayList<>();
    for (int chunk = 0; chunk < batch.chunks().size(); chunk++) {
      verdicts.add(batch.verdict(chunk));
    }
    return verdicts;
  }

  @Test
  void anOrderIsShortText() {
    List<VerdictRun> runs =
        List.of(
            new VerdictRun(Status.PASSED, 120),
            new VerdictRun(Status.FAILED, 1),
            new VerdictRun(Status.WARNING, 2),
            new VerdictRun(Status.ERROR, 1));

    assertThat(VerdictOrder.written(runs)).isEqualTo("P120FW2E");
    assertThat(VerdictOrder.read("P120FW2E")).isEqualTo(runs);
  }

  @Test
  void anUnknownLetterIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VerdictOrder.read("P3X"))
        .withMessage("Invalid verdict: X (allowed: P, W, F, E, S)");
  }
}
