package io.truthound.temporal.engine.arrow;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.duckdb.Sql;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** A column as Arrow has it, and what DuckDB is asked for to get it so. */
record ArrowColumn(Column column) {

  /** Returns its field; any value may be null: text need not convert. */
  Field field() {
    return new Field(column.name(), FieldType.nullable(type(column.type())), List.of());
  }

  /** Casts a value of the column's type to what DuckDB writes as this field. */
  String sql(String value) {
    DataType type = column.type();
    return switch (type.kind()) {
      case INT128, UUID, INTERVAL, OTHER -> cast(value, "VARCHAR");
      // A source's own may be finer or coarser.
      default -> cast(value, Sql.type(type));
    };
  }

  private static String cast(String value, String type) {
    return "CAST(" + value + " AS " + type + ")";
  }

  private static ArrowType type(DataType type) {
    return switch (type.kind()) {
      case INT8 -> new ArrowType.Int(8, true);
      case INT16 -> new ArrowType.Int(16, true);
      case INT32 -> new ArrowType.Int(32, true);
      case INT64 -> new ArrowType.Int(64, true);
      case UINT8 -> new ArrowType.Int(8, false);
      case UINT16 -> new ArrowType.Int(16, false);
      case UINT32 -> new ArrowType.Int(32, false);
      case UINT64 -> new ArrowType.Int(64, false);
      case FLOAT32 -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case FLOAT64 -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case DECIMAL -> new ArrowType.Decimal(type.precision(), type.scale(), 128);
      case BOOL -> new ArrowType.Bool();
      case DATE -> new ArrowType.Date(DateUnit.DAY);
      case TIME -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
      case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
      case TIMESTAMP_TZ -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case BINARY -> new ArrowType.Binary();
      case STRING, INT128, UUID, INTERVAL, OTHER -> new ArrowType.Utf8();
    };
  }
}
