package io.truthound.temporal.reader;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Finds columns by name: to walk through thousands for each of them takes too long. */
public final class Places {
  private Places() {}

  /** Returns where each name stands first, counted from 0. */
  public static <T> Map<String, Integer> of(List<T> columns, Function<T, String> name) {
    Map<String, Integer> places = new HashMap<>();
    for (int at = 0; at < columns.size(); at++) {
      places.putIfAbsent(name.apply(columns.get(at)), at);
    }
    return places;
  }
}
