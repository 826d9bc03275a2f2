package io.truthound.temporal.reader.arrow;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.reader.ParquetType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/** Reads which columns a file has, and refuses types that are not flat. */
final class SchemaReader {
  private static final String ALLOWED =
      " (allowed: bool, integers, floats, decimals of up to 38 digits, utf8, binary, date, time,"
          + " timestamp and dictionaries of these)";

  /** Bytes that a value of fixed width may have. */
  private static final int MOST_WIDTH = 1 << 16;

  private SchemaReader() {}

  static List<ArrowField> fields(Schema schema) throws ArrowFormatException {
    if (schema.endianness() != Endianness.Little) {
      throw new ArrowFormatException("its numbers are big-endian (allowed: little-endian)");
    }
    List<ArrowField> fields = new ArrayList<>();
    Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int at = 0; at < schema.fieldsLength(); at++) {
      ArrowField field = field(schema.fields(at), at);
      String other = seen.put(field.name(), field.name());
      if (other != null) {
        throw new ArrowFormatException(
            "its columns \"%s\" and \"%s\" differ in nothing but case (allowed: names that do)"
                .formatted(other, field.name()));
      }
      fields.add(field);
    }
    if (fields.isEmpty()) {
      throw new ArrowFormatException("it has no columns");
    }
    return fields;
  }

  private static ArrowField field(Field field, int at) throws ArrowFormatException {
    String name = field.name();
    if (name == null || name.isEmpty()) {
      throw new ArrowFormatException("its column %d has no name".formatted(at));
    }
    ValueType type = type(field);
    DictionaryEncoding encoding = field.dictionary();
    if (type == null || (encoding != null && type.layout() == Layout.NOTHING)) {
      throw new ArrowFormatException(
          "its column \"%s\" has the type %s".formatted(name, typeName(field)) + ALLOWED);
    }
    return new ArrowField(
        name, field.nullable(), type, encoding == null ? null : index(name, encoding));
  }

  private static String typeName(Field field) {
    byte type = field.typeType();
    boolean known = type >= 0 && type < Type.names.length;
    String name = known ? Type.names[type].replace("_", "").toLowerCase(Locale.ROOT) : "" + type;
    return type == Type.Decimal
        ? "decimal" + ((Decimal) Flat.table(field, new Decimal())).bitWidth()
        : name;
  }

  private static ArrowField.DictionaryIndex index(String name, DictionaryEncoding encoding)
      throws ArrowFormatException {
    Int index = encoding.indexType();
    int bits = index == null ? 32 : index.bitWidth();
    boolean signed = index == null || index.isSigned();
    if (!isIntegerWidth(bits)) {
      throw new ArrowFormatException(
          "its column \"%s\" has dictionary indices of %d bits".formatted(name, bits));
    }
    return new ArrowField.DictionaryIndex(encoding.id(), bits / 8, signed);
  }

  private static boolean isIntegerWidth(int bits) {
    return bits == 8 || bits == 16 || bits == 32 || bits == 64;
  }

  private static @Nullable ValueType type(Field field) {
    DataType text = DataType.of(Kind.STRING);
    DataType binary = DataType.of(Kind.BINARY);
    return switch (field.typeType()) {
      case Type.Null -> ValueType.of(Layout.NOTHING, null, ParquetType.TEXT);
      case Type.Bool -> ValueType.of(Layout.BITS, DataType.of(Kind.BOOL), ParquetType.BOOL);
      case Type.Int -> integer((Int) Flat.table(field, new Int()));
      case Type.FloatingPoint -> floating((FloatingPoint) Flat.table(field, new FloatingPoint()));
      case Type.Decimal -> decimal((Decimal) Flat.table(field, new Decimal()));
      case Type.Utf8 -> ValueType.of(Layout.OFFSETS, text, ParquetType.TEXT);
      case Type.LargeUtf8 -> ValueType.of(Layout.LARGE_OFFSETS, text, ParquetType.TEXT);
      case Type.Utf8View -> ValueType.of(Layout.VIEWS, text, ParquetType.TEXT);
      case Type.Binary -> ValueType.of(Layout.OFFSETS, binary, ParquetType.BLOB);
      case Type.LargeBinary -> ValueType.of(Layout.LARGE_OFFSETS, binary, ParquetType.BLOB);
      case Type.BinaryView -> ValueType.of(Layout.VIEWS, binary, ParquetType.BLOB);
      case Type.FixedSizeBinary ->
          fixedBinary((FixedSizeBinary) Flat.table(field, new FixedSizeBinary()));
      case Type.Date -> date((Date) Flat.table(field, new Date()));
      case Type.Time -> time((Time) Flat.table(field, new Time()));
      case Type.Timestamp -> timestamp((Timestamp) Flat.table(field, new Timestamp()));
      default -> null;
    };
  }

  private static @Nullable ValueType integer(Int type) {
    int bits = type.bitWidth();
    if (!isIntegerWidth(bits)) {
      return null;
    }
    boolean signed = type.isSigned();
    Kind kind = Kind.valueOf((signed ? "INT" : "UINT") + bits);
    return ValueType.fixed(
        bits / 8,
        DataType.of(kind),
        ParquetType.integer(bits, signed),
        bits < 32 ? Conversions.widen(bits / 8, signed) : null);
  }

  private static @Nullable ValueType floating(FloatingPoint type) {
    return switch (type.precision()) {
      case Precision.HALF -> ValueType.fixed(2, DataType.of(Kind.FLOAT32), ParquetType.HALF, null);
      case Precision.SINGLE ->
          ValueType.fixed(4, DataType.of(Kind.FLOAT32), ParquetType.SINGLE, null);
      case Precision.DOUBLE ->
          ValueType.fixed(8, DataType.of(Kind.FLOAT64), ParquetType.REAL, null);
      default -> null;
    };
  }

  private static @Nullable ValueType decimal(Decimal type) {
    int precision = type.precision();
    int scale = type.scale();
    int bits = type.bitWidth();
    boolean known = bits == 32 || bits == 64 || bits == 128;
    if (!known || precision < 1 || precision > 38 || scale < 0 || scale > precision) {
      return null;
    }
    DataType decimal = DataType.decimal(precision, scale);
    return ValueType.fixed(
        bits / 8, decimal, ParquetType.decimal(decimal), Conversions.decimal(bits / 8, precision));
  }

  private static @Nullable ValueType fixedBinary(FixedSizeBinary type) {
    int width = type.byteWidth();
    return width < 1 || width > MOST_WIDTH
        ? null
        : ValueType.fixed(
            width, DataType.of(Kind.BINARY), ParquetType.BLOB, Conversions.withLength(width));
  }

  private static ValueType date(Date type) {
    DataType date = DataType.of(Kind.DATE);
    return type.unit() == DateUnit.DAY
        ? ValueType.fixed(4, date, ParquetType.DAY, null)
        : ValueType.fixed(8, date, ParquetType.DAY, Conversions.DAYS_OF_MILLIS);
  }

  private static @Nullable ValueType time(Time type) {
    DataType time = DataType.of(Kind.TIME);
    boolean fits = type.bitWidth() == (type.unit() <= TimeUnit.MILLISECOND ? 32 : 64);
    if (!fits) {
      return null;
    }
    return switch (type.unit()) {
      case TimeUnit.SECOND ->
          ValueType.fixed(4, time, ParquetType.TIME, Conversions.timeOf32(1_000_000));
      case TimeUnit.MILLISECOND ->
          ValueType.fixed(4, time, ParquetType.TIME, Conversions.timeOf32(1_000));
      case TimeUnit.MICROSECOND ->
          ValueType.fixed(8, time, ParquetType.TIME, Conversions.timeOf64(1));
      case TimeUnit.NANOSECOND ->
          ValueType.fixed(8, time, ParquetType.TIME, Conversions.timeOf64(1_000));
      default -> null;
    };
  }

  /** DuckDB compares nanoseconds with microseconds only where there is no time zone. */
  private static @Nullable ValueType timestamp(Timestamp type) {
    String zone = type.timezone();
    boolean utc = zone != null && !zone.isEmpty();
    DataType timestamp = DataType.of(utc ? Kind.TIMESTAMP_TZ : Kind.TIMESTAMP);
    ParquetType micros = ParquetType.timestamp(utc, false);
    return switch (type.unit()) {
      case TimeUnit.SECOND ->
          ValueType.fixed(8, timestamp, micros, Conversions.microsOf(1_000_000));
      case TimeUnit.MILLISECOND ->
          ValueType.fixed(8, timestamp, micros, Conversions.microsOf(1_000));
      case TimeUnit.MICROSECOND -> ValueType.fixed(8, timestamp, micros, null);
      case TimeUnit.NANOSECOND ->
          utc
              ? ValueType.fixed(8, timestamp, micros, Conversions.MICROS_OF_NANOS)
              : ValueType.fixed(8, timestamp, ParquetType.timestamp(false, true), null);
      default -> null;
    };
  }
}
