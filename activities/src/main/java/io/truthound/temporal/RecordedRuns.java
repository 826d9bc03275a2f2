package io.truthound.temporal;

import io.truthound.temporal.contract.HistoryEntry;
import io.truthound.temporal.contract.HistoryNote;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.ScanOutcome;
import io.truthound.temporal.storage.DatasetHistory;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records what runs came to in the histories of their datasets. */
final class RecordedRuns {
  private RecordedRuns() {}

  /**
   * Records a run once, however often this is done. Data of memory that nobody has named has no
   * history.
   *
   * @param note what the history is told beside the answer; null for a run that is not recorded
   * @param outcome what the report says
   */
  static void record(
      @Nullable HistoryNote note,
      Operation operation,
      ScanOutcome outcome,
      ArtifactRef report,
      RunArtifacts artifacts)
      throws IOException {
    String dataset = outcome.dataset().name();
    if (note != null && !Dataset.isPassing(dataset)) {
      new DatasetHistory(artifacts.store(), dataset)
          .add(
              HistoryEntry.of(artifacts.folder().run(), operation, note, outcome, report),
              artifacts);
    }
  }
}
