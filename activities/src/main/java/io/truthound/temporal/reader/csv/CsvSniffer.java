package io.truthound.temporal.reader.csv;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells the delimiter of a CSV file, and whether it has a header, by its first records. */
final class CsvSniffer {
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

  /** As much as every file shows at once; what is longer changes no answer. */
  private static final int LOOK = 1 << 18;

  private static final int MOST_RECORDS = 1_000;

  /** Of these a delimiter parts nearly all records alike; the one that parts more is meant. */
  private static final double GOOD = 0.9;

  /** Numbers, dates, timestamps and truth values: what no column is called. */
  private static final Pattern VALUE =
      Pattern.compile(
          "[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?"
              + "|[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?)?"
              + "|(?i:true|false)");

  private CsvSniffer() {}

  /**
   * Returns the shape of a file.
   *
   * @param delimiter null to find it: the one among comma, semicolon, tab and bar that stands in
   *     the first record and parts the others alike; else the comma
   * @param header null to find it: there is none where each field of the first record is empty or a
   *     value that is no text, and one is such a value
   */
  static CsvDialect sniff(
      Path file, @Nullable Character delimiter, char quote, @Nullable Boolean header)
      throws IOException {
    CsvDialect dialect =
        CsvDialect.of(delimiter == null ? delimiter(file, quote) : delimiter, quote);
    boolean named = header == null ? !startsWithValues(file, dialect) : header;
    return named ? dialect : dialect.withoutHeader();
  }

  private static char delimiter(Path file, char quote) throws IOException {
    char best = ',';
    Score bestScore = Score.NONE;
    for (char delimiter : DELIMITERS) {
      if (delimiter != quote) {
        Score score = score(file, CsvDialect.of(delimiter, quote));
        if (score.beats(bestScore)) {
          best = delimiter;
          bestScore = score;
        }
      }
    }
    return best;
  }

  /**
   * How a delimiter does.
   *
   * @param fields fields of the first record
   * @param alike share of the records that have as many
   */
  private record Score(int fields, double alike) {
    static final Score NONE = new Score(1, 0);

    boolean beats(Score other) {
      if (alike >= GOOD && other.alike >= GOOD) {
        return fields > other.fields;
      }
      return alike > other.alike;
    }
  }

  private static Score score(Path file, CsvDialect dialect) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      CsvRecordScanner scanner = start(channel, dialect);
      if (scanner.malformed() != null || hasStrayQuote(scanner, dialect)) {
        return Score.NONE;
      }
      int fields = scanner.fields();
      if (fields == 1) {
        return Score.NONE;
      }
      scanner.expectFields(fields);
      int records = 1;
      int alike = 1;
      // The last record may be cut short by the end of the look.
      for (boolean more = scanner.next(); more && records < MOST_RECORDS; more = scanner.next()) {
        records++;
        alike += scanner.malformed() == null ? 1 : 0;
      }
      return new Score(fields, (double) alike / records);
    } catch (CsvFormatException noCsv) {
      // Whoever reads the file says so.
      return Score.NONE;
    }
  }

  /** Says whether a quote stands within a field that has none around it. */
  private static boolean hasStrayQuote(CsvRecordScanner scanner, CsvDialect dialect) {
    byte[] bytes = scanner.bytes();
    boolean outside = true;
    for (int at = scanner.contentStart(); at < scanner.contentEnd(); at++) {
      if (bytes[at] == dialect.quote()) {
        boolean starts = at == scanner.contentStart() || bytes[at - 1] == dialect.delimiter();
        if (outside && !starts) {
          return true;
        }
        outside = false;
      } else if (bytes[at] == dialect.delimiter()) {
        outside = true;
      }
    }
    return false;
  }

  private static boolean startsWithValues(Path file, CsvDialect dialect) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      CsvRecordScanner scanner = start(channel, dialect);
      if (scanner.malformed() != null) {
        return false;
      }
      List<String> fields = CsvHeader.fields(scanner, dialect);
      return fields.stream().allMatch(field -> field.isEmpty() || VALUE.matcher(field).matches())
          && fields.stream().anyMatch(field -> !field.isEmpty());
    } catch (CsvFormatException noCsv) {
      return false;
    }
  }

  private static CsvRecordScanner start(FileChannel channel, CsvDialect dialect)
      throws IOException {
    ByteWindow window = new ByteWindow(channel, 0, LOOK, ByteWindow.CAPACITY, ScanProgress.NONE);
    return CsvIndexer.header(window, dialect);
  }
}
