package io.truthound.temporal.app.report;

import io.truthound.temporal.contract.BatchProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How fast a batch goes.
 *
 * @param rowsPerSecond rows merged in a second; more than 0
 * @param left how long the rows that are left take at this pace
 */
public record Pace(double rowsPerSecond, Duration left) {

  /**
   * Returns the pace since the batch began, its planning and pauses included; nothing where no rows
   * are being read, or none are merged yet.
   *
   * @param now the time at which the batch was as far as that
   */
  public static Optional<Pace> sinceItBegan(BatchProgress progress, Instant now) {
    Instant begun = progress.begun();
    return begun == null || !reads(progress)
        ? Optional.empty()
        : of(progress.mergedRows(), Duration.between(begun, now), progress);
  }

  /** Says whether rows are being read: planned, not paused, and not all merged. */
  static boolean reads(BatchProgress progress) {
    boolean scans =
        switch (progress.phase()) {
          case CHECKING, PROFILING, LEARNING -> true;
          case PLANNING, WAITING, STOPPING, REPORTING, DONE -> false;
        };
    return scans && !progress.paused() && progress.mergedRows() < progress.rows();
  }

  /** Returns the pace of so many rows in that time; nothing where either is nothing. */
  static Optional<Pace> of(long rows, Duration time, BatchProgress progress) {
    double seconds = time.toMillis() / 1e3;
    if (rows <= 0 || seconds <= 0) {
      return Optional.empty();
    }
    double rowsPerSecond = rows / seconds;
    long left = progress.rows() - progress.mergedRows();
    return Optional.of(
        new Pace(rowsPerSecond, Duration.ofSeconds((long) Math.ceil(left / rowsPerSecond))));
  }

  /** Says {@code 1,230,000 rows/s}: three digits that count. */
  public String rate() {
    return Words.rounded(rowsPerSecond) + " rows/s";
  }

  /** Says {@code 5 min left}. */
  public String timeLeft() {
    return Words.time(left) + " left";
  }
}
