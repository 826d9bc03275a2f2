package io.truthound.temporal.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Tells people. */
@ActivityInterface
public interface NotifyActivities {

  /** Tells one channel of a batch, where it wants to hear of such a batch. */
  @ActivityMethod(name = WireNames.NOTIFY)
  void tell(NotifyTask task);
}
