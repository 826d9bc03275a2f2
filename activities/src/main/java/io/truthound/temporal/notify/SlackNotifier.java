package io.truthound.temporal.notify;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * Posts events as a message to an incoming webhook of Slack, or of what takes the same: a JSON
 * object with {@code text}. Slack knows no idempotency: where an answer is lost, a message may be
 * there twice.
 */
public final class SlackNotifier implements Notifier {
  private final Posting posting;

  /**
   * Posts to a URL, which is itself the secret.
   *
   * @throws IllegalArgumentException if it is not one of HTTP
   */
  public SlackNotifier(URI url) {
    this.posting = new Posting(url);
  }

  @Override
  public void tell(Notification notification) throws IOException, InterruptedException {
    posting.post(
        NotificationJson.text(Map.of("text", escaped(Sentence.of(notification)))),
        Map.of("Idempotency-Key", notification.id()));
  }

  /** The three characters that Slack wants escaped; then nothing mentions anybody. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
