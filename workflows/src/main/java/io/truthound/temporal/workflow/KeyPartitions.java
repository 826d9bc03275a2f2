package io.truthound.temporal.workflow;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.truthound.temporal.contract.Carried;
import io.truthound.temporal.contract.KeyActivities;
import io.truthound.temporal.contract.KeyPlanTask;
import io.truthound.temporal.contract.KeyTask;
import io.truthound.temporal.contract.KeyVerdictTask;
import io.truthound.temporal.contract.LostKeys;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.merge.KeyRules;
import io.truthound.temporal.merge.MeasuredRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the keys of all rows counted, partition by partition, once all rows were seen; or where
 * nothing but keys is read, before: counting them shows whether all can be. What is found lies in
 * the artifact store; history holds verdicts.
 */
final class KeyPartitions {
  private final PlanSummary plan;
  private final Activities activities;
  private final IntSupplier width;
  private final Runnable onProgress;
  private final TreeSet<Integer> open = new TreeSet<>();

  /** Those that wait for a worker with the plan's engine. */
  private final TreeSet<Integer> mismatched = new TreeSet<>();

  private List<Integer> partitions = List.of();
  private int counted;
  private int running;
  private int finished;
  private @Nullable RuntimeException broken;

  /** Whether a partition that cannot be counted ends the counting and is not recorded as lost. */
  private boolean trying;

  private boolean inVain;

  /**
   * Creates the partitions of a batch.
   *
   * @param width how many may be in flight at the moment
   * @param carried what a workflow run before counted; null in the first
   * @param onProgress is told of every partition
   */
  KeyPartitions(
      PlanSummary plan,
      Activities activities,
      IntSupplier width,
      @Nullable Carried carried,
      Runnable onProgress) {
    this.plan = plan;
    this.activities = activities;
    this.width = width;
    this.counted = carried == null ? 0 : carried.keys();
    this.finished = counted;
    this.inVain = carried != null && carried.keysInVain();
    this.onProgress = onProgress;
  }

  /** Returns the most activities that so many rules take over so many rows when nothing fails. */
  static int most(int rules, long rows, boolean judging) {
    if (rules == 0) {
      return 0;
    }
    int planAndJudge = judging ? 2 : 1;
    return rules * KeyRules.mostPartitions(rows) + planAndJudge;
  }

  /**
   * Counts the partitions of rules as {@link #count(List)} does, before it is known whether all
   * rows can be read. With the first partition that cannot be counted it ends, and has been {@link
   * #inVain in vain}: nothing is given up, and what was counted is found in the store when all are
   * counted again.
   *
   * @return whether it has ended; else this workflow run's history is long enough
   */
  boolean tryToCount(List<Integer> rules) {
    trying = true;
    boolean ended = count(rules);
    trying = false;
    if (inVain) {
      counted = 0;
      finished = 0;
      partitions = List.of();
    }
    return ended;
  }

  /** Says whether a partition could not be counted when it was tried, by whichever run. */
  boolean inVain() {
    return inVain;
  }

  /**
   * Plans and counts the partitions of rules.
   *
   * @param rules indexes of the rules about keys
   * @return whether all are counted; else this workflow run's history is long enough
   */
  boolean count(List<Integer> rules) {
    KeyPlanTask task = new KeyPlanTask(plan.folder(), plan.plan());
    return count(
        rules,
        Awaiting.answerOfRightWorker(
            () -> Async.function(activities.keyPlanning("plan key partitions")::planKeys, task)));
  }

  /**
   * Counts every partition; those that cannot be counted are recorded as such.
   *
   * @param rules indexes of the rules about keys
   * @param planned into how many partitions the keys of each go
   * @return whether all are counted; else this workflow run's history is long enough
   */
  boolean count(List<Integer> rules, List<Integer> planned) {
    partitions = planned;
    onProgress.run();
    List<KeyTask> all = new ArrayList<>();
    for (int at = 0; at < rules.size(); at++) {
      for (int partition = 0; partition < partitions.get(at); partition++) {
        all.add(
            new KeyTask(plan.folder(), plan.plan(), rules.get(at), partition, partitions.get(at)));
      }
    }
    for (int at = counted; at < all.size(); at++) {
      open.add(at);
    }
    while (!isSettled()) {
      Workflow.await(() -> broken != null || isSettled() || canStart() || !mismatched.isEmpty());
      requireSound();
      if (!mismatched.isEmpty()) {
        open.addAll(mismatched);
        mismatched.clear();
        Timers.sleep(Awaiting.RIGHT_WORKER, "wait for a worker with the same engine");
      } else if (canStart()) {
        int partition = open.pollFirst();
        count(partition, all.get(partition));
      }
    }
    requireSound();
    counted = open.isEmpty() ? all.size() : open.first();
    return open.isEmpty();
  }

  /** Returns how many of the first partitions are counted, once nothing is in flight. */
  int counted() {
    return counted;
  }

  private boolean canStart() {
    return !open.isEmpty() && running < width.getAsInt() && !activities.areEnough();
  }

  private boolean isSettled() {
    return running == 0 && mismatched.isEmpty() && (open.isEmpty() || activities.areEnough());
  }

  /** Returns how many are counted or given up, in whatever order. */
  int finished() {
    return finished;
  }

  /** Returns what the rules' verdicts follow from. */
  KeyVerdictTask verdicts() {
    return new KeyVerdictTask(plan.folder(), plan.plan(), partitions);
  }

  List<MeasuredRule> judge() {
    return Awaiting.answer(
        Async.function(activities.keyPlanning("judge keys")::judgeKeys, verdicts()));
  }

  /** Returns how many partitions there are; 0 before counting begins. */
  int planned() {
    return partitions.stream().mapToInt(Integer::intValue).sum();
  }

  int running() {
    return running;
  }

  private void count(int partition, KeyTask task) {
    running++;
    KeyActivities stub = activities.keys(summary("keys", task));
    start(() -> Async.procedure(stub::countKeys, task), failure -> lost(partition, task, failure));
  }

  private void lost(int partition, KeyTask task, RuntimeException failure) {
    boolean over = trying && inVain;
    if (Failures.isMismatch(failure) && !over) {
      mismatched.add(partition);
      return;
    }
    if (Failures.isDamage(failure)) {
      broken = (ActivityFailure) failure;
      return;
    }
    if (trying) {
      inVain = true;
      open.clear();
      mismatched.clear();
      return;
    }
    running++;
    LostKeys lost = new LostKeys(task, Failures.reason(failure));
    KeyActivities stub = activities.keyPlanning(summary("give up keys", task));
    start(() -> Async.procedure(stub::giveUpKeys, lost), unrecorded -> broken = unrecorded);
  }

  private void start(
      Func<Promise<Void>> activity, java.util.function.Consumer<RuntimeException> onFailure) {
    activity
        .apply()
        .handle(
            (nothing, failure) -> {
              running--;
              if (failure == null) {
                finished++;
                onProgress.run();
              } else if (!Failures.isCancelled(failure)) {
                onFailure.accept(failure);
              }
              return null;
            });
  }

  private void requireSound() {
    if (broken != null) {
      throw broken;
    }
  }

  private static String summary(String verb, KeyTask task) {
    return text(
        "%s of rule %,d, partition %,d of %,d",
        verb, task.rule(), task.partition() + 1, task.partitions());
  }

  /** Formats the same on every worker: a replay may run on another. */
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
