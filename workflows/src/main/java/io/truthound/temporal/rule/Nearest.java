package io.truthound.temporal.rule;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Nearest {
  /** Longer names are cut here, so that a huge input costs little. */
  private static final int LONGEST = 64;

  private Nearest() {}

  /**
   * Returns the nearest of the names by edit distance in any case (a swap of neighbours counts
   * once), the first of several equally near; empty where even that one differs in more than a
   * third of its characters.
   */
  public static Optional<String> to(String name, Collection<String> names) {
    String wanted = folded(name);
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : names) {
      String folded = folded(candidate);
      int bound = Math.max(1, Math.max(wanted.length(), folded.length()) / 3);
      int distance = distance(wanted, folded);
      if (distance <= bound && distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  private static String folded(String name) {
    String cut = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    return cut.toLowerCase(Locale.ROOT);
  }

  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best =
        Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
