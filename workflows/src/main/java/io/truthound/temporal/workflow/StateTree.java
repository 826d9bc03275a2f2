package io.truthound.temporal.workflow;

import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.truthound.temporal.contract.MeasureTask;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.StatesTask;
import io.truthound.temporal.merge.MeasuredRule;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.rule.AggregateRule;
import io.truthound.temporal.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Merges what slices found out about columns, level by level in plan order, and has it judged. What
 * grows lies in the artifact store; history holds verdicts.
 */
final class StateTree {
  private final PlanSummary plan;
  private final Activities activities;
  private final int width;

  StateTree(PlanSummary plan, Activities activities, int width) {
    this.plan = plan;
    this.activities = activities;
    this.width = width;
  }

  /** Says whether a rule measures a column that the schema has. */
  static boolean isNeeded(List<Rule> rules, List<DecidedRule> decided) {
    List<Integer> known = decided.stream().map(DecidedRule::rule).toList();
    for (int rule = 0; rule < rules.size(); rule++) {
      if (rules.get(rule) instanceof AggregateRule && !known.contains(rule)) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many merges so many slices take. */
  static int merges(int slices) {
    int all = 0;
    for (int nodes = slices; nodes > StatesTask.MOST; nodes = above(nodes)) {
      all += above(nodes);
    }
    return all;
  }

  /**
   * Merges the states of all slices until one activity can measure what is left.
   *
   * @param begun when the batch began
   */
  MeasureTask merged(Instant begun) {
    return new MeasureTask(merged(plan.slices()), begun);
  }

  /**
   * Merges the states of the first slices until one activity can merge what is left. What a merge
   * that was given up has written already is not written again.
   */
  StatesTask merged(int slices) {
    int level = 0;
    int nodes = slices;
    while (nodes > StatesTask.MOST) {
      merge(level, nodes);
      nodes = above(nodes);
      level++;
    }
    return states(level, 0, nodes);
  }

  List<MeasuredRule> measure(MeasureTask task) {
    Promise<List<MeasuredRule>> measured =
        Async.function(activities.states("measure columns")::measure, task);
    await(measured);
    return measured.get();
  }

  private void merge(int level, int nodes) {
    List<Promise<Void>> merged = new ArrayList<>();
    for (int first = 0; first < nodes; first += StatesTask.MOST) {
      Workflow.await(
          () -> merged.stream().filter(promise -> !promise.isCompleted()).count() < width);
      int count = Math.min(StatesTask.MOST, nodes - first);
      String summary =
          String.format(
              Locale.ROOT, "merge states %,d to %,d of %,d", first + 1, first + count, nodes);
      merged.add(
          Async.procedure(activities.states(summary)::mergeStates, states(level, first, count)));
    }
    Promise<Void> all = Promise.allOf(merged);
    await(all);
    all.get();
  }

  /** Awaits and does not just get: what is cancelled is not waited for. */
  private static void await(Promise<?> promise) {
    Workflow.await(promise::isCompleted);
  }

  private StatesTask states(int level, int first, int nodes) {
    return new StatesTask(plan.folder(), plan.plan(), level, first, nodes);
  }

  private static int above(int nodes) {
    return (nodes + StatesTask.MOST - 1) / StatesTask.MOST;
  }
}
