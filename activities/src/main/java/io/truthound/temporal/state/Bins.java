package io.truthound.temporal.state;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.result.ColumnProfile.Histogram;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts numbers in bins of one width. Exact; not safe for use by many threads. */
final class Bins {
  private static final int MOST = 20;

  private final BigDecimal from;
  private final BigDecimal span;
  private final long[] counts;

  /**
   * Creates empty bins.
   *
   * @param whole whether only whole numbers will be counted: then each bin holds as many of them as
   *     the others, and where they are few, one
   */
  Bins(BigDecimal from, BigDecimal to, boolean whole) {
    this.from = from;
    this.span = to.subtract(from).add(whole ? BigDecimal.ONE : BigDecimal.ZERO);
    this.counts = new long[bins(whole)];
  }

  private int bins(boolean whole) {
    if (span.signum() == 0) {
      return 1;
    }
    return whole ? span.min(BigDecimal.valueOf(MOST)).intValueExact() : MOST;
  }

  /** Returns the histogram of a column's finite numbers, or null where it has none. */
  static @Nullable Histogram of(ColumnState state, DataType type, Histogram.Of of) {
    Ranks ranks = state.ranks();
    if (ranks == null || state.finite() == 0) {
      return null;
    }
    List<BigDecimal> ends = new ArrayList<>();
    ranks.eachFinite(type.scale(), (number, count) -> ends.add(number));
    BigDecimal lowest = end(state, true, ends.get(0));
    BigDecimal highest = end(state, false, ends.get(ends.size() - 1));
    Bins bins = new Bins(lowest, highest, type.integral());
    ranks.eachFinite(type.scale(), bins::add);
    return new Histogram(
        of,
        ranks.exact(),
        Numbers.shown(lowest, type),
        Numbers.shown(highest, type),
        bins.counts());
  }

  /** Returns an end of a column's numbers; of those with infinities, that of the others. */
  private static BigDecimal end(ColumnState state, boolean lowest, BigDecimal finite) {
    Extremes extremes = state.extremes();
    Place place = extremes == null ? null : lowest ? extremes.lowest() : extremes.highest();
    return place == null || place.number() == null ? finite : place.number();
  }

  /** Counts a number; one beyond the ends is counted at that end. */
  void add(BigDecimal number, long count) {
    int bin = 0;
    if (counts.length > 1) {
      bin =
          number
              .subtract(from)
              .multiply(BigDecimal.valueOf(counts.length))
              .divide(span, 0, RoundingMode.FLOOR)
              .max(BigDecimal.ZERO)
              .min(BigDecimal.valueOf(counts.length - 1L))
              .intValueExact();
    }
    counts[bin] = Math.addExact(counts[bin], count);
  }

  List<Long> counts() {
    return Arrays.stream(counts).boxed().toList();
  }
}
