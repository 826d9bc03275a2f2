package io.truthound.temporal.merge;

import io.truthound.temporal.merge.SliceResult.VerdictRun;
import io.truthound.temporal.result.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes runs of verdicts as short text for workflow history: the first letter of each status and,
 * where it is not one, how many chunks have it, such as {@code P120FP3}.
 */
public final class VerdictOrder {
  private VerdictOrder() {}

  /** Writes runs in order. */
  public static String written(List<VerdictRun> runs) {
    StringBuilder text = new StringBuilder();
    for (VerdictRun run : runs) {
      text.append(letter(run.status()));
      if (run.chunks() != 1) {
        text.append(run.chunks());
      }
    }
    return text.toString();
  }

  /**
   * Reads what {@link #written} wrote.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  public static List<VerdictRun> read(String text) {
    List<VerdictRun> runs = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      Status status = status(text.charAt(at++));
      int end = at;
      while (end < text.length() && Character.isDigit(text.charAt(end))) {
        end++;
      }
      runs.add(new VerdictRun(status, end == at ? 1 : Long.parseLong(text, at, end, 10)));
      at = end;
    }
    return runs;
  }

  static char letter(Status status) {
    return status.name().charAt(0);
  }

  static Status status(char letter) {
    for (Status status : Status.values()) {
      if (letter(status) == letter) {
        return status;
      }
    }
    throw new IllegalArgumentException("Invalid verdict: " + letter + " (allowed: P, W, F, E, S)");
  }
}
