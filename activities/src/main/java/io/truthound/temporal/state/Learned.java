package io.truthound.temporal.state;

import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.ProfilePlan.ProfiledColumn;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.LearnedColumn;
import io.truthound.temporal.result.LearnedRule;
import io.truthound.temporal.result.LearnedSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What all rows teach.
 *
 * @param schema what the columns are like
 * @param rules the rules that all rows keep, column by column
 */
public record Learned(LearnedSchema schema, List<LearnedRule> rules) {
  public Learned {
    rules = List.copyOf(rules);
  }

  /**
   * Returns what all rows teach.
   *
   * @param unique places of the columns in which no value occurs twice
   */
  public static Learned of(BatchPlan plan, ProfileState state, List<Integer> unique) {
    Set<Integer> single = new HashSet<>(unique);
    List<ColumnNeeds> needs = ProfileState.needs(plan);
    List<ProfiledColumn> planned = Objects.requireNonNull(plan.profile()).columns();
    List<LearnedColumn> columns = new ArrayList<>();
    List<LearnedRule> rules = new ArrayList<>();
    for (int at = 0; at < needs.size(); at++) {
      ColumnProfileState own = state.columns().get(at);
      ColumnProfile profile = Profiles.column(needs.get(at), planned.get(at), own);
      ColumnLesson lesson = new ColumnLesson(profile, own, single.contains(at));
      LearnedColumn column = lesson.column();
      columns.add(column);
      column.rules().forEach(rule -> rules.add(lesson.learned(rule)));
    }
    return new Learned(new LearnedSchema(state.rows() - state.malformed(), columns), rules);
  }
}
