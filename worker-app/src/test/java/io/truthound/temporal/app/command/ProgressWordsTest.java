package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.app.report.Pace;
import io.truthound.temporal.client.PendingRetry;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.contract.BatchProgress.Phase;
import io.truthound.temporal.result.StatusCounts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgressWordsTest {
  private static final Pace PACE = new Pace(1_234_567, Duration.ofMinutes(5));

  @Test
  void saysHowFarItIsAndHowLongItTakes() {
    assertThat(ProgressWords.sentence(checking(5, false), PACE, List.of()))
        .isEqualTo(
            "Checking: 62 %, 5 min left, 5 of 8 slices, 2 chunks failed, 1 chunk in error,"
                + " 1,230,000 rows/s");
    assertThat(ProgressWords.sentence(checking(5, false), null, List.of()))
        .isEqualTo("Checking: 62 %, 5 of 8 slices, 2 chunks failed, 1 chunk in error");
  }

  @Test
  void saysThatItIsPausedAndWhatIsInFlightStill() {
    assertThat(ProgressWords.sentence(checking(0, true), null, List.of()))
        .startsWith("Paused: 0 %, 0 of 8 slices, 3 in flight, ");
    assertThat(ProgressWords.sentence(progress(Phase.REPORTING, 8, 8, true), null, List.of()))
        .startsWith("Reporting: 100 %, ");
  }

  @Test
  void saysWhatIsTriedAgain() {
    List<PendingRetry> retries =
        List.of(new PendingRetry("x", 3, "disk full"), new PendingRetry("x", 2, "no disk"));

    assertThat(ProgressWords.sentence(progress(Phase.PLANNING, 0, 0, false), null, retries))
        .isEqualTo("Planning: attempt 3 (and 1 more), disk full");
    assertThat(ProgressWords.sentence(checking(5, false), PACE, retries.subList(0, 1)))
        .endsWith("1,230,000 rows/s; attempt 3, disk full");
  }

  @Test
  void tellsHowManyKeyPartitionsAreCounted() {
    assertThat(ProgressWords.sentence(progress(Phase.CHECKING, 8, 0, false, 6), null, List.of()))
        .startsWith("Checking: 0 %, 0 of 8 slices, 3 of 6 key partitions, ");
  }

  @Test
  void drawsWhatIsDone() {
    assertThat(ProgressWords.bar(ProgressWords.share(checking(4, false))))
        .isEqualTo("█".repeat(12) + "░".repeat(12) + " ");
    assertThat(ProgressWords.bar(ProgressWords.share(progress(Phase.PLANNING, 0, 0, false))))
        .isEqualTo("░".repeat(24) + " ");
  }

  private static BatchProgress checking(int finished, boolean paused) {
    return progress(Phase.CHECKING, 8, finished, paused);
  }

  private static BatchProgress progress(Phase phase, int slices, int finished, boolean paused) {
    return progress(phase, slices, finished, paused, 0);
  }

  private static BatchProgress progress(
      Phase phase, int slices, int finished, boolean paused, int keyPartitions) {
    return new BatchProgress(
        BatchProgress.VERSION,
        phase,
        slices,
        finished,
        8_000,
        0,
        8,
        new StatusCounts(0, 0, 2, 1, 0),
        null,
        3,
        4,
        paused,
        null,
        0,
        keyPartitions,
        keyPartitions / 2);
  }
}
