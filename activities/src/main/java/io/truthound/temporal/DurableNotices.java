package io.truthound.temporal;

import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.NotifyActivities;
import io.truthound.temporal.contract.NotifyTask;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.notify.Notifiers;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people; listeners and meters of work on data do not hear of it. */
final class DurableNotices implements NotifyActivities {
  private static final Logger log = LoggerFactory.getLogger(DurableNotices.class);

  private final WorkerParts parts;
  private final Notifiers notifiers;

  DurableNotices(WorkerParts parts, Notifiers notifiers) {
    this.parts = parts;
    this.notifiers = notifiers;
  }

  @Override
  public void tell(NotifyTask task) {
    try {
      notifiers.tell(task, parts.store(new RunFolder(task.store(), task.notice().runId(), null)));
    } catch (IOException | RefusedException | RuntimeException e) {
      log.warn(
          "Cannot tell channel={} of run={}: {}",
          task.channel(),
          task.notice().runId(),
          e.getMessage());
      throw ApplicationFailure.newFailure(
          "Could not tell %s: %s".formatted(task.channel(), e.getMessage()), FailureTypes.NOT_TOLD);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Activity.wrap(e);
    }
  }
}
