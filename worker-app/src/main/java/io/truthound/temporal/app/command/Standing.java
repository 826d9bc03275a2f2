package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.RecentPace;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.DatasetListHandle;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.contract.DatasetListProgress;
import io.truthound.temporal.contract.DatasetListProgress.Running;
import java.time.Instant;

/**
 * Where a batch stands at a moment.
 *
 * @param share how much of it is over, from 0 to 1
 * @param sentence how far it is and what it is trying again, for a person
 */
record Standing(double share, String sentence) {
  private static final int LONGEST_NAME = 24;

  /**
   * Asks a batch.
   *
   * @param pace has seen how far it was before
   */
  static Standing of(BatchHandle batch, RecentPace pace) {
    BatchProgress progress = batch.progress();
    return new Standing(
        ProgressWords.share(progress),
        ProgressWords.sentence(
            progress, pace.see(progress, Instant.now()).orElse(null), batch.retries()));
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
    Standing batch = of(list.batch(first.index()), new RecentPace());
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
}
