package io.truthound.temporal.notify;

import io.truthound.temporal.contract.BatchNotice;
import io.truthound.temporal.contract.NotifyTask;
import io.truthound.temporal.notify.Notification.Event;
import io.truthound.temporal.storage.ArtifactStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Whom a worker can tell, by the names that requests use. Safe for use by many threads. */
public final class Notifiers {
  private final Map<String, Channel> channels;

  /**
   * Somebody to tell.
   *
   * @param events of what it wants to hear
   */
  public record Channel(Notifier notifier, Set<Event> events) {
    public Channel {
      events = Set.copyOf(events);
      if (events.isEmpty()) {
        throw new IllegalArgumentException(
            "Invalid events to tell: none (allowed: failure, recovery, success)");
      }
    }
  }

  public Notifiers(Map<String, Channel> channels) {
    this.channels = new LinkedHashMap<>(channels);
  }

  /**
   * Tells a channel of a batch, where it wants to hear of such a one.
   *
   * @param store where is kept what channels were told before
   * @throws IOException if it could not be told, or the worker does not know it: another may
   */
  public void tell(NotifyTask task, ArtifactStore store) throws IOException, InterruptedException {
    Channel channel = channels.get(task.channel());
    if (channel == null) {
      throw new IOException(
          "The worker knows no channel \"%s\" (it knows %s)"
              .formatted(
                  task.channel(),
                  channels.isEmpty() ? "none" : String.join(", ", channels.keySet())));
    }
    BatchNotice batch = task.notice();
    Standings standings = new Standings(store);
    Event event = standings.event(task.channel(), batch);
    if (channel.events().contains(event)) {
      channel
          .notifier()
          .tell(
              new Notification(batch.runId() + "/" + task.channel(), event, task.channel(), batch));
    }
    standings.settle(task.channel(), batch);
  }
}
