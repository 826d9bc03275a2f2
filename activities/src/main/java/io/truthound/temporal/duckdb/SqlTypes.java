package io.truthound.temporal.duckdb;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DuckDB's names of types, both ways. */
final class SqlTypes {
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");

  private SqlTypes() {}

  static String of(DataType type) {
    return switch (type.kind()) {
      case INT8 -> "TINYINT";
      case INT16 -> "SMALLINT";
      case INT32 -> "INTEGER";
      case INT64 -> "BIGINT";
      case INT128 -> "HUGEINT";
      case UINT8 -> "UTINYINT";
      case UINT16 -> "USMALLINT";
      case UINT32 -> "UINTEGER";
      case UINT64 -> "UBIGINT";
      case FLOAT32 -> "FLOAT";
      case FLOAT64 -> "DOUBLE";
      case DECIMAL -> "DECIMAL(" + type.precision() + ", " + type.scale() + ")";
      case STRING -> "VARCHAR";
      case BOOL -> "BOOLEAN";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMP";
      case TIMESTAMP_TZ -> "TIMESTAMPTZ";
      case TIME -> "TIME";
      case BINARY -> "BLOB";
      case UUID -> "UUID";
      case INTERVAL -> "INTERVAL";
      case OTHER -> type.text().substring("other(".length(), type.text().length() - 1);
    };
  }

  static DataType parse(String upper, String asGiven) {
    Matcher decimal = DECIMAL.matcher(upper);
    if (decimal.matches()) {
      return DataType.decimal(
          Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    }
    return switch (upper) {
      case "TINYINT" -> DataType.of(Kind.INT8);
      case "SMALLINT" -> DataType.of(Kind.INT16);
      case "INTEGER" -> DataType.of(Kind.INT32);
      case "BIGINT" -> DataType.of(Kind.INT64);
      case "HUGEINT" -> DataType.of(Kind.INT128);
      case "UTINYINT" -> DataType.of(Kind.UINT8);
      case "USMALLINT" -> DataType.of(Kind.UINT16);
      case "UINTEGER" -> DataType.of(Kind.UINT32);
      case "UBIGINT" -> DataType.of(Kind.UINT64);
      case "FLOAT" -> DataType.of(Kind.FLOAT32);
      case "DOUBLE" -> DataType.of(Kind.FLOAT64);
      case "VARCHAR" -> DataType.of(Kind.STRING);
      case "BOOLEAN" -> DataType.of(Kind.BOOL);
      case "DATE" -> DataType.of(Kind.DATE);
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
          DataType.of(Kind.TIMESTAMP);
      case "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ" -> DataType.of(Kind.TIMESTAMP_TZ);
      case "TIME" -> DataType.of(Kind.TIME);
      case "BLOB" -> DataType.of(Kind.BINARY);
      case "UUID" -> DataType.of(Kind.UUID);
      case "INTERVAL" -> DataType.of(Kind.INTERVAL);
      default -> DataType.other(asGiven);
    };
  }
}
