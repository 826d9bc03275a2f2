package io.truthound.temporal.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says how text is read. What is left open is detected, or is as usual.
 *
 * @param delimiter the character between two fields of CSV; null to detect it
 * @param quote the character around fields of CSV; null is the double quote
 * @param header whether the first record of CSV names the columns; null to detect it
 * @param encoding null to tell it by the byte order mark, without which it is UTF-8
 * @param nulls fields of CSV that stand for null beside the empty one, in quotes or not
 * @param dateFormats how CSV writes dates, in DuckDB's {@code strptime} letters such as {@code
 *     %d.%m.%Y}, the first that fits; none is {@code %Y-%m-%d}
 * @param timestampFormats how CSV writes timestamps; dates are timestamps, too
 * @param columns the types of columns; those of others are inferred. Where there is no header, they
 *     name all columns, in order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ReaderOptions(
    @Nullable String delimiter,
    @Nullable String quote,
    @Nullable Boolean header,
    @Nullable TextEncoding encoding,
    List<String> nulls,
    List<String> dateFormats,
    List<String> timestampFormats,
    List<DeclaredColumn> columns) {

  /** Leaves everything open. */
  public static final ReaderOptions DEFAULT =
      new ReaderOptions(null, null, null, null, List.of(), List.of(), List.of(), List.of());

  public ReaderOptions {
    delimiter = character("delimiter", delimiter);
    quote = character("quote", quote);
    nulls = nulls == null ? List.of() : List.copyOf(nulls);
    dateFormats = formats(dateFormats);
    timestampFormats = formats(timestampFormats);
    columns = columns == null ? List.of() : List.copyOf(columns);
    List<String> names = new ArrayList<>();
    for (DeclaredColumn column : columns) {
      if (names.contains(column.name())) {
        throw new IllegalArgumentException(
            "Invalid columns: \"" + column.name() + "\" is declared twice");
      }
      names.add(column.name());
    }
  }

  private static @Nullable String character(String what, @Nullable String given) {
    String one = "tab".equals(given) || "\\t".equals(given) ? "\t" : given;
    if (one != null && one.length() != 1) {
      throw new IllegalArgumentException(
          "Invalid %s: \"%s\" (allowed: one character, or tab)".formatted(what, given));
    }
    return one;
  }

  private static List<String> formats(@Nullable List<String> given) {
    List<String> formats = given == null ? List.of() : List.copyOf(given);
    for (String format : formats) {
      String letters = format.replace("%%", "");
      if (!letters.contains("%") || letters.contains("%z") || letters.contains("%Z")) {
        throw new IllegalArgumentException(
            "Invalid format: \"%s\" (allowed: letters such as %%d.%%m.%%Y, without a time zone)"
                .formatted(format));
      }
    }
    return formats;
  }

  public ReaderOptions withDelimiter(String delimiter) {
    return new ReaderOptions(
        delimiter, quote, header, encoding, nulls, dateFormats, timestampFormats, columns);
  }

  public ReaderOptions withQuote(String quote) {
    return new ReaderOptions(
        delimiter, quote, header, encoding, nulls, dateFormats, timestampFormats, columns);
  }

  public ReaderOptions withHeader(boolean header) {
    return new ReaderOptions(
        delimiter, quote, header, encoding, nulls, dateFormats, timestampFormats, columns);
  }

  public ReaderOptions withEncoding(TextEncoding encoding) {
    return new ReaderOptions(
        delimiter, quote, header, encoding, nulls, dateFormats, timestampFormats, columns);
  }

  public ReaderOptions withNulls(String... nulls) {
    return new ReaderOptions(
        delimiter, quote, header, encoding, List.of(nulls), dateFormats, timestampFormats, columns);
  }

  public ReaderOptions withDateFormats(String... formats) {
    return new ReaderOptions(
        delimiter, quote, header, encoding, nulls, List.of(formats), timestampFormats, columns);
  }

  public ReaderOptions withTimestampFormats(String... formats) {
    return new ReaderOptions(
        delimiter, quote, header, encoding, nulls, dateFormats, List.of(formats), columns);
  }

  /** Declares one column more. */
  public ReaderOptions withColumn(String name, DataType type) {
    List<DeclaredColumn> more = new ArrayList<>(columns);
    more.add(new DeclaredColumn(name, type));
    return new ReaderOptions(
        delimiter, quote, header, encoding, nulls, dateFormats, timestampFormats, more);
  }

  /** Returns the names of what only CSV has and is given here. */
  public List<String> onlyForCsv() {
    List<String> given = new ArrayList<>();
    add(given, "delimiter", delimiter != null);
    add(given, "quote", quote != null);
    add(given, "header", header != null);
    add(given, "nulls", !nulls.isEmpty());
    add(given, "date formats", !dateFormats.isEmpty());
    add(given, "timestamp formats", !timestampFormats.isEmpty());
    return given;
  }

  /** Returns the names of what is given. */
  public List<String> given() {
    List<String> given = onlyForCsv();
    add(given, "encoding", encoding != null);
    add(given, "columns", !columns.isEmpty());
    return given;
  }

  private static void add(List<String> names, String name, boolean given) {
    if (given) {
      names.add(name);
    }
  }
}
