package io.truthound.temporal.workflow;

import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.truthound.temporal.contract.Carried;
import io.truthound.temporal.contract.Carried.StatesCursor;
import io.truthound.temporal.contract.MeasureTask;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.StatesTask;
import io.truthound.temporal.merge.MeasuredRule;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.rule.AggregateRule;
import io.truthound.temporal.rule.PastRule;
import io.truthound.temporal.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Merges what slices found out about columns, level by level in plan order, and has it judged. What
 * grows lies in the artifact store; history holds verdicts.
 */
final class StateTree {
  private final PlanSummary plan;
  private final Activities activities;
  private final IntSupplier width;
  private StatesCursor cursor;

  /**
   * Creates the tree of a batch.
   *
   * @param width how many merges may be in flight at the moment
   * @param carried what a workflow run before merged; null in the first
   */
  StateTree(PlanSummary plan, Activities activities, IntSupplier width, @Nullable Carried carried) {
    this.plan = plan;
    this.activities = activities;
    this.width = width;
    this.cursor = carried == null ? StatesCursor.START : carried.states();
  }

  /** Says whether a rule measures a column that the schema has. */
  static boolean isNeeded(List<Rule> rules, List<DecidedRule> decided) {
    List<Integer> known = decided.stream().map(DecidedRule::rule).toList();
    for (int rule = 0; rule < rules.size(); rule++) {
      if (isMeasure(rules.get(rule)) && !known.contains(rule)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMeasure(Rule rule) {
    return rule instanceof AggregateRule || (rule instanceof PastRule past && past.measures());
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
   * Merges the states of the first slices until one activity can merge what is left, or this
   * workflow run's history is long enough.
   *
   * @return what is left; null where {@link #cursor} says how far it came
   */
  @Nullable StatesTask merged(int slices) {
    return merged(slices, activities::areEnough);
  }

  /**
   * Merges the same from the beginning to the end. What a merge that was given up has written
   * already is not written again.
   */
  StatesTask mergedWhole(int slices) {
    cursor = StatesCursor.START;
    return Objects.requireNonNull(merged(slices, () -> false));
  }

  private @Nullable StatesTask merged(int slices, BooleanSupplier enough) {
    int nodes = slices;
    for (int level = 0; level < cursor.level(); level++) {
      nodes = above(nodes);
    }
    while (nodes > StatesTask.MOST) {
      if (!merge(nodes, enough)) {
        return null;
      }
      nodes = above(nodes);
      cursor = new StatesCursor(cursor.level() + 1, 0);
    }
    return states(cursor.level(), 0, nodes);
  }

  StatesCursor cursor() {
    return cursor;
  }

  List<MeasuredRule> measure(MeasureTask task) {
    return Awaiting.answer(Async.function(activities.states("measure columns")::measure, task));
  }

  private boolean merge(int nodes, BooleanSupplier enough) {
    List<Promise<Void>> merged = new ArrayList<>();
    int first = cursor.first();
    for (; first < nodes && !enough.getAsBoolean(); first += StatesTask.MOST) {
      Workflow.await(
          () ->
              merged.stream().filter(promise -> !promise.isCompleted()).count() < width.getAsInt());
      int count = Math.min(StatesTask.MOST, nodes - first);
      String summary =
          String.format(
              Locale.ROOT, "merge states %,d to %,d of %,d", first + 1, first + count, nodes);
      merged.add(
          Async.procedure(
              activities.states(summary)::mergeStates, states(cursor.level(), first, count)));
    }
    Void unused = Awaiting.answer(Promise.allOf(merged));
    cursor = new StatesCursor(cursor.level(), first);
    return first >= nodes;
  }

  private StatesTask states(int level, int first, int nodes) {
    return new StatesTask(plan.folder(), plan.plan(), level, first, nodes);
  }

  private static int above(int nodes) {
    return (nodes + StatesTask.MOST - 1) / StatesTask.MOST;
  }
}
