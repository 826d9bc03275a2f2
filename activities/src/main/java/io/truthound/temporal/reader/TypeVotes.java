package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts how many values of a column look like each type. {@link #plus} is associative and
 * commutative; {@link #NONE} is its identity.
 *
 * @param values values that are not null
 * @param fitting values that convert, for each of {@link #CANDIDATES}
 */
public record TypeVotes(long values, List<Long> fitting) {
  public TypeVotes {
    fitting = List.copyOf(fitting);
  }

  /** The types that text may be, the narrower first. */
  public static final List<Kind> CANDIDATES =
      List.of(Kind.BOOL, Kind.INT64, Kind.FLOAT64, Kind.DATE, Kind.TIMESTAMP);

  public static final TypeVotes NONE = new TypeVotes(0, List.of(0L, 0L, 0L, 0L, 0L));

  /** Adds the votes of other values. */
  public TypeVotes plus(TypeVotes other) {
    List<Long> sums = new ArrayList<>();
    for (int at = 0; at < fitting.size(); at++) {
      sums.add(fitting.get(at) + other.fitting.get(at));
    }
    return new TypeVotes(values + other.values, sums);
  }

  /**
   * Returns the type that most values convert to, the narrower of equals, if at least nine in ten
   * do; else text. The values that do not convert break {@code convertible}.
   */
  public DataType winner() {
    int best = 0;
    for (int at = 1; at < fitting.size(); at++) {
      if (fitting.get(at) > fitting.get(best)) {
        best = at;
      }
    }
    boolean clear = values > 0 && fitting.get(best) * 10 >= values * 9;
    return DataType.of(clear ? CANDIDATES.get(best) : Kind.STRING);
  }
}
