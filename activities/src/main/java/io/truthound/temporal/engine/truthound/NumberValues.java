package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.state.Buckets;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnProfileState;
import io.truthound.temporal.state.ColumnState;
import io.truthound.temporal.state.Distincts;
import io.truthound.temporal.state.Place;
import io.truthound.temporal.state.Ranks;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds up numbers of which each different one is counted. */
final class NumberValues {
  private final ColumnNeeds needs;
  private final List<Ranks.Value> values = new ArrayList<>();
  private final List<Long> hashes = new ArrayList<>();
  private ColumnState state;
  private BigDecimal sum = BigDecimal.ZERO;
  private BigDecimal squares = BigDecimal.ZERO;
  private long nulls;

  NumberValues(ColumnNeeds needs) {
    this.needs = needs;
    this.state = ColumnState.none(needs);
  }

  void addNulls(long count) {
    nulls += count;
  }

  void addNan(long hash, long count) {
    hashes.add(hash);
    state = state.plus(ColumnState.of(needs, count, count, 0).build());
  }

  /** Adds a number. */
  void add(Place place, BigDecimal number, int key, long hash, long count) {
    add(place, key, hash, count, 0);
    BigDecimal all = number.multiply(BigDecimal.valueOf(count));
    sum = sum.add(all);
    squares = squares.add(all.multiply(number));
  }

  void addInfinite(Place place, int key, long hash, long count) {
    add(place, key, hash, count, count);
  }

  private void add(Place place, int key, long hash, long count, long infinite) {
    values.add(new Ranks.Value(place, Buckets.bucket(key), count));
    hashes.add(hash);
    state = state.plus(ColumnState.of(needs, count, 0, infinite).extremes(place, place).build());
  }

  /** Returns what they say; nothing where there are too many. */
  Optional<ColumnProfileState> state() {
    if (values.size() > Ranks.MOST_VALUES) {
      return Optional.empty();
    }
    ColumnState sums =
        ColumnState.of(needs, 0, 0, 0)
            .moments(sum, squares)
            .ranks(Ranks.ofValues(values))
            .distincts(Distincts.of(hashes))
            .build();
    return Optional.of(ColumnProfileState.none(needs).with(state.plus(sums)).withNulls(nulls));
  }
}
