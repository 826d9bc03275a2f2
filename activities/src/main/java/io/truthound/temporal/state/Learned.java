package io.truthound.temporal.state;

import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.LearnedColumn;
import io.truthound.temporal.result.LearnedRule;
import io.truthound.temporal.result.LearnedSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
    List<ColumnProfile> profiles = Profiles.columns(plan, state);
    List<LearnedColumn> columns = new ArrayList<>();
    List<LearnedRule> rules = new ArrayList<>();
    for (int at = 0; at < profiles.size(); at++) {
      ColumnLesson lesson =
          new ColumnLesson(profiles.get(at), state.columns().get(at), single.contains(at));
      LearnedColumn column = lesson.column();
      columns.add(column);
      column.rules().forEach(rule -> rules.add(lesson.learned(rule)));
    }
    return new Learned(new LearnedSchema(state.rows() - state.malformed(), columns), rules);
  }
}
