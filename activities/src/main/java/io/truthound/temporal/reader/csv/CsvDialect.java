package io.truthound.temporal.reader.csv;

/**
 * Says what gives a CSV file its shape. Inside a quoted field the quote is written twice; there is
 * no other escape.
 *
 * @param delimiter an ASCII byte between two fields
 * @param quote an ASCII byte around a field that holds delimiters, quotes or newlines
 * @param header whether the first record names the columns
 */
public record CsvDialect(byte delimiter, byte quote, boolean header) {

  /** Commas and double quotes. */
  public static final CsvDialect DEFAULT = of(',');

  public CsvDialect {
    requireMarker("delimiter", delimiter);
    requireMarker("quote", quote);
    if (quote == '\t') {
      throw new IllegalArgumentException("Invalid quote: tab (allowed: a printable character)");
    }
    if (delimiter == quote) {
      throw new IllegalArgumentException(
          "Invalid dialect: delimiter and quote are both " + named(quote));
    }
  }

  /** Says the shape of a file with a header. */
  public CsvDialect(byte delimiter, byte quote) {
    this(delimiter, quote, true);
  }

  /** Returns the shape of a file whose first record is one like the others. */
  public CsvDialect withoutHeader() {
    return new CsvDialect(delimiter, quote, false);
  }

  /** Returns the dialect with this delimiter and double quotes. */
  public static CsvDialect of(char delimiter) {
    return of(delimiter, '"');
  }

  /**
   * Returns the dialect with these two characters.
   *
   * @throws IllegalArgumentException if one is not ASCII, or a letter, digit, blank, backslash,
   *     sign, dot or line end, or if they are the same
   */
  public static CsvDialect of(char delimiter, char quote) {
    return new CsvDialect(ascii("delimiter", delimiter), ascii("quote", quote));
  }

  private static byte ascii(String role, char c) {
    if (c > 0x7f) {
      throw invalid(role, "'" + c + "'");
    }
    return (byte) c;
  }

  private static void requireMarker(String role, byte b) {
    boolean usable = b == '\t' || b == 0x1f || (b > ' ' && b < 0x7f);
    if (!usable || Character.isLetterOrDigit(b) || "\\+-._".indexOf(b) >= 0) {
      throw invalid(role, named(b));
    }
  }

  private static IllegalArgumentException invalid(String role, String found) {
    return new IllegalArgumentException(
        "Invalid " + role + ": " + found + " (allowed: tab or a punctuation character of ASCII)");
  }

  private static String named(byte b) {
    return b > ' ' && b < 0x7f ? "'" + (char) b + "'" : String.format("0x%02X", b);
  }
}
