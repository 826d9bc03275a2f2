package io.truthound.temporal.reader.csv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads the names of the columns from the first record. */
final class CsvHeader {
  static final int MAX_COLUMNS = 10_000;

  private CsvHeader() {}

  /** Returns the fields of a record that is not malformed. */
  static List<String> fields(CsvRecordScanner scanner, CsvDialect dialect) {
    return split(scanner.bytes(), scanner.contentStart(), scanner.contentEnd(), dialect);
  }

  /**
   * Returns the distinct, non-empty names of a record that is not malformed; where the file has no
   * header, {@code column0} and so on, as many as the record has fields.
   */
  static List<String> names(CsvRecordScanner scanner, CsvDialect dialect)
      throws CsvFormatException {
    MalformedKind malformed = scanner.malformed();
    if (malformed != null) {
      throw new CsvFormatException(
          (dialect.header() ? "malformed header at byte " : "malformed first record at byte ")
              + scanner.startOffset()
              + ": "
              + malformed.meaning());
    }
    if (scanner.fields() > MAX_COLUMNS) {
      throw new CsvFormatException(
          scanner.fields() + " columns in the header (allowed: at most " + MAX_COLUMNS + ")");
    }
    if (!dialect.header()) {
      return IntStream.range(0, scanner.fields()).mapToObj(at -> "column" + at).toList();
    }
    List<String> names = fields(scanner, dialect);
    refuseEmpty(names);
    refuseDuplicates(names);
    return names;
  }

  private static List<String> split(byte[] bytes, int from, int to, CsvDialect dialect) {
    List<String> fields = new ArrayList<>();
    int at = from;
    while (at <= to) {
      int end = fieldEnd(bytes, at, to, dialect);
      fields.add(text(bytes, at, end, dialect));
      at = end + 1;
    }
    return fields;
  }

  private static int fieldEnd(byte[] bytes, int from, int to, CsvDialect dialect) {
    boolean quoted = from < to && bytes[from] == dialect.quote();
    boolean inside = false;
    for (int i = from; i < to; i++) {
      if (quoted && bytes[i] == dialect.quote()) {
        inside = !inside;
      } else if (bytes[i] == dialect.delimiter() && !inside) {
        return i;
      }
    }
    return to;
  }

  private static String text(byte[] bytes, int from, int to, CsvDialect dialect) {
    boolean quoted = from < to && bytes[from] == dialect.quote();
    if (!quoted) {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
    String quote = Character.toString(dialect.quote());
    return new String(bytes, from + 1, to - from - 2, StandardCharsets.UTF_8)
        .replace(quote + quote, quote);
  }

  private static void refuseEmpty(List<String> names) throws CsvFormatException {
    List<Integer> empty = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) {
        empty.add(i + 1);
      }
    }
    if (!empty.isEmpty()) {
      throw new CsvFormatException("empty column names in the header at positions " + some(empty));
    }
  }

  private static void refuseDuplicates(List<String> names) throws CsvFormatException {
    Map<String, List<Integer>> positions = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      positions.computeIfAbsent(names.get(i), name -> new ArrayList<>()).add(i + 1);
    }
    for (Map.Entry<String, List<Integer>> entry : positions.entrySet()) {
      if (entry.getValue().size() > 1) {
        throw new CsvFormatException(
            "duplicate column name \""
                + entry.getKey()
                + "\" in the header at positions "
                + some(entry.getValue()));
      }
    }
  }

  private static String some(List<Integer> positions) {
    return positions.size() <= 10
        ? positions.toString()
        : positions.subList(0, 10) + " and " + (positions.size() - 10) + " more";
  }
}
