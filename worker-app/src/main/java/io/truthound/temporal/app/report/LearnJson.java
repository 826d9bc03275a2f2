package io.truthound.temporal.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.PolarsTypes;
import io.truthound.temporal.result.ColumnProfile.Quantile;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.LearnedColumn;
import io.truthound.temporal.result.LearnedRule;
import io.truthound.temporal.result.LearnedSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Writes the answer of a learn as one JSON object. Its keys and their order are a promise. */
public final class LearnJson {
  private final JsonGenerator json;

  private LearnJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes an answer as UTF-8, with a newline at its end; leaves the stream open.
   *
   * @throws IOException if the stream does not take it
   */
  public static void write(LearnResult result, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.open(out)) {
      write(result, json);
    }
    out.write('\n');
    out.flush();
  }

  /** Writes an answer where the generator stands. */
  static void write(LearnResult result, JsonGenerator json) throws IOException {
    new LearnJson(json).write(result);
  }

  private void write(LearnResult result) throws IOException {
    OutcomeJson.begin(json, "learn", result);
    OutcomeJson.readChunks(json, result);
    json.writeNumberField("rows", result.rows());
    json.writeNumberField("malformed_rows", result.malformed());
    json.writeFieldName("schema");
    schema(result.schema());
    json.writeArrayFieldStart("rules");
    for (LearnedRule rule : result.rules()) {
      json.writeStartObject();
      json.writeFieldName("rule");
      Json.indented(json, rule.rule());
      json.writeNumberField("confidence", rule.confidence());
      json.writeNumberField("seen", rule.seen());
      json.writeEndObject();
    }
    json.writeEndArray();
    OutcomeJson.errors(json, result);
    json.writeEndObject();
  }

  private void schema(LearnedSchema schema) throws IOException {
    json.writeStartObject();
    json.writeStringField("version", "1.0");
    json.writeFieldName("row_count");
    if (schema.rows() == null) {
      json.writeNull();
    } else {
      json.writeNumber(schema.rows());
    }
    json.writeObjectFieldStart("columns");
    for (LearnedColumn column : schema.columns()) {
      json.writeFieldName(column.name());
      column(column);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void column(LearnedColumn column) throws IOException {
    DataType type = column.type();
    json.writeStartObject();
    json.writeStringField("name", column.name());
    json.writeStringField("dtype", type == null ? "Null" : PolarsTypes.nameOf(type));
    json.writeBooleanField("nullable", column.nullable());
    json.writeBooleanField("unique", column.unique());
    value("min_value", column.min(), type);
    value("max_value", column.max(), type);
    if (!column.values().isEmpty()) {
      json.writeArrayFieldStart("allowed_values");
      for (String value : column.values()) {
        value(value, type);
      }
      json.writeEndArray();
    }
    number("min_length", column.minLength() == null ? null : new BigDecimal(column.minLength()));
    number("max_length", column.maxLength() == null ? null : new BigDecimal(column.maxLength()));
    number("null_ratio", column.nullRatio());
    number("unique_ratio", column.uniqueRatio());
    number("mean", column.mean());
    number("std", column.std());
    if (!column.quantiles().isEmpty()) {
      json.writeObjectFieldStart("quantiles");
      for (Quantile quantile : column.quantiles()) {
        value(ProfileJson.percent(quantile.q()), quantile.value(), type);
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void value(String key, @Nullable String value, @Nullable DataType type)
      throws IOException {
    if (value != null) {
      json.writeFieldName(key);
      value(value, type);
    }
  }

  private void value(String value, @Nullable DataType type) throws IOException {
    if (type != null && type.numeric()) {
      json.writeNumber(SchemaNumber.of(value, type));
    } else if (type != null && type.kind() == DataType.Kind.BOOL) {
      json.writeBoolean(Boolean.parseBoolean(value));
    } else {
      json.writeString(value);
    }
  }

  private void number(String key, @Nullable BigDecimal number) throws IOException {
    if (number != null) {
      json.writeNumberField(key, number);
    }
  }
}
