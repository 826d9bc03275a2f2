package io.truthound.temporal.notify;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Posts events as JSON to a webhook, as Standard Webhooks (standardwebhooks.com) says: {@code
 * webhook-id} is the same in every attempt, so that a receiver does an event once; {@code
 * webhook-timestamp} says when the attempt was made; {@code webhook-signature} is {@code v1,} and
 * the Base64 of the HMAC-SHA256 of id, timestamp and body with points between, by the secret. The
 * id is sent as {@code Idempotency-Key} too. Any answer of 2xx within ten seconds is a yes.
 */
public final class WebhookNotifier implements Notifier {
  private static final String ALGORITHM = "HmacSHA256";

  private final Posting posting;
  private final @Nullable SecretKeySpec secret;
  private final Clock clock;

  private WebhookNotifier(URI url, byte @Nullable [] secret, Clock clock) {
    this.posting = new Posting(url);
    this.secret = secret == null ? null : new SecretKeySpec(secret, ALGORITHM);
    this.clock = clock;
  }

  /**
   * Posts to a URL and signs.
   *
   * @param secret text, or {@code whsec_} and Base64; not blank
   * @throws IllegalArgumentException if the URL or the secret is none
   */
  public static WebhookNotifier signed(URI url, String secret) {
    return new WebhookNotifier(url, key(secret), Clock.systemUTC());
  }

  /** Posts to a URL and does not sign; else as {@link #signed}. */
  public static WebhookNotifier unsigned(URI url) {
    return new WebhookNotifier(url, null, Clock.systemUTC());
  }

  @Override
  public void tell(Notification notification) throws IOException, InterruptedException {
    String body = NotificationJson.of(notification);
    String time = Long.toString(clock.instant().getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", notification.id());
    headers.put("webhook-timestamp", time);
    headers.put("Idempotency-Key", notification.id());
    if (secret != null) {
      headers.put(
          "webhook-signature", "v1," + signature(notification.id() + "." + time + "." + body));
    }
    posting.post(body, headers);
  }

  private String signature(String signed) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot sign: the JVM lacks " + ALGORITHM, e);
    }
  }

  private static byte[] key(String secret) {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("Invalid secret of a webhook: blank");
    }
    try {
      return secret.startsWith("whsec_")
          ? Base64.getDecoder().decode(secret.substring("whsec_".length()))
          : secret.getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Without the cause: it quotes the secret.
      throw new IllegalArgumentException(
          "Invalid secret of a webhook: what follows whsec_ is no Base64");
    }
  }
}
