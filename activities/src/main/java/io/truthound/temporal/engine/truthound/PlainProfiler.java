package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnProfileState;
import io.truthound.temporal.state.ColumnState;
import io.truthound.temporal.state.Distincts;
import io.truthound.temporal.state.Frequencies;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Profiles truths, UUIDs and values of rare types: how many there are, and how many differ. */
record PlainProfiler(ColumnRows rows) implements ColumnProfiler {

  @Override
  public Optional<ColumnProfileState> few() throws SQLException, ScanCancelledException {
    if (!needs().countsEach()) {
      return Optional.empty();
    }
    List<Frequencies.Value> values = new ArrayList<>();
    List<Long> nulls = new ArrayList<>();
    int groups =
        rows.ask(
                "SELECT CAST(x AS VARCHAR), n, "
                    + rows.hash()
                    + " FROM (SELECT x, count(*) AS n FROM %s GROUP BY x"
                    + LIMIT
                    + ")",
                row -> {
                  String text = row.getString(1);
                  return text == null
                      ? nulls.add(row.getLong(2))
                      : values.add(new Frequencies.Value(row.getLong(3), text, row.getLong(2)));
                })
            .size();
    if (groups > MOST_GROUPS || values.size() > Frequencies.MOST) {
      return Optional.empty();
    }
    long count = values.stream().mapToLong(Frequencies.Value::count).sum();
    Distincts distincts = Distincts.of(values.stream().map(Frequencies.Value::hash).toList());
    return Optional.of(
        state(count, nulls.isEmpty() ? 0 : nulls.get(0), distincts).with(Frequencies.of(values)));
  }

  @Override
  public ColumnProfileState many(long highestHash) throws SQLException, ScanCancelledException {
    Distincts distincts = rows.distincts(highestHash);
    ColumnProfileState state =
        rows.ask(
                "SELECT count(x), count(*) - count(x) FROM %s",
                row -> state(row.getLong(1), row.getLong(2), distincts))
            .get(0);
    return needs().countsEach() ? state.with(Frequencies.TOO_MANY) : state;
  }

  private ColumnNeeds needs() {
    return rows.needs();
  }

  private ColumnProfileState state(long values, long nulls, Distincts distincts) {
    return ColumnProfileState.none(needs())
        .with(ColumnState.of(needs(), values, 0, 0).distincts(distincts).build())
        .withNulls(nulls);
  }
}
