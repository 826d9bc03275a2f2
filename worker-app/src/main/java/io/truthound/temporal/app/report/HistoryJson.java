package io.truthound.temporal.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.truthound.temporal.contract.HistoryEntry;
import io.truthound.temporal.contract.HistoryRule;
import io.truthound.temporal.result.StatusCounts;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;

/**
 * Writes the last runs of a dataset as one JSON object, the newest last. Its keys and their order
 * are a promise.
 */
public final class HistoryJson {
  private final JsonGenerator json;

  private HistoryJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes them as UTF-8, with a newline at the end; leaves the stream open.
   *
   * @throws IOException if the stream does not take it
   */
  public static void write(RecentRuns history, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.open(out)) {
      json.writeStartObject();
      json.writeStringField("dataset", history.dataset());
      json.writeArrayFieldStart("runs");
      for (HistoryEntry run : history.runs()) {
        new HistoryJson(json).run(run);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  private void run(HistoryEntry run) throws IOException {
    json.writeStartObject();
    json.writeStringField("operation", run.operation().word());
    json.writeStringField("status", run.status().name());
    json.writeStringField("ended", run.ended().text());
    json.writeStringField("workflow_id", run.workflowId());
    json.writeStringField("run_id", run.runId());
    json.writeStringField("begun", run.begun().toString());
    json.writeStringField("scheduled", run.scheduled() == null ? null : run.scheduled().toString());
    json.writeNumberField("duration_seconds", BigDecimal.valueOf(run.duration().toMillis(), 3));
    json.writeFieldName("dataset");
    OutcomeJson.dataset(json, run.dataset());
    counts("chunks", run.chunks());
    json.writeNumberField("errors", run.errors());
    counts("verdicts", run.verdicts());
    json.writeArrayFieldStart("rules");
    for (HistoryRule rule : run.rules()) {
      rule(rule);
    }
    json.writeEndArray();
    json.writeStringField("report", run.report().uri());
    json.writeEndObject();
  }

  private void counts(String field, StatusCounts counts) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeNumberField("passed", counts.passed());
    json.writeNumberField("warning", counts.warning());
    json.writeNumberField("failed", counts.failed());
    json.writeNumberField("error", counts.error());
    json.writeNumberField("skipped", counts.skipped());
    json.writeEndObject();
  }

  private void rule(HistoryRule rule) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", rule.type());
    json.writeStringField("name", rule.name());
    json.writeFieldName("columns");
    json.writeArray(rule.columns().toArray(String[]::new), 0, rule.columns().size());
    json.writeNumberField("nth", rule.nth());
    json.writeStringField("severity", rule.severity().text());
    json.writeStringField("status", rule.status().name());
    json.writeNumberField("evaluated", rule.evaluated());
    json.writeNumberField("failed", rule.failed());
    json.writeNumberField("observed", rule.observed());
    json.writeEndObject();
  }
}
