package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.DatasetListHandle;
import io.truthound.temporal.client.PendingRetry;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.contract.DatasetListProgress;
import io.truthound.temporal.contract.DatasetListProgress.Running;
import java.util.List;
import java.util.Locale;

/**
 * Where a batch stands at a moment.
 *
 * @param share how much of it is over, from 0 to 1
 * @param sentence how far it is and what it is trying again, for a person
 */
record Standing(double share, String sentence) {
  private static final int LONGEST_NAME = 24;

  /** Asks a batch. */
  static Standing of(BatchHandle batch) {
    return of(batch.progress(), batch.retries());
  }

  static Standing of(BatchProgress progress, List<PendingRetry> retries) {
    double share =
        progress.slices() == 0 ? 0 : (double) progress.finishedSlices() / progress.slices();
    return new Standing(share, sentence(progress, share) + retried(progress, retries));
  }

  /** Asks a list of datasets, and the batch of the first one that is under way. */
  static Standing of(DatasetListHandle list) {
    DatasetListProgress progress = list.progress();
    long over = progress.finished().total();
    String sentence =
        Words.number(over)
            + " of "
            + Words.counted(progress.datasets(), "dataset")
            + count(progress.finished().failed(), "failed")
            + count(progress.finished().error(), "in error");
    if (progress.running().isEmpty()) {
      return new Standing(share((double) over, progress.datasets()), sentence);
    }
    Running first = progress.running().get(0);
    Standing batch = of(list.batch(first.index()));
    return new Standing(
        share(over + batch.share(), progress.datasets()),
        sentence + "; " + end(first.dataset()) + ": " + batch.sentence());
  }

  /** Paths tell files apart by their ends, and a bar has one line. */
  private static String end(String name) {
    int length = name.length();
    return length <= LONGEST_NAME ? name : "…" + name.substring(length - LONGEST_NAME);
  }

  private static double share(double over, int all) {
    return all == 0 ? 0 : over / all;
  }

  private static String count(long datasets, String what) {
    return datasets == 0 ? "" : ", " + Words.number(datasets) + " " + what;
  }

  private static String sentence(BatchProgress progress, double share) {
    String phase = progress.phase().name();
    String word = phase.charAt(0) + phase.substring(1).toLowerCase(Locale.ROOT);
    if (progress.slices() == 0) {
      return word;
    }
    long failed = progress.chunks().failed();
    long error = progress.chunks().error();
    return String.format(Locale.ROOT, "%s: %.0f %%", word, Math.floor(share * 100))
        + ", "
        + Words.number(progress.finishedSlices())
        + " of "
        + Words.counted(progress.slices(), "slice")
        + (failed == 0 ? "" : ", " + Words.counted(failed, "chunk") + " failed")
        + (error == 0 ? "" : ", " + Words.counted(error, "chunk") + " in error");
  }

  private static String retried(BatchProgress progress, List<PendingRetry> retries) {
    if (retries.isEmpty()) {
      return "";
    }
    PendingRetry worst = retries.get(0);
    String others =
        retries.size() == 1 ? "" : " (and " + Words.number(retries.size() - 1) + " more)";
    return (progress.slices() == 0 ? ": " : "; ")
        + "attempt "
        + worst.attempt()
        + others
        + ", "
        + worst.failure();
  }
}
