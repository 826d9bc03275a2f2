package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.state.Buckets;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnProfileState;
import io.truthound.temporal.state.Distincts;
import io.truthound.temporal.state.Place;
import io.truthound.temporal.state.Ranks;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds up numbers of which each different one is counted. Not safe for use by many threads. */
final class NumberValues {
  private final NumberTotals totals;
  private final List<Ranks.Value> values = new ArrayList<>();
  private final List<Long> hashes = new ArrayList<>();

  NumberValues(ColumnNeeds needs) {
    this.totals = new NumberTotals(needs);
  }

  void addNulls(long count) {
    totals.addNulls(count);
  }

  void addNan(long hash, long count) {
    hashes.add(hash);
    totals.addNan(count);
  }

  /** Adds a finite number. */
  void add(BigDecimal number, int key, long hash, long count) {
    Place place = Place.of(number);
    add(place, key, hash, count);
    BigDecimal all = number.multiply(BigDecimal.valueOf(count));
    totals.add(place, place, count, all, all.multiply(number));
  }

  void addInfinite(Place place, int key, long hash, long count) {
    add(place, key, hash, count);
    totals.addInfinite(place, count);
  }

  private void add(Place place, int key, long hash, long count) {
    values.add(new Ranks.Value(place, Buckets.bucket(key), count));
    hashes.add(hash);
  }

  /** Returns what they say; nothing where there are too many. */
  Optional<ColumnProfileState> state() {
    return values.size() > Ranks.MOST_VALUES
        ? Optional.empty()
        : Optional.of(totals.state(Ranks.ofValues(values), Distincts.of(hashes)));
  }
}
