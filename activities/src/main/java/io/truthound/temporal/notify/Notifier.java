package io.truthound.temporal.notify;

import java.io.IOException;

/**
 * Tells somebody of a batch that is over. Called by many threads at once, each time by an attempt
 * of a durable activity, which is given a minute.
 */
public interface Notifier {

  /**
   * Tells it. One event may be told again, with the same {@link Notification#id}, where it is not
   * known whether it was told: a worker was lost, or an answer.
   *
   * @throws IOException where it could not be told; it is tried again, after a second, two, four
   *     and so on up to ten minutes, for a day
   */
  void tell(Notification notification) throws IOException, InterruptedException;
}
