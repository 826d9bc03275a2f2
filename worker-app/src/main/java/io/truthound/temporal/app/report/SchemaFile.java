package io.truthound.temporal.app.report;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.PolarsTypes;
import io.truthound.temporal.result.ColumnProfile.Quantile;
import io.truthound.temporal.result.LearnedColumn;
import io.truthound.temporal.result.LearnedSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes a schema as the YAML that Truthound for Python reads. Dates and timestamps stand without
 * quotation marks, so that it reads them as such; it has no times of day, whose ends are left out.
 */
public final class SchemaFile {
  private final StringBuilder text = new StringBuilder();

  private SchemaFile() {}

  /**
   * Writes a schema as UTF-8; leaves the stream open.
   *
   * @throws IOException if the stream does not take it
   */
  public static void write(LearnedSchema schema, OutputStream out) throws IOException {
    out.write(of(schema).getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Returns the text, ending in a newline. */
  public static String of(LearnedSchema schema) {
    SchemaFile file = new SchemaFile();
    file.line(0, "version", "'1.0'");
    file.line(0, "row_count", schema.rows() == null ? "null" : schema.rows().toString());
    if (schema.columns().isEmpty()) {
      file.line(0, "columns", "{}");
    } else {
      file.text.append("columns:\n");
      schema.columns().forEach(file::column);
    }
    return file.text.toString();
  }

  private void column(LearnedColumn column) {
    DataType type = column.type();
    text.append("  ").append(YamlText.text(column.name())).append(":\n");
    line(2, "name", YamlText.text(column.name()));
    line(2, "dtype", YamlText.text(type == null ? "Null" : PolarsTypes.nameOf(type)));
    line(2, "nullable", Boolean.toString(column.nullable()));
    line(2, "unique", Boolean.toString(column.unique()));
    if (type != null && type.kind() != DataType.Kind.TIME) {
      line(2, "min_value", value(column.min(), type));
      line(2, "max_value", value(column.max(), type));
    }
    if (type != null && !column.values().isEmpty()) {
      text.append("    allowed_values:\n");
      column
          .values()
          .forEach(value -> text.append("    - ").append(value(value, type)).append('\n'));
    }
    line(2, "pattern", column.pattern() == null ? null : YamlText.text(column.pattern()));
    line(2, "min_length", column.minLength() == null ? null : column.minLength().toString());
    line(2, "max_length", column.maxLength() == null ? null : column.maxLength().toString());
    line(2, "null_ratio", number(column.nullRatio()));
    line(2, "unique_ratio", number(column.uniqueRatio()));
    line(2, "mean", number(column.mean()));
    line(2, "std", number(column.std()));
    if (!column.quantiles().isEmpty()) {
      text.append("    quantiles:\n");
      for (Quantile quantile : column.quantiles()) {
        line(
            3,
            ProfileJson.percent(quantile.q()),
            YamlText.number(new BigDecimal(quantile.value())));
      }
    }
  }

  /** Dates and truths stand as they are; text that looks like them does not. */
  private static @Nullable String value(@Nullable String value, DataType type) {
    if (value == null) {
      return null;
    }
    if (type.numeric()) {
      return YamlText.number(SchemaNumber.of(value, type));
    }
    return type.textual() ? YamlText.text(value) : value;
  }

  private static @Nullable String number(@Nullable BigDecimal number) {
    return number == null ? null : YamlText.number(number);
  }

  private void line(int level, String key, @Nullable String value) {
    if (value != null) {
      text.append("  ".repeat(level)).append(key).append(": ").append(value).append('\n');
    }
  }
}
