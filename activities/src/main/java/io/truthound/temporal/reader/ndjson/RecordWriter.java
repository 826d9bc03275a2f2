package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.reader.ParquetType;
import io.truthound.temporal.reader.ScratchParquet;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of records as Parquet, each record with its number in front: an absent value
 * and null as null, strings decoded, all else as the text it is, and beside it numbers as such.
 * Read it with {@link ScanSql}.
 */
final class RecordWriter implements Closeable {
  private static final int MOST_ROWS = 1 << 16;

  /** About how many bytes a row group has, which DuckDB and this hold in memory. */
  private static final long GROUP_BYTES = 8L << 20;

  private static final String PREFIX = "records-";

  private final Path path;
  private final ScratchParquet out;
  private final NumberColumn numbers = new NumberColumn(false);
  private final TextColumn[] columns;

  /** Beside the text, for each column of a type that JSON has numbers for. */
  private final @Nullable NumberColumn[] values;

  private final int[] kinds;
  private int rows;
  private long bytes;
  private boolean closed;

  /** Starts without records. */
  RecordWriter(Path folder, List<Column> columns) throws IOException {
    this.path = path(folder);
    this.columns = new TextColumn[columns.size()];
    this.values = new NumberColumn[columns.size()];
    kinds = new int[columns.size()];
    List<ParquetType> types = new ArrayList<>(List.of(numbers.type()));
    List<ParquetType> numberTypes = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      this.columns[at] = new TextColumn();
      types.add(ParquetType.TEXT);
      DataType.Kind kind = columns.get(at).type().kind();
      if (kind == DataType.Kind.INT64 || kind == DataType.Kind.FLOAT64) {
        NumberColumn typed = new NumberColumn(kind == DataType.Kind.FLOAT64);
        values[at] = typed;
        numberTypes.add(typed.type());
      }
    }
    types.addAll(numberTypes);
    out = new ScratchParquet(path, types);
  }

  /** Returns what an earlier slice left, by a name that DuckDB has seen nothing by. */
  private static Path path(Path folder) throws IOException {
    Path path = Files.createTempFile(folder, PREFIX, ".parquet");
    List<Path> others;
    try (Stream<Path> files = Files.list(folder)) {
      others =
          files
              .filter(file -> file.getFileName().toString().startsWith(PREFIX))
              .filter(file -> !file.equals(path))
              .sorted()
              .toList();
    }
    for (Path other : others) {
      Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    }
    return path;
  }

  /** Writes the values of all known keys of a record. */
  void write(long number, JsonLine line, Keys keys) throws IOException {
    if (rows == MOST_ROWS || bytes >= GROUP_BYTES) {
      endGroup();
    }
    int row = rows++;
    numbers.put(number);
    JsonMembers members = line.found();
    byte[] text = line.bytes();
    int[] starts = members.starts;
    int[] ends = members.ends;
    byte[] found = members.kinds;
    boolean[] escaped = members.escaped;
    TextColumn[] texts = columns;
    @Nullable NumberColumn[] typed = values;
    int more = Long.BYTES;
    for (int at = 0; at < texts.length; at++) {
      int member = keys.member(at);
      byte kind = member < 0 ? JsonMembers.NULL : found[member];
      if (member >= 0) {
        kinds[at] |= 1 << kind;
      }
      if (kind == JsonMembers.NULL) {
        texts[at].addNull(row);
        if (typed[at] != null) {
          typed[at].addNull(row);
        }
        continue;
      }
      int from = starts[member];
      int to = ends[member];
      more += to - from + Integer.BYTES + Long.BYTES;
      if (kind != JsonMembers.STRING) {
        texts[at].add(text, from, to);
      } else if (escaped[member]) {
        texts[at].addDecoded(text, from + 1, to - 1);
      } else {
        texts[at].add(text, from + 1, to - 1);
      }
      if (typed[at] != null) {
        typed[at].add(row, members, member, text);
      }
    }
    bytes += more + columns.length / Byte.SIZE;
  }

  private void endGroup() throws IOException {
    if (rows > 0) {
      ScratchParquet.Draft group = out.rowGroup();
      numbers.writeTo(group, rows);
      for (TextColumn column : columns) {
        column.writeTo(group, rows);
      }
      for (NumberColumn typed : values) {
        if (typed != null) {
          typed.writeTo(group, rows);
        }
      }
      group.finish(rows);
      rows = 0;
      bytes = 0;
    }
  }

  /** Returns where DuckDB finds the numbers of each column of which every value is one. */
  Map<Integer, String> numbers() {
    Map<Integer, String> all = new TreeMap<>();
    int next = 1 + columns.length;
    for (int at = 0; at < values.length; at++) {
      NumberColumn typed = values[at];
      if (typed != null) {
        if (typed.isComplete()) {
          all.put(at, ScratchParquet.column(next));
        }
        next++;
      }
    }
    return all;
  }

  /** Returns what kinds of values were written, for each column. */
  List<Set<JsonLine.Kind>> kinds() {
    List<Set<JsonLine.Kind>> all = new ArrayList<>();
    for (int seen : kinds) {
      Set<JsonLine.Kind> kind = EnumSet.noneOf(JsonLine.Kind.class);
      for (JsonLine.Kind each : JsonLine.Kind.values()) {
        if (((seen >> each.code) & 1) != 0) {
          kind.add(each);
        }
      }
      all.add(kind);
    }
    return all;
  }

  /** Returns the file; complete once this is finished. */
  Path path() {
    return path;
  }

  /** Writes what is left. */
  void finish() throws IOException {
    endGroup();
    out.finish();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      out.close();
    }
  }
}
