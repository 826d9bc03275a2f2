package io.truthound.temporal.reference;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.reference.Table.Bad;
import io.truthound.temporal.reference.Table.Bytes;
import io.truthound.temporal.reference.Table.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Writes tables as files and tells the reference engine what stands in them.
 *
 * @param connection writes Parquet
 * @param engine hears of the rows
 */
public record TableFiles(Connection connection, ReferenceEngine engine) {

  /** Writes a table. The types of text are declared. */
  public Dataset write(Table table, Path folder, DatasetFormat format)
      throws IOException, SQLException {
    List<String> names = new ArrayList<>();
    for (int at = 0; at < table.files().size(); at++) {
      String ending = format.name().toLowerCase(Locale.ROOT);
      // Not in the order of their names: the order of the URIs counts.
      Path file = folder.resolve("part" + (9 - at) + "." + ending);
      write(table, table.files().get(at), file, format);
      engine.tell(file, table, at);
      names.add(file.toString());
    }
    Dataset dataset = new Dataset("table", names, format);
    return format == DatasetFormat.CSV || format == DatasetFormat.NDJSON
        ? dataset.withOptions(declared(table, format))
        : dataset;
  }

  private static ReaderOptions declared(Table table, DatasetFormat format) {
    ReaderOptions options = ReaderOptions.DEFAULT;
    if (format == DatasetFormat.CSV) {
      options = options.withHeader(true).withDelimiter(",");
    }
    for (Column column : table.columns()) {
      options = options.withColumn(column.name(), column.type());
    }
    return options;
  }

  private void write(Table table, Part part, Path file, DatasetFormat format)
      throws IOException, SQLException {
    switch (format) {
      case PARQUET -> writeParquet(table, part, file);
      case ARROW -> ArrowFile.write(table, part, file);
      case CSV -> Files.writeString(file, csv(table, part));
      case NDJSON -> Files.writeString(file, ndjson(table, part));
    }
  }

  /** One SELECT for each row group: what a branch of UNION ALL delivers is flushed by itself. */
  private void writeParquet(Table table, Part part, Path file) throws SQLException {
    List<String> columns = new ArrayList<>();
    table.columns().forEach(each -> columns.add(quoted(each.name()) + " " + sql(each.type())));
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute(
          "CREATE OR REPLACE TABLE written (nr INTEGER, " + String.join(", ", columns) + ")");
      List<String> rows = new ArrayList<>();
      for (int row = 0; row < part.rows().size(); row++) {
        List<String> cells = new ArrayList<>(List.of(Integer.toString(row)));
        for (int at = 0; at < table.columns().size(); at++) {
          cells.add(literal(part.rows().get(row).get(at), table.columns().get(at).type()));
        }
        rows.add("(" + String.join(", ", cells) + ")");
      }
      if (!rows.isEmpty()) {
        statement.execute("INSERT INTO written VALUES " + String.join(", ", rows));
      }
      List<String> branches = new ArrayList<>();
      int from = 0;
      for (int size : part.groups()) {
        branches.add(
            "SELECT * EXCLUDE (nr) FROM written WHERE nr >= %d AND nr < %d"
                .formatted(from, from + size));
        from += size;
      }
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 1)"
              .formatted(String.join(" UNION ALL ", branches), file));
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String sql(DataType type) {
    return switch (type.kind()) {
      case INT8 -> "TINYINT";
      case INT16 -> "SMALLINT";
      case INT32 -> "INTEGER";
      case INT64 -> "BIGINT";
      case INT128 -> "HUGEINT";
      case UINT8 -> "UTINYINT";
      case UINT16 -> "USMALLINT";
      case UINT32 -> "UINTEGER";
      case UINT64 -> "UBIGINT";
      case FLOAT32 -> "FLOAT";
      case FLOAT64 -> "DOUBLE";
      case STRING -> "VARCHAR";
      case TIMESTAMP_TZ -> "TIMESTAMPTZ";
      case BINARY -> "BLOB";
      default -> type.text();
    };
  }

  private static String literal(Object value, DataType type) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof Bytes bytes) {
      return "from_hex('" + bytes.hex() + "')";
    }
    return "CAST('%s' AS %s)".formatted(Values.text(value).replace("'", "''"), sql(type));
  }

  private static String csv(Table table, Part part) {
    StringBuilder text = new StringBuilder();
    text.append(String.join(",", table.names().stream().map(TableFiles::field).toList()));
    text.append('\n');
    for (List<Object> row : part.rows()) {
      text.append(String.join(",", row.stream().map(TableFiles::field).toList())).append('\n');
    }
    return text.toString();
  }

  private static String field(Object value) {
    String field = value == null ? "" : Values.text(value);
    return value instanceof String ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }

  /** Leaves out every second null, and writes the keys of odd rows backwards. */
  private static String ndjson(Table table, Part part) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < part.rows().size(); row++) {
      List<String> members = new ArrayList<>();
      for (int at = 0; at < table.columns().size(); at++) {
        Object value = part.rows().get(row).get(at);
        if (value != null || row == 0 || (row + at) % 2 == 0) {
          members.add(string(table.columns().get(at).name()) + ": " + json(value));
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
            || (value instanceof Number && Values.isFinite(value))
            || (value instanceof Bad bad && bad.text().matches("[1-9]\\d*([.]\\d+|e\\d+)?"));
    return bare ? (value == null ? "null" : Values.text(value)) : string(Values.text(value));
  }

  private static String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      boolean plain = unit >= ' ' && unit < 0x7f && unit != '"' && unit != '\\';
      json.append(plain ? String.valueOf(unit) : "\\u%04x".formatted((int) unit));
    }
    return json.append('"').toString();
  }
}
