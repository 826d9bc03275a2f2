package io.truthound.temporal.rule;

import io.truthound.temporal.dataset.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes the types that schema rules declare. */
final class SchemaFields {
  /** What can be declared of one column. */
  static final List<Parameter> OF_A_COLUMN =
      List.of(Parameter.dtype(false), Parameter.optional("nullable", ParameterKind.FLAG));

  private static final int LONGEST_TYPE = 60;

  private SchemaFields() {}

  static DataType dtype(String text) {
    try {
      return DataType.parse(text);
    } catch (IllegalArgumentException e) {
      if (text.contains("(") && text.length() <= LONGEST_TYPE) {
        throw InvalidRuleException.of(null, "field \"dtype\": " + e.getMessage());
      }
      throw InvalidRuleException.of(
          null, Problems.unknown("dtype", text, DataType.names(), DataType.spellings()));
    }
  }

  /**
   * Reads {@code {name: dtype}} and {@code {name: {dtype: …, nullable: …}}}, mixed as they come.
   */
  static List<SchemaColumn> columns(Map<?, ?> columns) {
    List<SchemaColumn> schema = new ArrayList<>();
    columns.forEach((name, declared) -> schema.add(column((String) name, declared)));
    return schema;
  }

  /** Writes a type alone as text, all else as an object. */
  static Map<String, Object> written(List<SchemaColumn> schema) {
    Map<String, Object> columns = new LinkedHashMap<>();
    for (SchemaColumn column : schema) {
      columns.put(column.name(), written(column.dtype(), column.nullable()));
    }
    return columns;
  }

  private static Object written(@Nullable DataType dtype, @Nullable Boolean nullable) {
    if (dtype != null && nullable == null) {
      return dtype.text();
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    if (dtype != null) {
      fields.put("dtype", dtype.text());
    }
    if (nullable != null) {
      fields.put("nullable", nullable);
    }
    return fields;
  }

  private static SchemaColumn column(String name, @Nullable Object declared) {
    if (declared == RuleTree.TWICE) {
      throw InvalidRuleException.of(
          null, "field \"columns\": " + Problems.quote(name) + " is given twice");
    }
    if (declared instanceof Map<?, ?> object) {
      Fields fields = Fields.of(OF_A_COLUMN, object, List.of());
      return new SchemaColumn(
          name,
          fields.optional("dtype", DataType.class),
          fields.optional("nullable", Boolean.class));
    }
    return new SchemaColumn(name, (DataType) ParameterKind.DTYPE.read(name, declared), null);
  }
}
