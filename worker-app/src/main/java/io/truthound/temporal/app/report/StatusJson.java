package io.truthound.temporal.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.truthound.temporal.client.BatchDescription;
import io.truthound.temporal.client.PendingRetry;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.result.ScanOutcome;
import io.truthound.temporal.result.StatusCounts;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes how far a batch is as one JSON object. Its keys and their order are a promise; what is not
 * known is left out, but for the first eight keys.
 */
public final class StatusJson {
  private final JsonGenerator json;

  private StatusJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes a status as UTF-8, with a newline at its end; leaves the stream open.
   *
   * @throws IOException if the stream does not take it
   */
  public static void write(BatchStatus status, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.open(out)) {
      new StatusJson(json).write(status);
    }
    out.write('\n');
    out.flush();
  }

  private void write(BatchStatus status) throws IOException {
    json.writeStartObject();
    described(json, status.batch());
    ScanOutcome scanned = status.scanned();
    if (status.progress() != null) {
      progress(status.progress(), status.batch().over());
    }
    if (scanned != null) {
      scanned(scanned);
    }
    if (status.pace() != null) {
      json.writeNumberField("rows_per_second", thousandths(status.pace().rowsPerSecond()));
      json.writeNumberField("seconds_left", status.pace().left().toSeconds());
    }
    json.writeNumberField("pending_activities", status.batch().pendingActivities());
    json.writeArrayFieldStart("retries");
    for (PendingRetry retry : status.retries()) {
      json.writeStartObject();
      json.writeStringField("activity", retry.activityType());
      json.writeNumberField("attempt", retry.attempt());
      json.writeStringField("failure", retry.failure());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (status.problem() != null) {
      json.writeStringField("problem", status.problem());
    }
    json.writeEndObject();
  }

  /** Writes what the server knows by itself. */
  static void described(JsonGenerator json, BatchDescription batch) throws IOException {
    json.writeStringField("workflow_id", batch.id());
    json.writeStringField("run_id", batch.runId());
    json.writeStringField("operation", lower(batch.operation()));
    json.writeStringField("dataset", batch.dataset());
    json.writeStringField("task_queue", batch.taskQueue());
    json.writeStringField("state", lower(batch.state()));
    json.writeStringField("begun", batch.begun().toString());
    json.writeStringField("closed", batch.closed() == null ? null : batch.closed().toString());
  }

  private void progress(BatchProgress progress, boolean over) throws IOException {
    if (!over) {
      json.writeStringField("phase", lower(progress.phase()));
      json.writeBooleanField("paused", progress.paused());
      json.writeNumberField("max_workers", progress.maxWorkers());
      json.writeNumberField("in_flight", progress.running());
    }
    json.writeNumberField("slices", progress.slices());
    json.writeNumberField("finished_slices", progress.finishedSlices());
    json.writeNumberField("key_partitions", progress.keyPartitions());
    json.writeNumberField("counted_key_partitions", progress.countedKeyPartitions());
    json.writeNumberField("rows", progress.rows());
    json.writeNumberField("merged_rows", progress.mergedRows());
    chunks(progress.totalChunks(), progress.chunks());
  }

  private void scanned(ScanOutcome scanned) throws IOException {
    json.writeStringField("status", scanned.status().name());
    json.writeStringField("ended", scanned.ended().text());
    json.writeNumberField("rows", scanned.dataset().rows());
    chunks(scanned.totalChunks(), scanned.chunks());
    OutcomeJson.ending(json, scanned);
  }

  private void chunks(long total, StatusCounts chunks) throws IOException {
    json.writeNumberField("total_chunks", total);
    json.writeNumberField("passed_chunks", chunks.passed());
    json.writeNumberField("warning_chunks", chunks.warning());
    json.writeNumberField("failed_chunks", chunks.failed());
    json.writeNumberField("error_chunks", chunks.error());
    json.writeNumberField("skipped_chunks", chunks.skipped());
  }

  private static BigDecimal thousandths(double number) {
    return BigDecimal.valueOf(number).setScale(3, RoundingMode.HALF_EVEN);
  }

  private static @Nullable String lower(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
  }
}
