package io.truthound.temporal.state;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.rule.ProfileDistance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts a column's values in the bins of a distribution.
 *
 * @param before how many values the distribution has in each
 * @param now how many the column has
 */
record SharedBins(List<Long> before, List<Long> now) {
  /** Numbers in a bucket lie within 1/128 of what it stands for. */
  private static final BigDecimal WIDTH = BigDecimal.valueOf(128);

  /** Returns the counts; null where the column has too many different values to count each. */
  static @Nullable SharedBins of(ProfileDistance rule, ColumnState state, DataType type) {
    return rule.ofNumbers()
        ? numbers(rule, Objects.requireNonNull(state.ranks()), state, type)
        : values(rule, Objects.requireNonNull(state.frequencies()));
  }

  /** Puts a bin below and one above: what lies there was not there before. */
  private static SharedBins numbers(
      ProfileDistance rule, Ranks ranks, ColumnState state, DataType type) {
    BigDecimal from = Objects.requireNonNull(rule.from());
    BigDecimal to = Objects.requireNonNull(rule.to());
    Bins bins = new Bins(from, to, rule.whole());
    long[] outside = new long[2];
    ranks.eachFinite(
        type.scale(),
        (number, count) -> {
          BigDecimal slack = ranks.exact() ? BigDecimal.ZERO : number.abs().divide(WIDTH);
          if (number.add(slack).compareTo(from) < 0) {
            outside[0] += count;
          } else if (number.subtract(slack).compareTo(to) > 0) {
            outside[1] += count;
          } else {
            bins.add(number, count);
          }
        });
    // An infinity is no number that was counted in bins; it lies beyond them, on whichever side.
    return new SharedBins(
        around(0, rule.counts(), 0),
        around(outside[0], bins.counts(), outside[1] + state.infinite()));
  }

  private static List<Long> around(long below, List<Long> bins, long above) {
    List<Long> all = new ArrayList<>(bins);
    all.add(0, below);
    all.add(above);
    return all;
  }

  private static @Nullable SharedBins values(ProfileDistance rule, Frequencies frequencies) {
    if (frequencies.tooMany()) {
      return null;
    }
    long[] now = new long[rule.counts().size()];
    for (Frequencies.Value value : frequencies.values()) {
      int place = rule.values().indexOf(ColumnPortrait.shortened(value.text()));
      now[place < 0 ? now.length - 1 : place] += value.count();
    }
    return new SharedBins(rule.counts(), Arrays.stream(now).boxed().toList());
  }

  /** Returns how many values the column has. */
  long values() {
    return sum(now);
  }

  /** Returns how many the distribution has. */
  long valuesBefore() {
    return sum(before);
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
