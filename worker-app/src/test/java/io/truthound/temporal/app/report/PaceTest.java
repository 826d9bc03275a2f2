package io.truthound.temporal.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.contract.BatchProgress.Phase;
import io.truthound.temporal.result.StatusCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final Instant BEGUN = Instant.parse("2026-11-28T12:00:00Z");

  @Test
  void tellsRateAndTimeLeftByWhatIsMerged() {
    Pace pace = Pace.sinceItBegan(read(1_000), after(100)).orElseThrow();

    assertThat(pace.rowsPerSecond()).isEqualTo(10);
    assertThat(pace.left()).isEqualTo(Duration.ofMinutes(15));
    assertThat(pace.rate()).isEqualTo("10 rows/s");
    assertThat(pace.timeLeft()).isEqualTo("15 min left");
  }

  @Test
  void tellsNothingWhereNoRowsAreRead() {
    assertThat(Pace.sinceItBegan(read(0), after(100))).isEmpty();
    assertThat(Pace.sinceItBegan(read(10_000), after(100))).isEmpty();
    assertThat(Pace.sinceItBegan(read(1_000), BEGUN)).isEmpty();
    assertThat(Pace.sinceItBegan(progress(Phase.STOPPING, 1_000, false, BEGUN), after(9)))
        .isEmpty();
    assertThat(Pace.sinceItBegan(progress(Phase.CHECKING, 1_000, true, BEGUN), after(9))).isEmpty();
    assertThat(Pace.sinceItBegan(progress(Phase.CHECKING, 1_000, false, null), after(9))).isEmpty();
  }

  @Test
  void aWatchedBatchGoesAsFastAsInTheLastMinute() {
    RecentPace pace = new RecentPace();

    assertThat(rate(pace.see(read(100), after(100)))).isEqualTo(1);
    assertThat(rate(pace.see(read(200), after(105)))).isCloseTo(1.9, within());
    assertThat(rate(pace.see(read(2_100), after(120)))).isEqualTo(100);
    assertThat(rate(pace.see(read(8_100), after(160)))).isEqualTo(8_000 / 60.0);
    assertThat(rate(pace.see(read(9_000), after(180)))).isEqualTo(6_900 / 60.0);
  }

  @Test
  void aPauseSlowsNothingDown() {
    RecentPace pace = new RecentPace();
    pace.see(read(1_000), after(10));
    pace.see(progress(Phase.CHECKING, 2_000, true, BEGUN), after(20));

    assertThat(pace.see(read(2_000), after(5_000))).isEmpty();
    assertThat(rate(pace.see(read(4_000), after(5_020)))).isEqualTo(100);
  }

  @Test
  void saysTimesByWhatCounts() {
    assertThat(Words.time(Duration.ofSeconds(-3))).isEqualTo("0 s");
    assertThat(Words.time(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Words.time(Duration.ofSeconds(90))).isEqualTo("2 min");
    assertThat(Words.time(Duration.ofSeconds(3_599))).isEqualTo("1 h");
    assertThat(Words.time(Duration.ofMinutes(185))).isEqualTo("3 h 5 min");
    assertThat(Words.time(Duration.ofHours(52))).isEqualTo("2 d 4 h");
    assertThat(Words.rounded(1_234_567)).isEqualTo("1,230,000");
    assertThat(Words.rounded(999.9)).isEqualTo("1,000");
    assertThat(Words.rounded(0.05)).isEqualTo("0.05");
  }

  private static Offset<Double> within() {
    return Assertions.within(0.01);
  }

  private static double rate(Optional<Pace> pace) {
    return pace.orElseThrow().rowsPerSecond();
  }

  private static Instant after(long seconds) {
    return BEGUN.plusSeconds(seconds);
  }

  private static BatchProgress read(long rows) {
    return progress(Phase.CHECKING, rows, false, BEGUN);
  }

  private static BatchProgress progress(
      Phase phase, long rows, boolean paused, @Nullable Instant begun) {
    return new BatchProgress(
        BatchProgress.VERSION,
        phase,
        10,
        1,
        10_000,
        rows,
        10,
        StatusCounts.NONE,
        null,
        1,
        4,
        paused,
        begun,
        0,
        0,
        0);
  }
}
