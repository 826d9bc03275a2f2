package io.truthound.temporal.app.command;

import io.temporal.client.WorkflowNotFoundException;
import io.truthound.temporal.client.BatchDescription;
import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.BatchOperationException;
import io.truthound.temporal.result.ScanOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** How the last batches of a schedule ended. */
final class RecentBatches {
  private RecentBatches() {}

  /** Returns a word or two for each workflow id, in the same order. */
  static Map<String, String> of(List<String> ids, ServerConnection connection) {
    Map<String, String> ends = new LinkedHashMap<>();
    ids.forEach(id -> ends.put(id, end(connection.batch(id))));
    return ends;
  }

  private static String end(BatchHandle batch) {
    try {
      BatchDescription described = batch.describe();
      return described.over() ? status(batch) : FoundBatch.state(described);
    } catch (WorkflowNotFoundException gone) {
      return "no longer kept by the server";
    }
  }

  private static String status(BatchHandle batch) {
    try {
      return batch.outcome() instanceof ScanOutcome scan ? scan.status().name() : "completed";
    } catch (CancellationException cancelled) {
      return "cancelled";
    } catch (BatchExecutionException failed) {
      return failed.partialResult() == null
          ? "ERROR: " + Problem.of(failed)
          : failed.partialResult().status().name();
    } catch (BatchOperationException refused) {
      return "refused: " + Problem.of(refused);
    }
  }
}
