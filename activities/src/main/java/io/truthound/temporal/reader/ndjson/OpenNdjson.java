package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.reader.ColumnSql;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.Places;
import io.truthound.temporal.reader.TextValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The well-formed records of an NDJSON slice as a relation, each value beside its text. */
final class OpenNdjson implements OpenSource {
  private static final Set<JsonLine.Kind> INTEGERS =
      EnumSet.of(JsonLine.Kind.NULL, JsonLine.Kind.INTEGER);
  private static final Set<JsonLine.Kind> NUMBERS =
      EnumSet.of(JsonLine.Kind.NULL, JsonLine.Kind.INTEGER, JsonLine.Kind.REAL);
  private static final Set<JsonLine.Kind> WORDS =
      EnumSet.of(JsonLine.Kind.NULL, JsonLine.Kind.TRUE, JsonLine.Kind.FALSE);

  private static final String NUMBER = "__rn";

  private final Path scratch;
  private final NdjsonSlice records;
  private final List<Column> columns;
  private final Map<String, Integer> places;

  OpenNdjson(Path scratch, NdjsonSlice records, List<Column> columns) {
    this.scratch = scratch;
    this.records = records;
    this.columns = columns;
    this.places = Places.of(columns, Column::name);
  }

  @Override
  public List<Path> files() {
    return List.of(records.scratch());
  }

  @Override
  public List<Path> readable() {
    return List.of(scratch);
  }

  @Override
  public String relation(Collection<String> wanted, RowRange rows) {
    return relation(new HashSet<>(wanted), Map.of());
  }

  /** Reads numbers and words of JSON as such where no value of their column is anything else. */
  @Override
  public Optional<String> quickRelation(Collection<String> names, RowRange rows) {
    Set<String> wanted = new HashSet<>(names);
    Map<Integer, String> typed = new TreeMap<>();
    for (int at = 0; at < columns.size(); at++) {
      String value = wanted.contains(columns.get(at).name()) ? quickValue(at) : null;
      if (value != null) {
        typed.put(at, value);
      }
    }
    return typed.isEmpty() ? Optional.empty() : Optional.of(relation(wanted, typed));
  }

  private @Nullable String quickValue(int column) {
    String number = records.numbers().get(column);
    if (number != null) {
      return number;
    }
    Set<JsonLine.Kind> kinds = records.kinds().get(column);
    return switch (columns.get(column).type().kind()) {
      case INT64 -> INTEGERS.containsAll(kinds) ? cast(column, "BIGINT") : null;
      case FLOAT64 -> NUMBERS.containsAll(kinds) ? cast(column, "DOUBLE") : null;
      case BOOL -> WORDS.containsAll(kinds) ? cast(column, "BOOLEAN") : null;
      default -> null;
    };
  }

  private static String cast(int column, String type) {
    return "CAST(" + ScanSql.column(column) + " AS " + type + ")";
  }

  /** Returns the relation with other values for the columns at some positions. */
  private String relation(Set<String> wanted, Map<Integer, String> typed) {
    List<String> selected = new ArrayList<>();
    selected.add(ScanSql.RECORD_NUMBER + " AS " + NUMBER);
    for (int at = 0; at < columns.size(); at++) {
      if (!wanted.contains(columns.get(at).name())) {
        continue;
      }
      String text = ScanSql.column(at);
      if (typed.containsKey(at)) {
        selected.add(typed.get(at) + " AS " + raw(at));
        selected.add(typed.get(at) + " AS " + value(at));
        continue;
      }
      selected.add(text + " AS " + raw(at));
      if (!columns.get(at).type().textual()) {
        selected.add(TextValues.value(text, columns.get(at).type()) + " AS " + value(at));
      }
    }
    return "(SELECT "
        + String.join(", ", selected)
        + " FROM "
        + ScanSql.read(records.scratch())
        + ")";
  }

  @Override
  public String rowNumber() {
    return NUMBER;
  }

  @Override
  public OptionalLong relationRows() {
    return OptionalLong.of(records.written());
  }

  @Override
  public ColumnSql column(String name) {
    int at = Objects.requireNonNull(places.get(name));
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

  /** Leaves the files for the next slice to write over. */
  @Override
  public void close() {}
}
