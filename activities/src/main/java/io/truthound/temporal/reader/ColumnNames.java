package io.truthound.temporal.reader;

import io.truthound.temporal.rule.Nearest;
import java.util.List;

/** Tells of columns where one is asked for that is not among them. */
public final class ColumnNames {
  /** How many are told where a sentence has more to say. */
  public static final int SOME = 20;

  private ColumnNames() {}

  /**
   * Says {@code columns: a, b; nearest: "a"}, without the nearest where none is near.
   *
   * @param most how many of the columns are told; the nearest is sought among all
   */
  public static String told(String missing, List<String> names, int most) {
    return "columns: "
        + String.join(", ", names.subList(0, Math.min(most, names.size())))
        + Nearest.to(missing, names).map(near -> "; nearest: \"" + near + "\"").orElse("");
  }

  /** Says the same of all of them. */
  public static String told(String missing, List<String> names) {
    return told(missing, names, names.size());
  }
}
