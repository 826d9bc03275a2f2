package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.reader.ColumnSql;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.reader.TextValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** The well-formed records of an NDJSON slice as a relation, each value beside its text. */
final class OpenNdjson implements OpenSource {
  private final Path scratch;
  private final Path folder;
  private final NdjsonSlice records;
  private final List<Column> columns;

  OpenNdjson(Path scratch, Path folder, NdjsonSlice records, List<Column> columns) {
    this.scratch = scratch;
    this.folder = folder;
    this.records = records;
    this.columns = columns;
  }

  @Override
  public List<Path> files() {
    return records.parts();
  }

  @Override
  public List<Path> readable() {
    return List.of(scratch);
  }

  @Override
  public String relation(Collection<String> wanted, RowRange rows) {
    List<String> selected = new ArrayList<>();
    selected.add(ScanSql.RECORD_NUMBER);
    for (int at = 0; at < columns.size(); at++) {
      if (!wanted.contains(columns.get(at).name())) {
        continue;
      }
      String text = ScanSql.column(at);
      selected.add(text + " AS " + raw(at));
      if (!columns.get(at).type().textual()) {
        selected.add(TextValues.value(text, columns.get(at).type()) + " AS " + value(at));
      }
    }
    return "(SELECT "
        + String.join(", ", selected)
        + " FROM "
        + ScanSql.readCsv(columns.size(), records.parts())
        + ")";
  }

  @Override
  public String rowNumber() {
    return ScanSql.RECORD_NUMBER;
  }

  @Override
  public OptionalLong relationRows() {
    return OptionalLong.of(records.written());
  }

  @Override
  public ColumnSql column(String name) {
    int at = columns.stream().map(Column::name).toList().indexOf(name);
    String raw = raw(at);
    if (columns.get(at).type().textual()) {
      return ColumnSql.typed(raw);
    }
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
    return records.malformed();
  }

  @Override
  public void close() throws IOException {
    ScratchFolders.delete(folder);
  }
}
