package io.truthound.temporal.engine;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says what an engine makes of rules before anything is scanned.
 *
 * @param reads the columns that it will read
 * @param moot for the index of each rule whose expression, condition or filter names a column that
 *     a schema rule reports: that column
 */
public record Preparation(List<String> reads, Map<Integer, String> moot) {
  public Preparation {
    reads = List.copyOf(reads);
    moot = Collections.unmodifiableMap(new TreeMap<>(moot));
  }

  /** Returns a preparation in which no rule is moot. */
  public static Preparation reading(List<String> columns) {
    return new Preparation(columns, Map.of());
  }
}
