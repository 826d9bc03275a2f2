package io.truthound.temporal.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.truthound.temporal.merge.MeasuredRule;
import java.util.List;

/** Counts the keys of all rows in partitions by hash, and judges the rules about them. */
@ActivityInterface
public interface KeyActivities {

  /**
   * Returns into how many partitions the keys of each rule go, in the order of {@code KeyRules.of}.
   * The answer does not depend on it.
   */
  @ActivityMethod(name = WireNames.PLAN_KEYS)
  List<Integer> planKeys(KeyPlanTask task);

  /**
   * Counts the keys of one partition of a rule and writes what it finds into the artifact store. A
   * result that lies there already is left as it is, and nothing is scanned.
   */
  @ActivityMethod(name = WireNames.COUNT_KEYS)
  void countKeys(KeyTask task);

  /** Writes that a partition could not be counted, unless a late attempt has counted it. */
  @ActivityMethod(name = WireNames.GIVE_UP_KEYS)
  void giveUpKeys(LostKeys lost);

  /** Returns the verdict of each rule about keys from what its partitions came to. */
  @ActivityMethod(name = WireNames.JUDGE_KEYS)
  List<MeasuredRule> judgeKeys(KeyVerdictTask task);
}
