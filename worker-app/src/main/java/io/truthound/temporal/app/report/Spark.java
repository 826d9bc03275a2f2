package io.truthound.temporal.app.report;

import java.util.List;

/** Draws counts as a line of blocks. */
public final class Spark {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";

  private Spark() {}

  /** Draws each count beside the highest; a blank where there is none. */
  public static String of(List<Long> counts) {
    long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
    StringBuilder line = new StringBuilder();
    for (long count : counts) {
      line.append(count == 0 ? ' ' : BLOCKS.charAt(height(count, most)));
    }
    return line.toString();
  }

  private static int height(long count, long most) {
    return (int) Math.min(BLOCKS.length() - 1L, (long) ((double) count / most * BLOCKS.length()));
  }
}
