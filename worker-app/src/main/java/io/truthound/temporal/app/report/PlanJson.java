package io.truthound.temporal.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DeclaredColumn;
import io.truthound.temporal.dataset.OwnColumn;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.ProvenRule;
import io.truthound.temporal.result.AutomaticRules;
import io.truthound.temporal.rule.Rule;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** Writes a plan as one JSON object. */
public final class PlanJson {
  private PlanJson() {}

  /**
   * Writes a plan as UTF-8, with a newline at its end; leaves the stream open.
   *
   * @throws IOException if the stream does not take it
   */
  public static void write(PlanView view, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.open(out)) {
      json.writeStartObject();
      json.writeStringField("operation", "plan");
      json.writeStringField("workflow_id", view.result().workflowId());
      json.writeFieldName("dataset");
      OutcomeJson.dataset(json, view.result().dataset());
      schema(json, view.plan());
      rules(json, view.plan());
      proven(json, view.plan());
      work(json, view);
      sources(json, view);
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  private static void schema(JsonGenerator json, BatchPlan plan) throws IOException {
    json.writeStringField("format", plan.format().name().toLowerCase(Locale.ROOT));
    if (plan.reading() != null) {
      reading(json, plan.reading());
    }
    json.writeArrayFieldStart("columns");
    for (Column column : plan.columns()) {
      json.writeStartObject();
      json.writeStringField("name", column.name());
      json.writeStringField("type", column.type().text());
      json.writeBooleanField("nullable", column.nullable());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void rules(JsonGenerator json, BatchPlan plan) throws IOException {
    json.writeArrayFieldStart("rules");
    for (Rule rule : plan.rules()) {
      Json.wireForm(json, AutomaticRules.shown(rule, plan.sampleValues()));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("decided");
    for (DecidedRule decided : plan.decided()) {
      json.writeStartObject();
      json.writeNumberField("rule", decided.rule());
      json.writeStringField("status", decided.status().name());
      json.writeStringField("observed", decided.observed());
      json.writeStringField("message", decided.message());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void proven(JsonGenerator json, BatchPlan plan) throws IOException {
    if (plan.proven().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("proven_rows");
    for (ProvenRule proven : plan.proven()) {
      json.writeStartObject();
      json.writeNumberField("rule", proven.rule());
      json.writeNumberField("rows", proven.rows());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void work(JsonGenerator json, PlanView view) throws IOException {
    json.writeNumberField("chunk_size", view.plan().chunkSize());
    json.writeNumberField("total_chunks", view.result().chunks());
    json.writeNumberField("slices", view.result().slices());
    json.writeNumberField("activities", view.result().activities());
    json.writeNumberField("bytes_to_read", view.bytesToRead());
    json.writeStringField("strategy", view.strategy());
    json.writeStringField("strategy_reason", view.plan().strategyReason());
    json.writeStringField("engine", view.plan().engine());
  }

  private static void reading(JsonGenerator json, Reading reading) throws IOException {
    ReaderOptions options = reading.options();
    json.writeObjectFieldStart("text");
    json.writeStringField(
        "encoding", options.encoding() == null ? null : options.encoding().text());
    if (options.delimiter() != null) {
      json.writeStringField("delimiter", options.delimiter());
    }
    if (options.quote() != null) {
      json.writeStringField("quote", options.quote());
    }
    if (options.header() != null) {
      json.writeBooleanField("header", options.header());
    }
    texts(json, "nulls", options.nulls());
    texts(json, "date_formats", options.dateFormats());
    texts(json, "timestamp_formats", options.timestampFormats());
    texts(json, "declared_columns", options.columns().stream().map(DeclaredColumn::name).toList());
    texts(json, "detected", reading.detected());
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String field, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void own(JsonGenerator json, Source source) throws IOException {
    if (source.own().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("own_columns");
    for (OwnColumn column : source.own()) {
      json.writeStartObject();
      json.writeStringField("name", column.name());
      json.writeStringField("type", column.type() == null ? null : column.type().text());
      json.writeStringField("value", column.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void sources(JsonGenerator json, PlanView view) throws IOException {
    json.writeArrayFieldStart("sources");
    for (Source source : view.sources()) {
      json.writeStartObject();
      json.writeStringField("uri", source.uri());
      json.writeNumberField("bytes", source.bytes());
      json.writeNumberField("rows", source.rows());
      own(json, source);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
