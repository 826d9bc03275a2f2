package io.truthound.temporal.examples.spring;

import io.temporal.activity.ActivityInterface;

/** Where weather is loaded to. */
@ActivityInterface
public interface Warehouse {
  /** Copies a file into the warehouse, and tells how long it is. */
  long copy(String file);
}
