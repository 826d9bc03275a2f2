package io.truthound.temporal.state;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.ProfilePlan.ProfiledColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Says which columns have no value twice, as far as all rows' lowest hashes tell. */
public final class UniqueColumns {
  /** Each further one costs a pass over its values. */
  static final int MOST_COUNTED = 500;

  /** An estimate is further off than so many standard errors once in millions of columns. */
  private static final BigDecimal LEAST_SHARE =
      BigDecimal.ONE.subtract(
          BigDecimal.valueOf(5).multiply(BigDecimal.valueOf(Distincts.RELATIVE_ERROR)));

  private UniqueColumns() {}

  /** What the hashes of a column tell. */
  private enum Told {
    UNIQUE,
    PERHAPS,
    NOT_UNIQUE
  }

  /** Returns the places of columns that are unique: their hashes are as many as their values. */
  public static List<Integer> proven(BatchPlan plan, ProfileState state) {
    return those(plan, state, Told.UNIQUE);
  }

  /**
   * Returns the places of columns whose values have to be counted as keys: about as many are
   * distinct as there are. Of more than {@value #MOST_COUNTED}, the first.
   */
  public static List<Integer> open(BatchPlan plan, ProfileState state) {
    List<Integer> all = those(plan, state, Told.PERHAPS);
    return all.subList(0, Math.min(MOST_COUNTED, all.size()));
  }

  private static List<Integer> those(BatchPlan plan, ProfileState state, Told told) {
    List<ProfiledColumn> planned = Objects.requireNonNull(plan.profile()).columns();
    List<ColumnNeeds> needs = ProfileState.needs(plan);
    List<Integer> found = new ArrayList<>();
    for (int at = 0; at < needs.size(); at++) {
      Long highest = planned.get(at).highestHash();
      Told own =
          needs.get(at).type().kind() == DataType.Kind.OTHER || needs.get(at).column().isEmpty()
              ? Told.NOT_UNIQUE // no rule can say it
              : told(state.columns().get(at), highest == null ? Long.MAX_VALUE : highest);
      if (own == told) {
        found.add(at);
      }
    }
    return found;
  }

  private static Told told(ColumnProfileState state, long highestHash) {
    long values = state.values().values();
    Distincts distincts = Objects.requireNonNull(state.values().distincts());
    long distinct = distincts.count(highestHash);
    if (values < 2) {
      return Told.NOT_UNIQUE; // one value alone tells nothing
    }
    if (distincts.exact(highestHash)) {
      return distinct == values ? Told.UNIQUE : Told.NOT_UNIQUE;
    }
    BigDecimal least = BigDecimal.valueOf(values).multiply(LEAST_SHARE);
    return BigDecimal.valueOf(distinct).compareTo(least) < 0 ? Told.NOT_UNIQUE : Told.PERHAPS;
  }
}
