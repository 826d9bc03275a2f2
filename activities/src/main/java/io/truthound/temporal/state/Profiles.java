package io.truthound.temporal.state;

import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.ProfilePlan;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.Correlation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Says what columns are like, by what all rows say of them. */
public final class Profiles {
  private Profiles() {}

  /**
   * Returns what is said of each column that a plan profiles, in schema order, with that of its
   * values which may be shown.
   */
  public static List<ColumnProfile> columns(BatchPlan plan, ProfileState state) {
    List<ColumnNeeds> needs = ProfileState.needs(plan);
    List<ProfilePlan.ProfiledColumn> planned = Objects.requireNonNull(plan.profile()).columns();
    List<ColumnProfile> profiles = new ArrayList<>();
    for (int at = 0; at < needs.size(); at++) {
      ColumnNeeds own = needs.get(at);
      profiles.add(
          column(own, planned.get(at), state.columns().get(at))
              .showing(plan.sampleValues().of(own.column())));
    }
    return profiles;
  }

  /** Returns what is said of one of them. */
  static ColumnProfile column(
      ColumnNeeds needs, ProfilePlan.ProfiledColumn planned, ColumnProfileState state) {
    Long highest = planned.highestHash();
    return new ColumnPortrait(needs, state, highest == null ? Long.MAX_VALUE : highest).profile();
  }

  /** Returns how each pair of numeric columns goes together, where that was asked for. */
  public static List<Correlation> correlations(ProfileState state) {
    return state.pairs().stream().map(PairState::correlation).toList();
  }
}
