package io.truthound.temporal.config;

/** Says how many slices of a batch are in flight at once. Never changes an answer. */
public enum ExecutionStrategy {
  /** One at a time, in plan order: least memory. */
  SEQUENTIAL,
  /** Up to {@link BatchConfig#maxWorkers()} at a time. */
  PARALLEL,
  /** Sequential for small data, else parallel; planning decides, and the plan says why. */
  ADAPTIVE
}
