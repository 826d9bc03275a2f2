package io.truthound.temporal.reader.csv;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.reader.ColumnSql;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.Places;
import io.truthound.temporal.reader.TextForms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** The well-formed records of a CSV slice as a relation, each value beside its text. */
final class OpenCsv implements OpenSource {
  private final Path scratch;
  private final CsvSlice slice;
  private final CsvDialect dialect;
  private final TextForms forms;
  private final int width;
  private final List<Column> columns;

  /** Where each column of this very file stands. */
  private final Map<String, Integer> places;

  private final Set<String> texts = new HashSet<>();

  /**
   * Opens what was prepared.
   *
   * @param scratch the slice's own folder
   * @param forms how values are written
   * @param header the columns of this very file, in its order
   * @param columns the dataset's schema, which may have another order
   */
  OpenCsv(
      Path scratch,
      CsvSlice slice,
      CsvDialect dialect,
      TextForms forms,
      List<String> header,
      List<Column> columns) {
    this.scratch = scratch;
    this.slice = slice;
    this.dialect = dialect;
    this.forms = forms;
    this.width = header.size();
    this.columns = columns;
    this.places = Places.of(header, name -> name);
    columns.stream().filter(each -> each.type().textual()).map(Column::name).forEach(texts::add);
  }

  @Override
  public List<Path> files() {
    return slice.parts();
  }

  @Override
  public List<Path> readable() {
    return List.of(scratch);
  }

  @Override
  public String relation(Collection<String> wanted, RowRange rows) {
    return relation(wanted, rows, Map.of());
  }

  /** Reads numbers as such where DuckDB takes the same text for them, and no text is none. */
  @Override
  public Optional<String> quickRelation(Collection<String> wanted, RowRange rows) {
    if (!forms.nulls().isEmpty()) {
      // Text that stands for null may look like a number.
      return Optional.empty();
    }
    Map<Integer, String> typed = new TreeMap<>();
    for (Column column : wanted(wanted)) {
      int at = place(column.name());
      if (column.type().kind() == Kind.FLOAT64 && slice.plainNumbers()) {
        typed.put(at, "DOUBLE");
      } else if (column.type().kind() == Kind.INT64 && at < slice.integers()) {
        typed.put(at, "BIGINT");
      }
    }
    return typed.isEmpty() ? Optional.empty() : Optional.of(relation(wanted, rows, typed));
  }

  private List<Column> wanted(Collection<String> names) {
    Set<String> wanted = new HashSet<>(names);
    return columns.stream().filter(column -> wanted.contains(column.name())).toList();
  }

  /** Returns a column's place in this file; -1 where it has none. */
  private int place(String name) {
    return places.getOrDefault(name, -1);
  }

  /** Returns the relation with the columns at some positions typed by DuckDB. */
  private String relation(Collection<String> wanted, RowRange rows, Map<Integer, String> typed) {
    CsvSlice part = slice.part(rows.first(), rows.end());
    String read = part.relation(dialect, width, at -> typed.getOrDefault(at, CsvScanSql.TEXT));
    return relation(wanted, part.recordNumber(), read, typed);
  }

  /**
   * Returns the relation over other columns than the slice's own.
   *
   * @param recordNumber the expression of a record's number within {@code read}
   * @param read has the text of the columns that are wanted
   */
  String relation(Collection<String> wanted, String recordNumber, String read) {
    return relation(wanted, recordNumber, read, Map.of());
  }

  private String relation(
      Collection<String> wanted, String recordNumber, String read, Map<Integer, String> typed) {
    List<String> selected = new ArrayList<>();
    selected.add(recordNumber + " AS " + CsvScanSql.RECORD_NUMBER);
    for (Column column : wanted(wanted)) {
      int at = place(column.name());
      String text = CsvScanSql.column(at);
      if (typed.containsKey(at)) {
        selected.add(text + " AS " + raw(at));
        selected.add(text + " AS " + value(at));
      } else if (column.type().textual()) {
        selected.add(forms.present(text) + " AS " + raw(at));
      } else {
        String present = "nullif(" + forms.present(text) + ", '')";
        selected.add(present + " AS " + raw(at));
        selected.add(forms.value(present, column.type()) + " AS " + value(at));
      }
    }
    return "(SELECT " + String.join(", ", selected) + " FROM " + read + ")";
  }

  /** Returns where columns stand in this file. */
  List<Integer> places(Collection<String> wanted) {
    return wanted(wanted).stream().map(column -> place(column.name())).toList();
  }

  @Override
  public Optional<OpenSource> inStripes(ScanWatch watch)
      throws IOException, ScanCancelledException {
    try {
      return Optional.of(
          StripedCsv.write(this, slice, dialect, width, scratch, CancellablePass.watching(watch)));
    } catch (CancellablePass.Stopped stopped) {
      throw new ScanCancelledException();
    }
  }

  @Override
  public String rowNumber() {
    return CsvScanSql.RECORD_NUMBER;
  }

  @Override
  public OptionalLong relationRows() {
    return OptionalLong.of(slice.records().written());
  }

  @Override
  public ColumnSql column(String name) {
    int at = place(name);
    if (texts.contains(name)) {
      return ColumnSql.typed(raw(at));
    }
    String raw = raw(at);
    String value = value(at);
    return new ColumnSql(
        value, raw + " IS NULL", raw + " IS NOT NULL AND " + value + " IS NULL", raw);
  }

  private static String raw(int at) {
    return "raw" + at;
  }

  private static String value(int at) {
    return "value" + at;
  }

  @Override
  public MalformedRows malformed() {
    return new MalformedRows() {
      @Override
      public void forEach(LongConsumer row) {
        slice.records().malformed().numbers().forEach(row);
      }

      @Override
      public List<Shown> shown() {
        return slice.records().malformed().shown().stream()
            .map(record -> new Shown(record.number(), record.text(), record.kind().meaning()))
            .toList();
      }
    };
  }

  /** Leaves the files for the next slice to write over. */
  @Override
  public void close() {}
}
