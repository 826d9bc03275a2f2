package io.truthound.temporal;

import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;

/**
 * A small random table in several files: its rows in Java, in the table {@code t} of a DuckDB that
 * the engine never sees, and as files.
 *
 * @param files rows of each file
 * @param groups rows of each row group of each file
 */
record RandomTable(List<List<List<Object>>> files, List<List<Integer>> groups) {
  static final List<String> COLUMNS = List.of("i", "l", "d", "m", "s", "b", "t", "z");
  static final List<String> TYPES =
      List.of(
          "INTEGER", "BIGINT", "DOUBLE", "DECIMAL(9,2)", "VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP");

  private static final List<List<Object>> VALUES =
      List.of(
          List.of(0, 1, -5, 5, 3, Integer.MIN_VALUE, Integer.MAX_VALUE),
          List.of(0L, 1L, -5L, 5L, Long.MIN_VALUE, Long.MAX_VALUE, 9007199254740993L),
          List.of(
              0.0,
              -0.0,
              1.5,
              -2.25,
              1e300,
              0.1,
              Double.NaN,
              Double.POSITIVE_INFINITY,
              Double.NEGATIVE_INFINITY),
          List.of(
              new BigDecimal("0.00"),
              new BigDecimal("1.25"),
              new BigDecimal("-1.25"),
              new BigDecimal("9999999.99")),
          List.of(
              "",
              " ",
              "ABC",
              "ABD",
              "abc",
              "AB1",
              "zürich",
              "👍",
              "e\u0301",
              "it's",
              "say \"x\"",
              "a,b",
              "two\nlines",
              "ABCD",
              "%_\\"),
          List.of(true, false),
          List.of(
              LocalDate.of(2023, 12, 31),
              LocalDate.of(2024, 1, 1),
              LocalDate.of(2024, 2, 29),
              LocalDate.of(1969, 7, 20)),
          List.of(
              LocalDateTime.of(2024, 1, 1, 0, 0),
              LocalDateTime.of(2024, 1, 1, 23, 59, 59, 500_000_000),
              LocalDateTime.of(1969, 7, 20, 20, 17, 40),
              LocalDateTime.of(2024, 2, 29, 12, 0)));

