package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnProfileState;
import io.truthound.temporal.state.ColumnState;
import io.truthound.temporal.state.Distincts;
import io.truthound.temporal.state.Frequencies;
import io.truthound.temporal.state.Looks;
import io.truthound.temporal.state.Looks.Look;
import io.truthound.temporal.state.Texts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Profiles texts: their lengths in characters, and what they look like. And bytes: how many. */
record TextProfiler(ColumnRows rows) implements ColumnProfiler {

  @Override
  public Optional<ColumnProfileState> few() throws SQLException, ScanCancelledException {
    if (!needs().countsEach()) {
      return Optional.empty();
    }
    Found found = new Found(needs());
    List<Frequencies.Value> values = new ArrayList<>();
    String each =
        "SELECT "
            + length()
            + ", "
            + look()
            + ", n, left(x, "
            + (Frequencies.LONGEST + 1)
            + "), "
            + rows.hash()
            + " FROM (SELECT x, count(*) AS n FROM %s GROUP BY x"
            + LIMIT
            + ")";
    int groups =
        rows.ask(
                each,
                row -> {
                  String text = row.getString(4);
                  found.add(row.getLong(1), text == null, row.getInt(2), row.getLong(3));
                  if (text != null) {
                    values.add(new Frequencies.Value(row.getLong(5), text, row.getLong(3)));
                  }
                  return true;
                })
            .size();
    if (groups > MOST_GROUPS || values.size() > Frequencies.MOST) {
      return Optional.empty();
    }
    Distincts distincts = Distincts.of(values.stream().map(Frequencies.Value::hash).toList());
    return Optional.of(found.state(distincts).with(Frequencies.of(values)));
  }

  @Override
  public ColumnProfileState many(long highestHash) throws SQLException, ScanCancelledException {
    Found found = new Found(needs());
    GroupedHashes hashes = new GroupedHashes(rows, highestHash);
    rows.ask(
        "SELECT l, k, count(*)"
            + hashes.ofGroup()
            + " FROM (SELECT "
            + length()
            + " AS l, "
            + look()
            + " AS k"
            + hashes.ofRow()
            + " FROM %s) GROUP BY l, k",
        row -> {
          long length = row.getLong(1);
          boolean isNull = row.wasNull();
          found.add(length, isNull, row.getInt(2), row.getLong(3));
          if (!isNull) {
            hashes.add(row, 4);
          }
          return true;
        });
    ColumnProfileState state = found.state(hashes.distincts());
    return needs().countsEach() ? state.with(Frequencies.TOO_MANY) : state;
  }

  private ColumnNeeds needs() {
    return rows.needs();
  }

  private String length() {
    return needs().type().textual() ? "length(x)" : "octet_length(x)";
  }

  private String look() {
    return needs().type().textual() ? TextLooks.SQL : "0";
  }

  /** What was found so far. */
  private static final class Found {
    private final ColumnNeeds needs;
    private final SortedMap<Long, Long> lengths = new TreeMap<>();
    private Looks looks = Looks.NONE;
    private long nulls;
    private long texts;

    Found(ColumnNeeds needs) {
      this.needs = needs;
    }

    void add(long length, boolean isNull, int look, long count) {
      if (isNull) {
        nulls += count;
      } else {
        lengths.merge(length, count, Math::addExact);
        looks = looks.plus(Look.of(look), count);
        texts += count;
      }
    }

    ColumnProfileState state(Distincts distincts) {
      return ColumnProfileState.none(needs)
          .with(ColumnState.of(needs, texts, 0, 0).distincts(distincts).build())
          .with(Texts.of(lengths, looks))
          .withNulls(nulls);
    }
  }
}
