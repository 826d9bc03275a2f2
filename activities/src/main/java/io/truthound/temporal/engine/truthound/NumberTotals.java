package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnProfileState;
import io.truthound.temporal.state.ColumnState;
import io.truthound.temporal.state.Distincts;
import io.truthound.temporal.state.Place;
import io.truthound.temporal.state.Ranks;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Adds up what groups of numbers say. Exact; not safe for use by many threads. */
final class NumberTotals {
  private final ColumnNeeds needs;
  private long nulls;
  private long values;
  private long nan;
  private long infinite;
  private BigDecimal sum = BigDecimal.ZERO;
  private BigDecimal squares = BigDecimal.ZERO;
  private @Nullable Place lowest;
  private @Nullable Place highest;

  NumberTotals(ColumnNeeds needs) {
    this.needs = needs;
  }

  void addNulls(long count) {
    nulls = Math.addExact(nulls, count);
  }

  void addNan(long count) {
    values = Math.addExact(values, count);
    nan = Math.addExact(nan, count);
  }

  void addInfinite(Place place, long count) {
    infinite = Math.addExact(infinite, count);
    addBetween(place, place, count);
  }

  /** Adds finite numbers: their ends, their sum, and that of their squares. */
  void add(Place low, Place high, long count, BigDecimal sum, BigDecimal squares) {
    addBetween(low, high, count);
    this.sum = this.sum.add(sum);
    this.squares = this.squares.add(squares);
  }

  private void addBetween(Place low, Place high, long count) {
    values = Math.addExact(values, count);
    lowest = lowest == null || low.compareTo(lowest) < 0 ? low : lowest;
    highest = highest == null || high.compareTo(highest) > 0 ? high : highest;
  }

  /** Returns what they say, with how many numbers are how large, and how many are distinct. */
  ColumnProfileState state(Ranks ranks, Distincts distincts) {
    ColumnState.Builder state =
        ColumnState.of(needs, values, nan, infinite)
            .moments(sum, squares)
            .ranks(ranks)
            .distincts(distincts);
    if (lowest != null && highest != null) {
      state.extremes(lowest, highest);
    }
    return ColumnProfileState.none(needs).with(state.build()).withNulls(nulls);
  }
}
