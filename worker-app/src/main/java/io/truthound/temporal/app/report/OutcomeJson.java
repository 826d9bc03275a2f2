package io.truthound.temporal.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.ScanOutcome;
import java.io.IOException;
import java.math.BigDecimal;

/** Writes what all answers have in common. The keys and their order are a promise. */
final class OutcomeJson {
  private OutcomeJson() {}

  /** Begins an answer: how it ended, where it can be seen, and of what data it is. */
  static void begin(JsonGenerator json, String operation, ScanOutcome result) throws IOException {
    json.writeStartObject();
    json.writeStringField("operation", operation);
    json.writeStringField("status", result.status().name());
    json.writeStringField("ended", result.ended().text());
    json.writeStringField("workflow_id", result.workflowId());
    json.writeStringField("run_id", result.runId());
    json.writeNumberField("duration_seconds", BigDecimal.valueOf(result.duration().toMillis(), 3));
    json.writeFieldName("dataset");
    dataset(json, result.dataset());
  }

  static void dataset(JsonGenerator json, DatasetSummary dataset) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", dataset.name());
    json.writeNumberField("sources", dataset.sources());
    json.writeNumberField("rows", dataset.rows());
    json.writeNumberField("bytes", dataset.bytes());
    json.writeEndObject();
  }

  /** Writes the chunks of an answer without rules, and why it is not whole where it is not. */
  static void readChunks(JsonGenerator json, ScanOutcome result) throws IOException {
    json.writeNumberField("total_chunks", result.totalChunks());
    json.writeNumberField("error_chunks", result.errorChunks());
    json.writeNumberField("skipped_chunks", result.skippedChunks());
    ending(json, result);
  }

  static void ending(JsonGenerator json, ScanOutcome result) throws IOException {
    if (result.reusedSlices() > 0) {
      json.writeNumberField("reused_slices", result.reusedSlices());
    }
    Long failingChunk = result.failingChunk();
    if (failingChunk != null) {
      json.writeNumberField("failing_chunk", failingChunk);
    }
    if (result.failureMessage() != null) {
      json.writeStringField("failure_message", result.failureMessage());
    }
  }

  static void errors(JsonGenerator json, ScanOutcome result) throws IOException {
    json.writeArrayFieldStart("errors");
    for (ChunkError error : result.errors()) {
      json.writeStartObject();
      json.writeNumberField("first_chunk", error.firstChunk());
      json.writeNumberField("chunks", error.chunks());
      json.writeStringField("source", error.source());
      json.writeStringField("type", error.type());
      json.writeStringField("message", error.message());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
