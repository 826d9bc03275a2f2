package io.truthound.temporal.dataset;

import io.truthound.temporal.dataset.DataType.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names types as Polars does, and so Truthound for Python in its schemas. */
public final class PolarsTypes {
  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\(precision=(\\d{1,4}|none), scale=(\\d{1,4})\\)");

  /** What Polars calls a type that has a name of its own there, in lower case. */
  private static final Map<String, Kind> NAMED = named();

  private PolarsTypes() {}

  /**
   * Returns the name of a type. UUIDs, and types that only the engine knows, have none in Polars
   * and keep their own; nested ones are called lists and structs.
   */
  public static String nameOf(DataType type) {
    return switch (type.kind()) {
      case INT8 -> "Int8";
      case INT16 -> "Int16";
      case INT32 -> "Int32";
      case INT64 -> "Int64";
      case INT128 -> "Int128";
      case UINT8 -> "UInt8";
      case UINT16 -> "UInt16";
      case UINT32 -> "UInt32";
      case UINT64 -> "UInt64";
      case FLOAT32 -> "Float32";
      case FLOAT64 -> "Float64";
      case DECIMAL -> "Decimal(precision=%d, scale=%d)".formatted(type.precision(), type.scale());
      case STRING -> "String";
      case BOOL -> "Boolean";
      case DATE -> "Date";
      case TIMESTAMP -> "Datetime(time_unit='us', time_zone=None)";
      case TIMESTAMP_TZ -> "Datetime(time_unit='us', time_zone='UTC')";
      case TIME -> "Time";
      case BINARY -> "Binary";
      case INTERVAL -> "Duration(time_unit='us')";
      case UUID -> "uuid";
      case OTHER -> rare(type.text());
    };
  }

  /** Truthound for Python compares what stands before the parenthesis. */
  private static String rare(String text) {
    String engines = text.substring("other(".length(), text.length() - 1);
    if (engines.endsWith("]")) {
      return "List(" + engines.substring(0, engines.lastIndexOf('[')) + ")";
    }
    return engines.startsWith("STRUCT(") ? "Struct" + engines.substring("STRUCT".length()) : text;
  }

  /**
   * Reads a name that Polars or {@link #nameOf} wrote; empty for types that no column here can
   * have, such as {@code Null}, {@code List(Int64)} or a decimal of unknown precision.
   */
  public static Optional<DataType> parse(String name) {
    String folded = name.strip().toLowerCase(Locale.ROOT);
    Matcher decimal = DECIMAL.matcher(folded);
    if (decimal.matches()) {
      return decimal(decimal.group(1), decimal.group(2));
    }
    Kind kind = NAMED.get(folded);
    if (kind != null) {
      return Optional.of(DataType.of(kind));
    }
    if (folded.startsWith("datetime(")) {
      return Optional.of(
          DataType.of(folded.contains("time_zone='") ? Kind.TIMESTAMP_TZ : Kind.TIMESTAMP));
    }
    if (folded.startsWith("enum(") || folded.startsWith("categorical(")) {
      return Optional.of(DataType.of(Kind.STRING));
    }
    return folded.startsWith("duration(")
        ? Optional.of(DataType.of(Kind.INTERVAL))
        : Optional.empty();
  }

  private static Optional<DataType> decimal(String precision, String scale) {
    try {
      return Optional.of(DataType.decimal(Integer.parseInt(precision), Integer.parseInt(scale)));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static Map<String, Kind> named() {
    Map<String, Kind> named = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.DECIMAL && kind != Kind.OTHER) {
        named.put(nameOf(DataType.of(kind)).toLowerCase(Locale.ROOT), kind);
      }
    }
    named.put("utf8", Kind.STRING);
    named.put("str", Kind.STRING);
    named.put("categorical", Kind.STRING);
    named.put("bool", Kind.BOOL);
    named.put("int", Kind.INT64);
    named.put("float", Kind.FLOAT64);
    named.put("datetime", Kind.TIMESTAMP);
    named.put("duration", Kind.INTERVAL);
    return named;
  }
}
