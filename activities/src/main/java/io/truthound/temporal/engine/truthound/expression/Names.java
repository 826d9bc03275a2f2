package io.truthound.temporal.engine.truthound.expression;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Matches names as DuckDB matches identifiers, and finds the nearest one for a message. */
final class Names {

  private static final int FARTHEST = 3;
  private static final int LISTED = 20;

  private Names() {}

  /**
   * Finds the column that a name means: the exact one first, else the only one that differs in the
   * case of ASCII letters.
   */
  static Optional<String> find(String name, List<String> columns) {
    if (columns.contains(name)) {
      return Optional.of(name);
    }
    List<String> alike =
        columns.stream().filter(column -> lower(column).equals(lower(name))).toList();
    return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
  }

  static Optional<String> nearest(String name, Collection<String> candidates) {
    String best = null;
    int bestDistance = Math.min(FARTHEST, (name.length() + 1) / 3) + 1;
    for (String candidate : candidates) {
      int distance = distance(lower(name), lower(candidate), bestDistance);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Writes at most the first names of a list, and how many were left out. */
  static String list(Collection<String> names) {
    String shown = String.join(", ", names.stream().limit(LISTED).toList());
    return names.size() <= LISTED ? shown : shown + ", … " + (names.size() - LISTED) + " more";
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Lowers ASCII letters only, as DuckDB does for identifiers. */
  static String lower(String name) {
    StringBuilder lowered = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      lowered.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    return lowered.toString();
  }

  private static int distance(String a, String b, int enough) {
    if (Math.abs(a.length() - b.length()) >= enough) {
      return enough;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
