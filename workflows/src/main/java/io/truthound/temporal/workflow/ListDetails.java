package io.truthound.temporal.workflow;

import io.truthound.temporal.contract.DatasetListProgress;
import io.truthound.temporal.contract.DatasetListProgress.Running;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.DatasetFailure;
import io.truthound.temporal.result.DatasetResult;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What Temporal's UI shows of a list of datasets: those under way, and those that failed. */
final class ListDetails {
  private static final int MOST_SHOWN = 50;

  private ListDetails() {}

  static String of(DatasetListProgress progress, Collection<DatasetResult> finished) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "**%,d of %,d** datasets are over: %s\n\n",
            progress.finished().total(),
            progress.datasets(),
            Display.counted(progress.finished())));
    for (Running running : first(progress.running())) {
      text.append("- ").append(named(running.dataset(), running.workflowId()));
      text.append(": under way\n");
    }
    appendFailing(text, finished);
    return text.toString();
  }

  static String of(BatchResult result) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "**%s** %,d datasets (%s)\n\n%s.\n\n",
            result.status(),
            result.counts().total(),
            result.ended().text(),
            Display.counted(result.counts())));
    appendFailing(text, result.results());
    return text.toString();
  }

  private static void appendFailing(StringBuilder text, Collection<DatasetResult> results) {
    for (DatasetResult result :
        first(results.stream().filter(r -> r.status().failing()).toList())) {
      DatasetFailure failure = result.failure();
      text.append("- **").append(result.status()).append("** ");
      text.append(named(result.dataset(), result.workflowId()));
      text.append(failure == null ? "" : ": " + Display.shortened(failure.message())).append('\n');
    }
  }

  private static String named(String dataset, String workflowId) {
    return Display.code(Display.shortened(dataset)) + " in " + Display.code(workflowId);
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(MOST_SHOWN, all.size()));
  }
}
