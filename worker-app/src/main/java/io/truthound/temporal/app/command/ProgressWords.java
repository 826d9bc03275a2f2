package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.Pace;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.client.PendingRetry;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.contract.BatchProgress.Phase;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in one line how far a batch is. */
final class ProgressWords {
  private static final int BAR = 24;

  private ProgressWords() {}

  /** Returns a bar of which this share is filled; from 0 to 1. */
  static String bar(double share) {
    int filled = (int) Math.round(share * BAR);
    return "█".repeat(filled) + "░".repeat(BAR - filled) + " ";
  }

  /** Says how far a batch is, how fast it goes, and what it is trying again. */
  static String sentence(BatchProgress progress, @Nullable Pace pace, List<PendingRetry> retries) {
    String sentence = sentence(progress, pace);
    return retries.isEmpty()
        ? sentence
        : sentence + (progress.slices() == 0 ? ": " : "; ") + retried(retries);
  }

  private static String sentence(BatchProgress progress, @Nullable Pace pace) {
    if (progress.slices() == 0) {
      return word(progress);
    }
    long failed = progress.chunks().failed();
    long error = progress.chunks().error();
    return String.format(
            Locale.ROOT, "%s: %.0f %%", word(progress), Math.floor(share(progress) * 100))
        + (pace == null ? "" : ", " + pace.timeLeft())
        + ", "
        + Words.number(progress.finishedSlices())
        + " of "
        + Words.counted(progress.slices(), "slice")
        + (progress.keyPartitions() == 0
            ? ""
            : ", "
                + Words.number(progress.countedKeyPartitions())
                + " of "
                + Words.counted(progress.keyPartitions(), "key partition"))
        + (progress.paused() ? ", " + Words.number(progress.running()) + " in flight" : "")
        + (failed == 0 ? "" : ", " + Words.counted(failed, "chunk") + " failed")
        + (error == 0 ? "" : ", " + Words.counted(error, "chunk") + " in error")
        + (pace == null ? "" : ", " + pace.rate());
  }

  /** A batch that stops or reports does so whether it is paused or not. */
  private static String word(BatchProgress progress) {
    return switch (progress.phase()) {
      case PLANNING, WAITING, CHECKING, PROFILING, LEARNING ->
          progress.paused() ? "Paused" : capitalised(progress);
      case STOPPING, REPORTING, DONE -> capitalised(progress);
    };
  }

  private static String capitalised(BatchProgress progress) {
    if (progress.phase() == Phase.WAITING) {
      return "Waiting for data";
    }
    String phase = progress.phase().name();
    return phase.charAt(0) + phase.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String retried(List<PendingRetry> retries) {
    PendingRetry worst = retries.get(0);
    String others =
        retries.size() == 1 ? "" : " (and " + Words.number(retries.size() - 1) + " more)";
    return "attempt " + worst.attempt() + others + ", " + worst.failure();
  }

  /** Returns how much of a batch is scanned, from 0 to 1. */
  static double share(BatchProgress progress) {
    return progress.slices() == 0 ? 0 : (double) progress.finishedSlices() / progress.slices();
  }
}
