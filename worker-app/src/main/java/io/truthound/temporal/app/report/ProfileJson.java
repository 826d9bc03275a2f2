package io.truthound.temporal.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.Correlation;
import io.truthound.temporal.result.ProfileResult;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a profile as one JSON object. Its keys and their order are a promise. */
public final class ProfileJson {
  private final JsonGenerator json;

  private ProfileJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes a profile as UTF-8, with a newline at its end; leaves the stream open.
   *
   * @throws IOException if the stream does not take it
   */
  public static void write(ProfileResult result, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.open(out)) {
      write(result, json);
    }
    out.write('\n');
    out.flush();
  }

  /** Writes an answer where the generator stands. */
  static void write(ProfileResult result, JsonGenerator json) throws IOException {
    new ProfileJson(json).write(result);
  }

  private void write(ProfileResult result) throws IOException {
    OutcomeJson.begin(json, "profile", result);
    OutcomeJson.readChunks(json, result);
    json.writeNumberField("rows", result.rows());
    json.writeNumberField("malformed_rows", result.malformed());
    json.writeArrayFieldStart("columns");
    for (ColumnProfile column : result.columns()) {
      column(column);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("correlations");
    for (Correlation correlation : result.correlations()) {
      correlation(correlation);
    }
    json.writeEndArray();
    OutcomeJson.errors(json, result);
    json.writeEndObject();
  }

  private void column(ColumnProfile column) throws IOException {
    DataType type = column.type();
    json.writeStartObject();
    json.writeStringField("name", column.name());
    json.writeStringField("type", type.text());
    json.writeNumberField("values", column.values());
    json.writeNumberField("nulls", column.nulls());
    json.writeNumberField("inconvertible", column.inconvertible());
    json.writeNumberField("distinct", column.distinct().count());
    json.writeBooleanField("distinct_exact", column.distinct().exact());
    number("distinct_error", error(column.distinct()));
    value("min", column.min(), type);
    value("max", column.max(), type);
    numbers(column.numbers());
    text(column.text());
    quantiles(column.quantiles(), type);
    histogram(column.histogram(), type);
    json.writeArrayFieldStart("frequent");
    for (ColumnProfile.Frequent frequent : column.frequent()) {
      json.writeStartObject();
      value("value", frequent.value(), type);
      json.writeNumberField("count", frequent.count());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static BigDecimal error(ColumnProfile.Distinct distinct) {
    return distinct.exact() ? BigDecimal.ZERO : BigDecimal.valueOf(distinct.error());
  }

  private void numbers(ColumnProfile.@Nullable Numbers numbers) throws IOException {
    if (numbers != null) {
      number("mean", numbers.mean());
      number("std", numbers.std());
      json.writeNumberField("nan", numbers.nan());
      json.writeNumberField("infinite", numbers.infinite());
    }
  }

  private void text(ColumnProfile.@Nullable Text text) throws IOException {
    if (text == null) {
      return;
    }
    json.writeObjectFieldStart("text");
    length("min_length", text.minLength());
    length("max_length", text.maxLength());
    number("mean_length", text.meanLength());
    json.writeNumberField("blank", text.blank());
    json.writeNumberField("emails", text.emails());
    json.writeNumberField("urls", text.urls());
    json.writeNumberField("numbers", text.numbers());
    json.writeNumberField("dates", text.dates());
    json.writeNumberField("uuids", text.uuids());
    json.writeEndObject();
  }

  private void length(String key, @Nullable Long length) throws IOException {
    number(key, length == null ? null : BigDecimal.valueOf(length));
  }

  private void quantiles(ColumnProfile.@Nullable Quantiles quantiles, DataType type)
      throws IOException {
    if (quantiles == null) {
      return;
    }
    json.writeBooleanField("quantiles_exact", quantiles.exact());
    json.writeStringField("quantiles_error", quantiles.error());
    json.writeObjectFieldStart("quantiles");
    for (ColumnProfile.Quantile quantile : quantiles.values()) {
      value(percent(quantile.q()), quantile.value(), type);
    }
    json.writeEndObject();
  }

  /** Says {@code 25%}. */
  static String percent(BigDecimal q) {
    return q.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }

  private void histogram(ColumnProfile.@Nullable Histogram histogram, DataType type)
      throws IOException {
    if (histogram == null) {
      return;
    }
    DataType of =
        histogram.of() == ColumnProfile.Histogram.Of.LENGTHS
            ? DataType.of(DataType.Kind.INT64)
            : type;
    json.writeObjectFieldStart("histogram");
    json.writeStringField("of", histogram.of().name().toLowerCase(Locale.ROOT));
    json.writeBooleanField("exact", histogram.exact());
    value("from", histogram.from(), of);
    value("to", histogram.to(), of);
    json.writeFieldName("counts");
    // On one line: a number a line would hide the rest.
    json.writeRawValue(histogram.counts().toString());
    json.writeEndObject();
  }

  private void correlation(Correlation correlation) throws IOException {
    json.writeStartObject();
    json.writeStringField("a", correlation.a());
    json.writeStringField("b", correlation.b());
    json.writeNumberField("rows", correlation.rows());
    number("pearson", correlation.pearson());
    json.writeEndObject();
  }

  private void number(String key, @Nullable BigDecimal number) throws IOException {
    json.writeFieldName(key);
    Json.value(json, number);
  }

  /** Writes a number as such, unless it is infinite or masked; all other values as text. */
  private void value(String key, @Nullable String value, DataType type) throws IOException {
    json.writeFieldName(key);
    // A masked number has no digit.
    boolean number = type.numeric() && value != null && value.chars().anyMatch(Character::isDigit);
    Json.value(json, value == null || !number ? value : new BigDecimal(value));
  }
}
