package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.reader.OpenSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes keys as SQL so that equal keys are equal values of one type, whatever the types of the
 * files that they lie in.
 *
 * @param columns the columns of the key, in order
 * @param types the type in which they are compared
 * @param hashes how many different hashes there are; 0 for all of 64 bits
 */
record KeySql(List<String> columns, List<DataType> types, long hashes) {

  /** Returns the names of the parts of a key in the relation that {@link #rows} writes. */
  String names() {
    return IntStream.range(0, width()).mapToObj(at -> "k" + at).collect(Collectors.joining(", "));
  }

  /** Returns of how many parts a key is made. */
  int width() {
    return types.stream().mapToInt(type -> type.kind() == DataType.Kind.TIMESTAMP ? 2 : 1).sum();
  }

  /**
   * Returns a query of the keys without nulls: the row's place in plan order as {@code ord}, the
   * key's hash as {@code h}, then its parts.
   *
   * @param relation what goes after FROM, with the condition that a row is wanted
   * @param before how many rows all sources before this one have
   */
  String rows(OpenSource open, String relation, long before) {
    List<String> parts = new ArrayList<>();
    List<String> present = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      String value = open.column(columns.get(at)).value();
      present.add(value + " IS NOT NULL");
      parts.addAll(parts(value, types.get(at)));
    }
    String list = String.join(", ", parts);
    String hash = "hash(" + list + ")";
    List<String> selected = new ArrayList<>();
    selected.add(before + " + " + open.rowNumber() + " AS ord");
    selected.add((hashes == 0 ? hash : hash + " % " + hashes) + " AS h");
    for (int at = 0; at < parts.size(); at++) {
      selected.add(parts.get(at) + " AS k" + at);
    }
    return "SELECT "
        + String.join(", ", selected)
        + " FROM "
        + relation
        + " AND "
        + String.join(" AND ", present);
  }

  /** Returns a query without rows, of the same columns. */
  String nothing() {
    List<String> selected = new ArrayList<>(List.of("CAST(0 AS BIGINT) AS ord", "hash(0) AS h"));
    int at = 0;
    for (DataType type : types) {
      for (String part : parts("CAST(NULL AS " + Sql.type(type) + ")", type)) {
        selected.add(part + " AS k" + at++);
      }
    }
    return "SELECT " + String.join(", ", selected) + " WHERE false";
  }

  private static List<String> parts(String value, DataType type) {
    if (type.floating()) {
      return List.of(
          "CASE WHEN isnan(%1$s) THEN CAST('NaN' AS DOUBLE) WHEN %1$s = 0 THEN CAST(0 AS DOUBLE) ELSE CAST(%1$s AS DOUBLE) END"
              .formatted(value));
    }
    String cast = "CAST(" + value + " AS " + Sql.type(type) + ")";
    // Planning calls every resolution a timestamp; casting alone would drop nanoseconds.
    return type.kind() == DataType.Kind.TIMESTAMP
        ? List.of(
            cast,
            "CASE WHEN typeof(%1$s) = 'TIMESTAMP_NS' THEN coalesce(epoch_ns(%1$s) %% 1000, -1) ELSE 0 END"
                .formatted(value))
        : List.of(cast);
  }
}
