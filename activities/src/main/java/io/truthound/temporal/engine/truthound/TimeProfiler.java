package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnProfileState;
import io.truthound.temporal.state.ColumnState;
import io.truthound.temporal.state.Distincts;
import io.truthound.temporal.state.Place;
import io.truthound.temporal.state.Times;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Profiles dates and times, as days or microseconds {@code p}. */
record TimeProfiler(ColumnRows rows) implements ColumnProfiler {
  private static final long ENDLESS = TimeQuery.ENDLESS;

  @Override
  public Optional<ColumnProfileState> few() throws SQLException, ScanCancelledException {
    Found found = new Found(rows.needs());
    int groups =
        rows.ask(
                "SELECT p, count(*) FROM " + places() + " GROUP BY p" + LIMIT,
                row -> {
                  long place = row.getLong(1);
                  found.add(place, row.wasNull(), row.getLong(2));
                  return true;
                })
            .size();
    if (groups > MOST_GROUPS || found.counts.size() > Times.MOST) {
      return Optional.empty();
    }
    return Optional.of(found.state(Times.ofValues(found.counts), rows.distincts(Long.MAX_VALUE)));
  }

  @Override
  public ColumnProfileState many(long highestHash) throws SQLException, ScanCancelledException {
    Found found = new Found(rows.needs());
    GroupedHashes hashes = new GroupedHashes(rows, highestHash);
    rows.ask(
        "SELECT CASE WHEN abs(p) = %d THEN p ELSE 0 END AS e, count(*), count(p), min(p), max(p)"
                .formatted(ENDLESS)
            + " FROM "
            + places()
            + " GROUP BY e",
        row -> {
          long endless = row.getLong(1);
          found.add(0, true, row.getLong(2) - row.getLong(3));
          if (endless != 0) {
            hashes.leftOut();
            found.add(endless, false, row.getLong(2));
          } else if (row.getLong(3) > 0) {
            found.addFinite(row.getLong(4), row.getLong(5), row.getLong(3));
          }
          return true;
        });
    int shift = Times.shift(found.first, found.last);
    SortedMap<Long, Long> counts = new TreeMap<>();
    rows.ask(
        "SELECT p >> "
            + shift
            + " AS b, count(*)"
            + hashes.ofGroup()
            + " FROM "
            + places(hashes.ofRow())
            + " WHERE abs(p) <> "
            + ENDLESS
            + " GROUP BY b",
        row -> {
          hashes.add(row, 3);
          return counts.put(row.getLong(1), row.getLong(2));
        });
    return found.state(Times.ofBuckets(shift, counts), hashes.distincts());
  }

  private String places() {
    return places("");
  }

  private String places(String more) {
    return "(SELECT CASE WHEN x IS NOT NULL THEN "
        + new TimeQuery(rows.needs()).place()
        + " END AS p"
        + more
        + " FROM %s)";
  }

  /** What was found so far. */
  private static final class Found {
    private final ColumnNeeds needs;
    private final SortedMap<Long, Long> counts = new TreeMap<>();
    private ColumnState state;
    private long nulls;
    private long first;
    private long last;

    Found(ColumnNeeds needs) {
      this.needs = needs;
      this.state = ColumnState.none(needs);
    }

    void add(long place, boolean isNull, long count) {
      if (isNull) {
        nulls += count;
      } else if (Math.abs(place) == ENDLESS) {
        Place end = place < 0 ? Place.LOWEST : Place.HIGHEST;
        state = state.plus(ColumnState.of(needs, count, 0, count).extremes(end, end).build());
      } else {
        counts.put(place, count);
        addFinite(place, place, count);
      }
    }

    void addFinite(long from, long to, long count) {
      first = from;
      last = to;
      state =
          state.plus(
              ColumnState.of(needs, count, 0, 0)
                  .extremes(Place.of(BigDecimal.valueOf(from)), Place.of(BigDecimal.valueOf(to)))
                  .build());
    }

    ColumnProfileState state(Times times, Distincts distincts) {
      ColumnState more = ColumnState.of(needs, 0, 0, 0).distincts(distincts).build();
      return ColumnProfileState.none(needs).with(state.plus(more)).with(times).withNulls(nulls);
    }
  }
}
