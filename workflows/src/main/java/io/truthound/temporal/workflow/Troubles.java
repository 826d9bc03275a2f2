package io.truthound.temporal.workflow;

import io.temporal.workflow.Promise;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.LostSlice;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Slices that an activity could not scan, and what becomes of them: those that wait for a worker
 * with the plan's engine, those suspected of killing workers, and those that are given up.
 */
final class Troubles {
  /** As many slices in a row that are given up end the batch. */
  static final int MOST_IN_A_ROW = 3;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** What says that stores, networks or workers fail, and not one source or its data. */
  private static final List<String> COUNTED =
      List.of(FailureTypes.SLICE_FAILED, FailureTypes.SLICE_TIMED_OUT, FailureTypes.WORKER_SILENT);

  private final TreeMap<Integer, LostSlice> lost = new TreeMap<>();
  private final TreeSet<Integer> suspects = new TreeSet<>();
  private final TreeSet<Integer> mismatched = new TreeSet<>();
  private final TreeSet<Integer> asleep = new TreeSet<>();
  private final TreeSet<Integer> again = new TreeSet<>();
  private final TreeSet<Integer> givenUp = new TreeSet<>();
  private Duration wait = FIRST_WAIT;

  /**
   * Begins.
   *
   * @param next the first slice that is not merged yet
   * @param lostInARow how many slices right before it were given up
   */
  Troubles(int next, int lostInARow) {
    for (int slice = next - lostInARow; slice < next; slice++) {
      givenUp.add(slice);
    }
  }

  void lose(LostSlice slice) {
    lost.put(slice.task().slice(), slice);
  }

  boolean hasLost() {
    return !lost.isEmpty();
  }

  LostSlice pollLost() {
    return lost.pollFirstEntry().getValue();
  }

  void suspect(int slice) {
    suspects.add(slice);
  }

  boolean hasSuspect() {
    return !suspects.isEmpty();
  }

  int pollSuspect() {
    return suspects.pollFirst();
  }

  /** Has a slice wait for another worker. */
  void mismatch(int slice) {
    mismatched.add(slice);
  }

  boolean hasMismatched() {
    return !mismatched.isEmpty();
  }

  /** Begins to wait; the scope that is current then ends the wait. */
  void sleep() {
    if (mismatched.isEmpty()) {
      return;
    }
    List<Integer> waiting = List.copyOf(mismatched);
    mismatched.clear();
    asleep.addAll(waiting);
    Promise<Void> over = Timers.start(wait, "wait for a worker with the same engine");
    wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
    over.handle(
        (nothing, cancelled) -> {
          asleep.removeAll(waiting);
          again.addAll(waiting);
          return null;
        });
  }

  /** Returns how many slices wait for a worker with the plan's engine. */
  int asleep() {
    return asleep.size() + mismatched.size();
  }

  /** Returns the lowest slice that is to be scanned again now, or null. */
  @Nullable Integer pollAgain() {
    return again.pollFirst();
  }

  boolean hasAgain() {
    return !again.isEmpty();
  }

  /** Hears that a worker of the right kind is there. */
  void scanned() {
    wait = FIRST_WAIT;
  }

  /**
   * Remembers that a slice is given up.
   *
   * @return the last of the slices in a row that end the batch, or null
   */
  @Nullable Integer giveUp(LostSlice slice) {
    if (!COUNTED.contains(slice.type())) {
      return null;
    }
    int index = slice.task().slice();
    givenUp.add(index);
    for (int last = index; last < index + MOST_IN_A_ROW; last++) {
      if (inARow(last) >= MOST_IN_A_ROW) {
        return last;
      }
    }
    return null;
  }

  /** Returns how many slices that end with this one were given up. */
  int inARow(int last) {
    int count = 0;
    while (count < MOST_IN_A_ROW && givenUp.contains(last - count)) {
      count++;
    }
    return count;
  }

  /** Forgets slices that do not count any more. */
  void forgetFrom(int end) {
    lost.tailMap(end).clear();
    suspects.tailSet(end).clear();
    mismatched.tailSet(end).clear();
    again.tailSet(end).clear();
  }
}
