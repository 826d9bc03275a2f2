package io.truthound.temporal.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names what the values of a column are, the same for every format. Immutable; equal where the text
 * is equal. Its text is also its form on the wire.
 */
public final class DataType {
  /** The digits that a decimal can hold. */
  public static final int MAX_PRECISION = 38;

  /** What a type is, without precision and scale. */
  public enum Kind {
    INT8("tinyint", "i8", "byte"),
    INT16("smallint", "i16", "short"),
    INT32("int", "integer", "i32"),
    INT64("bigint", "i64", "long"),
    INT128("hugeint", "i128"),
    UINT8("utinyint", "u8"),
    UINT16("usmallint", "u16"),
    UINT32("uinteger", "uint", "u32"),
    UINT64("ubigint", "u64"),
    FLOAT32("float", "real", "f32", "float4"),
    FLOAT64("double", "double precision", "f64", "float8"),
    DECIMAL("numeric", "dec"),
    STRING("str", "text", "utf8", "varchar", "char", "large_string", "large_utf8"),
    BOOL("boolean"),
    DATE("date32"),
    TIMESTAMP("datetime", "timestamp_s", "timestamp_ms", "timestamp_us", "timestamp_ns"),
    TIMESTAMP_TZ("timestamptz", "timestamp with time zone"),
    TIME(),
    BINARY("bytes", "blob", "bytea", "varbinary", "large_binary"),
    UUID(),
    INTERVAL(),
    /** Nested and rare types, known by the engine's own name. */
    OTHER();

    @SuppressWarnings("ImmutableEnumChecker") // a list of List.of
    private final List<String> aliases;

    Kind(String... aliases) {
      this.aliases = List.of(aliases);
    }

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern DECIMAL_TEXT =
      Pattern.compile("([a-z]+) *\\( *(\\d{1,4}) *, *(\\d{1,4}) *\\)");
  private static final Pattern OTHER_TEXT = Pattern.compile("other\\((.+)\\)", Pattern.DOTALL);
  private static final Map<String, Kind> KINDS = kinds();

  private final Kind kind;
  private final String text;
  private final int precision;
  private final int scale;

  private DataType(Kind kind, String text, int precision, int scale) {
    this.kind = kind;
    this.text = text;
    this.precision = precision;
    this.scale = scale;
  }

  /** Returns a type that has neither precision nor scale nor a name of its own. */
  public static DataType of(Kind kind) {
    if (kind == Kind.DECIMAL || kind == Kind.OTHER) {
      throw new IllegalArgumentException(
          "Invalid type: " + kind.text() + " needs more than a kind");
    }
    return new DataType(kind, kind.text(), 0, 0);
  }

  /** Returns the decimal type of so many digits, of which {@code scale} after the point. */
  public static DataType decimal(int precision, int scale) {
    if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          "Invalid type: decimal("
              + precision
              + ","
              + scale
              + ") (allowed: 1 to "
              + MAX_PRECISION
              + " digits, of which 0 to all after the point)");
    }
    return new DataType(Kind.DECIMAL, "decimal(" + precision + "," + scale + ")", precision, scale);
  }

  /** Returns a type that only the engine knows, such as a nested one, by the engine's name. */
  public static DataType other(String engineType) {
    if (engineType.isBlank()) {
      throw new IllegalArgumentException("Invalid type: other without the engine's name");
    }
    return new DataType(Kind.OTHER, "other(" + engineType + ")", 0, 0);
  }

  /**
   * Reads a canonical name or a common alias, in any case; decimals need precision and scale.
   *
   * @throws IllegalArgumentException where the text names no type; lists what is allowed
   */
  public static DataType parse(String text) {
    String folded = text.strip().toLowerCase(Locale.ROOT);
    Matcher decimal = DECIMAL_TEXT.matcher(folded);
    if (decimal.matches() && KINDS.get(decimal.group(1)) == Kind.DECIMAL) {
      return decimal(Integer.parseInt(decimal.group(2)), Integer.parseInt(decimal.group(3)));
    }
    Kind kind = KINDS.get(folded);
    if (kind == null || kind == Kind.DECIMAL) {
      throw new IllegalArgumentException(
          "Invalid type: \"" + text + "\" (allowed: " + String.join(", ", names()) + ")");
    }
    return of(kind);
  }

  /** Reads what {@link #text} wrote. */
  @JsonCreator
  static DataType ofText(String text) {
    Matcher other = OTHER_TEXT.matcher(text);
    return other.matches() ? other(other.group(1)) : parse(text);
  }

  /** Returns the canonical names that {@link #parse} reads. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.OTHER) {
        names.add(kind == Kind.DECIMAL ? "decimal(p,s)" : kind.text());
      }
    }
    return Collections.unmodifiableList(names);
  }

  /** Returns every name that {@link #parse} reads, aliases among them, in alphabetical order. */
  public static List<String> spellings() {
    return List.copyOf(KINDS.keySet());
  }

  /** Returns what the type is, without precision and scale. */
  public Kind kind() {
    return kind;
  }

  /** Returns the canonical text, such as {@code int64} or {@code decimal(10,2)}. */
  @JsonValue
  public String text() {
    return text;
  }

  /** Returns the digits of a decimal; 0 for other types. */
  public int precision() {
    return precision;
  }

  /** Returns the digits after the point of a decimal; 0 for other types. */
  public int scale() {
    return scale;
  }

  /** Says whether values are whole numbers. */
  public boolean integral() {
    return kind.compareTo(Kind.UINT64) <= 0;
  }

  /** Says whether values are binary floating-point numbers, NaN among them. */
  public boolean floating() {
    return kind == Kind.FLOAT32 || kind == Kind.FLOAT64;
  }

  /** Says whether values are numbers of any kind. */
  public boolean numeric() {
    return kind.compareTo(Kind.DECIMAL) <= 0;
  }

  /** Says whether values are text. */
  public boolean textual() {
    return kind == Kind.STRING;
  }

  /** Says whether values are dates, times or points in time. */
  public boolean temporal() {
    return kind == Kind.DATE
        || kind == Kind.TIMESTAMP
        || kind == Kind.TIMESTAMP_TZ
        || kind == Kind.TIME;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof DataType other && text.equals(other.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.OTHER) {
        kinds.put(kind.text(), kind);
        kind.aliases.forEach(alias -> kinds.put(alias, kind));
      }
    }
    return Collections.unmodifiableMap(kinds);
  }
}
