package io.truthound.temporal.reference;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of one schema in several files. Values are null, {@link Bad}, or by their type: BigInteger,
 * BigDecimal, Float, Double, String, Boolean, LocalDate, LocalDateTime, Instant, LocalTime, {@link
 * Bytes}, UUID.
 *
 * @param columns the schema
 * @param files in the order of the dataset
 */
public record Table(List<Column> columns, List<Part> files) {

  /**
   * Rows of one file.
   *
   * @param rows values in the order of the columns
   * @param groups how many rows each row group or record batch has
   */
  public record Part(List<List<Object>> rows, List<Integer> groups) {}

  /** Text that is no value of its column's type. */
  public record Bad(String text) {}

  /** A binary value, as pairs of hexadecimal digits. */
  public record Bytes(String hex) implements Comparable<Bytes> {
    @Override
    public int compareTo(Bytes other) {
      return hex.compareTo(other.hex);
    }
  }

  /** Returns the place of a column. */
  public int at(String name) {
    return columns.stream().map(Column::name).toList().indexOf(name);
  }

  public DataType type(String name) {
    return columns.get(at(name)).type();
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  public long rows() {
    return files.stream().mapToLong(file -> file.rows().size()).sum();
  }

  /** Returns all that stands in a column, file by file. */
  public List<Object> all(String name) {
    int at = at(name);
    return files.stream()
        .flatMap(file -> file.rows().stream())
        .map(row -> row.get(at))
        .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(columns.toString()).append('\n');
    for (Part file : files) {
      text.append("file of groups ").append(file.groups()).append('\n');
      file.rows().forEach(row -> text.append(Arrays.toString(row.toArray())).append('\n'));
    }
    return text.toString();
  }
}
