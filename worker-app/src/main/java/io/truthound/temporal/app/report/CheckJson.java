package io.truthound.temporal.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkVerdict;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Tally;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the answer of a check as one JSON object. Its keys and their order are a promise. */
public final class CheckJson {
  private final JsonGenerator json;

  private CheckJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes an answer as UTF-8, with a newline at its end; leaves the stream open.
   *
   * @throws IOException if the stream does not take it
   */
  public static void write(CheckResult result, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.open(out)) {
      write(result, json);
    }
    out.write('\n');
    out.flush();
  }

  /** Writes an answer where the generator stands. */
  static void write(CheckResult result, JsonGenerator json) throws IOException {
    new CheckJson(json).write(result);
  }

  private void write(CheckResult result) throws IOException {
    OutcomeJson.begin(json, "check", result);
    json.writeNumberField("total_chunks", result.totalChunks());
    json.writeNumberField("passed_chunks", result.passedChunks());
    json.writeNumberField("warning_chunks", result.warningChunks());
    json.writeNumberField("failed_chunks", result.failedChunks());
    json.writeNumberField("error_chunks", result.errorChunks());
    json.writeNumberField("skipped_chunks", result.skippedChunks());
    OutcomeJson.ending(json, result);
    json.writeArrayFieldStart("rules");
    for (RuleResult rule : result.rules()) {
      rule(rule);
    }
    json.writeEndArray();
    OutcomeJson.errors(json, result);
    if (result.aggregation() == AggregationStrategy.ALL && result.report() != null) {
      chunks(result);
    }
    json.writeEndObject();
  }

  private void rule(RuleResult rule) throws IOException {
    json.writeStartObject();
    json.writeNumberField("index", rule.index());
    json.writeStringField("type", rule.type());
    if (rule.name() != null) {
      json.writeStringField("name", rule.name());
    }
    json.writeStringField("column", rule.columns().size() == 1 ? rule.columns().get(0) : null);
    if (rule.columns().size() > 1) {
      json.writeFieldName("columns");
      json.writeArray(rule.columns().toArray(String[]::new), 0, rule.columns().size());
    }
    json.writeStringField("severity", rule.severity().text());
    json.writeNumberField("mostly", rule.mostly());
    json.writeStringField("status", rule.status().name());
    json.writeNumberField("evaluated", rule.tally().evaluated());
    json.writeNumberField("failed", rule.tally().failed());
    json.writeFieldName("observed");
    observed(rule.observed());
    json.writeStringField("message", rule.message());
    if (rule.provenRows() > 0) {
      json.writeNumberField("proven_rows", rule.provenRows());
    }
    json.writeArrayFieldStart("samples");
    for (FailingRow row : rule.samples()) {
      sample(rule, row);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void observed(@Nullable String observed) throws IOException {
    if (observed == null) {
      json.writeNull();
      return;
    }
    try {
      json.writeNumber(new BigDecimal(observed));
    } catch (NumberFormatException text) {
      json.writeString(observed);
    }
  }

  private void sample(RuleResult rule, FailingRow row) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", row.source());
    json.writeNumberField("row", row.row());
    if (Samples.oneValue(rule, row)) {
      json.writeFieldName("value");
      Json.value(json, row.values().get(rule.columns().get(0)));
    } else if (!row.values().isEmpty()) {
      columns("values", row.values());
    }
    if (!row.key().isEmpty()) {
      columns("key", row.key());
    }
    json.writeEndObject();
  }

  private void columns(String field, Map<String, @Nullable Object> values) throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, @Nullable Object> column : values.entrySet()) {
      json.writeFieldName(column.getKey());
      Json.value(json, column.getValue());
    }
    json.writeEndObject();
  }

  private void chunks(CheckResult result) throws IOException {
    json.writeArrayFieldStart("chunks");
    try (Stream<ChunkVerdict> chunks = BatchArtifacts.chunks(result)) {
      for (Iterator<ChunkVerdict> each = chunks.iterator(); each.hasNext(); ) {
        chunk(each.next(), result.rules());
      }
    }
    json.writeEndArray();
  }

  private void chunk(ChunkVerdict chunk, List<RuleResult> rules) throws IOException {
    json.writeStartObject();
    json.writeNumberField("index", chunk.index());
    json.writeStringField("source", chunk.source());
    json.writeNumberField("first_row", chunk.firstRow());
    json.writeNumberField("rows", chunk.rows());
    json.writeStringField("status", chunk.status().name());
    json.writeArrayFieldStart("rules");
    for (RuleResult rule : rules) {
      if (rule.index() < chunk.tallies().byRule().size()) {
        Tally tally = chunk.tallies().of(rule.index());
        json.writeStartObject();
        json.writeNumberField("index", rule.index());
        json.writeNumberField("evaluated", tally.evaluated());
        json.writeNumberField("failed", tally.failed());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
