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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A random table whose first file has all columns with their full types. Each of the others has its
 * own order of columns, lacks some, and has narrower types for others.
 *
 * @param table what the files hold once their schemas are made one
 * @param types for each file and column its SQL type there; null where the file lacks it
 * @param orders for each file the order of the columns
 */
record RaggedTable(RandomTable table, List<List<String>> types, List<List<Integer>> orders) {

  /** For each column of {@link RandomTable} narrower types with a value that all of them hold. */
  private static final List<List<String>> NARROWER =
      List.of(
          List.of("TINYINT", "SMALLINT", "UTINYINT", "USMALLINT"),
          List.of("TINYINT", "UTINYINT", "INTEGER", "UINTEGER"),
          List.of("FLOAT"),
          List.of("DECIMAL(3,2)", "DECIMAL(5,2)"),
          List.of(),
          List.of(),
          List.of(),
          List.of("DATE"));

  private static final List<List<Object>> HELD =
      List.of(
          List.of(0, 5, 127),
          List.of(0L, 5L, 127L),
          List.of(-0.0, 1.5, Double.NaN, Double.NEGATIVE_INFINITY),
          List.of(new BigDecimal("0.00"), new BigDecimal("-1.25")),
          List.of(),
          List.of(),
          List.of(),
          List.of(
              LocalDateTime.of(2024, 1, 1, 0, 0),
              LocalDateTime.of(1969, 7, 20, 0, 0),
              LocalDate.of(1582, 10, 4).atStartOfDay()));

  static RaggedTable of(RandomTable table, Random random) {
    List<List<List<Object>>> files = new ArrayList<>();
    List<List<String>> types = new ArrayList<>();
    List<List<Integer>> orders = new ArrayList<>();
    for (List<List<Object>> rows : table.files()) {
      List<String> here = new ArrayList<>();
      for (int column = 0; column < RandomTable.COLUMNS.size(); column++) {
        here.add(files.isEmpty() ? RandomTable.TYPES.get(column) : type(column, random));
      }
      // A file without any column is none.
      here.set(4, RandomTable.TYPES.get(4));
      files.add(rows.stream().map(row -> row(row, here, random)).toList());
      types.add(here);
      List<Integer> order = new ArrayList<>(IntStream.range(0, here.size()).boxed().toList());
      Collections.shuffle(order, random);
      orders.add(order.stream().filter(column -> here.get(column) != null).toList());
    }
    return new RaggedTable(new RandomTable(files, table.groups()), types, orders);
  }

  private static String type(int column, Random random) {
    List<String> narrower = NARROWER.get(column);
    int choice = random.nextInt(4);
    if (choice == 0) {
      return null;
    }
    return choice == 1 || narrower.isEmpty()
        ? RandomTable.TYPES.get(column)
        : narrower.get(random.nextInt(narrower.size()));
  }

  private static List<Object> row(List<Object> row, List<String> types, Random random) {
    List<Object> held = new ArrayList<>();
    for (int column = 0; column < row.size(); column++) {
      String type = types.get(column);
      boolean full = RandomTable.TYPES.get(column).equals(type);
      List<Object> values = HELD.get(column);
      Object narrow =
          values.isEmpty() || row.get(column) == null
              ? null
              : values.get(random.nextInt(values.size()));
      held.add(full ? row.get(column) : type == null ? null : narrow);
    }
    return held;
  }

  /** Writes rows that were loaded. */
  Dataset write(Connection connection, Path folder, DatasetFormat format)
      throws SQLException, IOException {
    List<String> names = new ArrayList<>();
    for (int file = 0; file < types.size(); file++) {
      Path path =
          folder.resolve("ragged" + file + "." + format.name().toLowerCase(java.util.Locale.ROOT));
      if (format == DatasetFormat.PARQUET) {
        writeParquet(connection, file, path);
      } else {
        Files.writeString(path, csv(file));
      }
      names.add(path.toString());
    }
    return new Dataset("ragged", names, format).withAllowMissing(true);
  }

  /** One SELECT for each row group: what a branch of UNION ALL delivers is flushed by itself. */
  private void writeParquet(Connection connection, int file, Path path) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int column : orders.get(file)) {
      String name = RandomTable.COLUMNS.get(column);
      columns.add("CAST(%s AS %s) AS %s".formatted(name, types.get(file).get(column), name));
    }
    List<String> branches = new ArrayList<>();
    int from = 0;
    for (int size : table.groups().get(file)) {
      branches.add(
          "SELECT %s FROM t WHERE src = %d AND nr >= %d AND nr < %d"
              .formatted(String.join(", ", columns), file, from, from + size));
      from += size;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 1)"
              .formatted(String.join(" UNION ALL ", branches), path));
    }
  }

  private String csv(int file) {
    List<Integer> order = orders.get(file);
    StringBuilder text = new StringBuilder();
    text.append(String.join(",", order.stream().map(RandomTable.COLUMNS::get).toList()));
    text.append('\n');
    for (List<Object> row : table.files().get(file)) {
      text.append(
          String.join(",", order.stream().map(at -> RandomTable.cell(row.get(at))).toList()));
      text.append('\n');
    }
    return text.toString();
  }
}