  static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);

  static RandomTable of(Random random) {
    List<List<List<Object>>> files = new ArrayList<>();
    List<List<Integer>> groups = new ArrayList<>();
    int count = 1 + random.nextInt(random.nextInt(4) + 1);
    // Some tables have one value in most cells, so that rules pass too.
    double tame = random.nextBoolean() ? 0 : 0.9;
    double nulls = random.nextInt(3) * 0.15;
    for (int file = 0; file < count; file++) {
      List<List<Object>> rows = new ArrayList<>();
      int size = random.nextInt(12) == 0 ? 0 : random.nextInt(1 + random.nextInt(60)) + 1;
      for (int row = 0; row < size; row++) {
        // A first row of values tells the types of text.
        rows.add(row(random, row == 0 ? 1 : tame, row == 0 ? 0 : nulls));
      }
      files.add(rows);
      groups.add(cut(random, size));
    }
    return new RandomTable(files, groups);
  }

  private static List<Object> row(Random random, double tame, double nulls) {
    List<Object> row = new ArrayList<>();
    for (List<Object> values : VALUES) {
      boolean first = random.nextDouble() < tame;
      Object value =
          values.get(first ? Math.min(2, values.size() - 1) : random.nextInt(values.size()));
      row.add(random.nextDouble() < nulls ? null : value);
    }
    return row;
  }

  private static List<Integer> cut(Random random, int size) {
    TreeSet<Integer> ends = new TreeSet<>();
    int cuts = random.nextInt(5) * random.nextInt(4);
    for (int at = 0; at < cuts && size > 1; at++) {
      ends.add(1 + random.nextInt(size - 1));
    }
    ends.add(size);
    List<Integer> groups = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      groups.add(end - from);
      from = end;
    }
    return groups;
  }

  /** Returns the table with null for every value whose text is one of these. */
  RandomTable withNulls(List<String> texts) {
    List<List<List<Object>>> fewer = new ArrayList<>();
    for (List<List<Object>> rows : files) {
      List<List<Object>> kept = new ArrayList<>();
      for (List<Object> row : rows) {
        List<Object> cells = new ArrayList<>();
        row.forEach(
            value -> cells.add(value != null && texts.contains(text(value)) ? null : value));
        kept.add(cells);
      }
      fewer.add(kept);
    }
    return new RandomTable(fewer, groups);
  }

  long rows() {
    return files.stream().mapToLong(List::size).sum();
  }

  Object value(int file, long row, String column) {
    return files.get(file).get((int) row).get(COLUMNS.indexOf(column));
  }

  /** Makes the table {@code t}: source, row number within it, columns. */
  void load(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      List<String> columns = new ArrayList<>();
      for (int at = 0; at < COLUMNS.size(); at++) {
        columns.add(COLUMNS.get(at) + " " + TYPES.get(at));
      }
      statement.execute("SET threads = 1");
      statement.execute(
          "CREATE OR REPLACE TABLE t (src INTEGER, nr BIGINT, " + String.join(", ", columns) + ")");
      for (int file = 0; file < files.size(); file++) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < files.get(file).size(); row++) {
          List<String> cells = new ArrayList<>();
          cells.add(file + ", " + row);
          files.get(file).get(row).forEach(value -> cells.add(literal(value)));
          rows.add("(" + String.join(", ", cells) + ")");
        }
        if (!rows.isEmpty()) {
          statement.execute("INSERT INTO t VALUES " + String.join(", ", rows));
        }
      }
    }
  }

  private static String literal(Object value) {
    if (value == null) {
      return "NULL";
    }
    return value instanceof Boolean || value instanceof Integer || value instanceof Long
        ? value.toString()
        : "'" + text(value).replace("'", "''") + "'";
  }

  /** Writes {@link #load}ed rows as files. */
  Dataset write(Connection connection, Path folder, DatasetFormat format)
      throws SQLException, IOException {
    List<String> names = new ArrayList<>();
    for (int file = 0; file < files.size(); file++) {
      // Not in the order of their names: the order of the URIs counts.
      Path path =
          folder.resolve("part" + (9 - file) + "." + format.name().toLowerCase(Locale.ROOT));
      if (format == DatasetFormat.PARQUET) {
        writeParquet(connection, file, path);
      } else if (format == DatasetFormat.ARROW) {
        ArrowTable.of(files.get(file), groups.get(file)).write(path);
      } else {
        Files.writeString(path, format == DatasetFormat.CSV ? csv(file) : ndjson(file));
      }
      names.add(path.toString());
    }
    return new Dataset("table", names, format);
  }

  /** One SELECT for each row group: what a branch of UNION ALL delivers is flushed by itself. */
  private void writeParquet(Connection connection, int file, Path path) throws SQLException {
    List<String> branches = new ArrayList<>();
    int from = 0;
    for (int size : groups.get(file)) {
      branches.add(
          "SELECT %s FROM t WHERE src = %d AND nr >= %d AND nr < %d"
              .formatted(String.join(", ", COLUMNS), file, from, from + size));
      from += size;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 1)"
              .formatted(String.join(" UNION ALL ", branches), path));
    }
  }

  private String csv(int file) {
    StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
    for (List<Object> row : files.get(file)) {
      text.append(String.join(",", row.stream().map(RandomTable::cell).toList())).append('\n');
    }
    return text.toString();
  }

  /** Writes a value as a field of CSV. */
  static String cell(Object value) {
    String cell = value == null ? "" : text(value);
    return value instanceof String ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  /** Leaves out every second null, and writes the keys of odd rows backwards. */
  private String ndjson(int file) {
    StringBuilder text = new StringBuilder();
    List<List<Object>> rows = files.get(file);
    for (int row = 0; row < rows.size(); row++) {
      List<String> members = new ArrayList<>();
      for (int at = 0; at < COLUMNS.size(); at++) {
        Object value = rows.get(row).get(at);
        if (value != null || (row + at) % 2 == 0) {
          members.add('"' + COLUMNS.get(at) + "\": " + json(value));
        }
      }
      if (row % 2 == 1) {
        Collections.reverse(members);
      }
      text.append('{').append(String.join(", ", members)).append("}\n");
    }
    return text.toString();
  }

  private static String json(Object value) {
    boolean bare =
        value == null
            || value instanceof Boolean
            || (value instanceof Number number && Double.isFinite(number.doubleValue()));
    if (bare) {
      return value == null ? "null" : text(value);
    }
    StringBuilder json = new StringBuilder("\"");
    for (char unit : text(value).toCharArray()) {
      boolean plain = unit >= ' ' && unit < 0x7f && unit != '"' && unit != '\\';
      json.append(plain ? String.valueOf(unit) : "\\u%04x".formatted((int) unit));
    }
    return json.append('"').toString();
  }

  static String text(Object value) {
    if (value instanceof LocalDateTime moment) {
      return TIMESTAMP.format(moment);
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  /** What a report shows of a value, whatever the format. */
  static Object shown(Object value) {
    if (value == null || value instanceof String) {
      return value;
    }
    return value instanceof Boolean || value instanceof Number ? plain(value) : text(value);
  }

  /** Brings numbers of any class to one. */
  static Object plain(Object value) {
    if (!(value instanceof Number number)) {
      return value;
    }
    boolean finite = !(number instanceof Double real) || Double.isFinite(real);
    return finite ? new BigDecimal(number.toString()).stripTrailingZeros() : number.toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int file = 0; file < files.size(); file++) {
      text.append("file ").append(file).append(" groups ").append(groups.get(file)).append('\n');
      files.get(file).forEach(row -> text.append(Arrays.toString(row.toArray())).append('\n'));
    }
    return text.toString();
  }
}
