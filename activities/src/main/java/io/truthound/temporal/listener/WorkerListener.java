package io.truthound.temporal.listener;

/**
 * Hears of each attempt at an activity that a worker begins and ends. It is called on the thread
 * that works, by many of them at once, and what it takes is added to the activity: it returns
 * quickly and is safe for many threads. What it throws is logged and harms nothing.
 *
 * <p>Each attempt that began ends, unless the worker's process is lost. One that was cancelled
 * while it waited for a slot never began. The server may count an attempt otherwise than the worker
 * does: where its answer comes too late, or is lost, it is tried again.
 */
public interface WorkerListener {

  /** Hears that an attempt has a slot and begins. */
  default void attemptBegan(Attempt attempt) {}

  /** Hears how an attempt ended that began before. */
  default void attemptEnded(Attempt attempt, AttemptEnd end) {}
}
