package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.Distincts;

/**
 * Asks for the lowest hashes of a column's values. Those of the first rows say which hashes can be
 * among them at all: as rows are added, the last of the lowest only falls.
 *
 * @param needs the column
 * @param values a relation with the column's values that are not null, as {@code x}
 */
record DistinctQuery(ColumnNeeds needs, String values) {
  private static final int FIRST_ROWS = 65_536;
  private static final int MOST_DIGITS_OF_64_BITS = 18;

  String ofFirstRows() {
    return lowest("(SELECT x FROM " + values + " LIMIT " + FIRST_ROWS + ")", "", Distincts.MOST);
  }

  /** Returns the query over all rows, for hashes up to the last that can count. */
  String upTo(long last) {
    return lowest(values, " WHERE h <= " + last, Distincts.MOST);
  }

  /** Returns the query over all rows, for another number of hashes than can count. */
  String ofLowest(int most) {
    return lowest(values, "", most);
  }

  private String lowest(String rows, String filter, int most) {
    return "SELECT DISTINCT h FROM (SELECT %s AS h FROM %s)%s".formatted(hash(), rows, filter)
        + " ORDER BY h LIMIT "
        + most;
  }

  /** Returns the hash of a value {@code x}: 63 bits. */
  String hash() {
    return "CAST(hash(" + value() + ") >> 1 AS BIGINT)";
  }

  /**
   * One zero and one NaN. DuckDB joins the hashes of the halves of 128 bits so that all numbers
   * whose halves are equal, -1 and 0 among them, have one hash; those of their texts differ.
   */
  private String value() {
    return switch (needs.type().kind()) {
      case FLOAT32, FLOAT64 ->
          "CASE WHEN isnan(x) THEN CAST('NaN' AS DOUBLE) WHEN x = 0 THEN 0.0"
              + " ELSE CAST(x AS DOUBLE) END";
      case INT128, UUID -> "CAST(x AS VARCHAR)";
      case DECIMAL ->
          needs.type().precision() > MOST_DIGITS_OF_64_BITS ? "CAST(x AS VARCHAR)" : "x";
      default -> "x";
    };
  }
}
