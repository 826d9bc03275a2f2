package io.truthound.temporal.workflow;

import io.truthound.temporal.contract.Carried;
import org.jspecify.annotations.Nullable;

/** What a person changed of a batch under way: it is paused, or has more or fewer in flight. */
final class Control {
  private @Nullable Boolean paused;
  private @Nullable Integer maxWorkers;
  private boolean ending;

  /** Goes on as the run before was told to; what this one was told already stays. */
  void resume(Carried carried) {
    if (paused == null) {
      paused = carried.paused();
    }
    if (maxWorkers == null) {
      maxWorkers = carried.maxWorkers();
    }
  }

  void pause(boolean paused) {
    this.paused = paused;
  }

  /** Pauses nothing any more: what is left is the report. */
  void end() {
    ending = true;
  }

  void maxWorkers(int maxWorkers) {
    this.maxWorkers = maxWorkers;
  }

  boolean paused() {
    return Boolean.TRUE.equals(paused);
  }

  @Nullable Integer maxWorkers() {
    return maxWorkers;
  }

  /**
   * Returns how many activities may be in flight before another begins; none while paused.
   *
   * @param planned how many without anybody's word
   */
  int width(int planned) {
    if (paused() && !ending) {
      return 0;
    }
    return maxWorkers == null ? planned : maxWorkers;
  }
}
