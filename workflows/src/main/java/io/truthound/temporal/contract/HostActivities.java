package io.truthound.temporal.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells whether anybody works on a task queue. */
@ActivityInterface
public interface HostActivities {

  /**
   * Asks the server when a worker last asked for an activity of a task queue. Servers forget it
   * after some minutes.
   *
   * @return null where nobody has, as far as the server remembers or can tell
   */
  @ActivityMethod(name = WireNames.LAST_POLLED)
  @Nullable Instant lastPolled(String taskQueue);
}
