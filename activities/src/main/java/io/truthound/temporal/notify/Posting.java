package io.truthound.temporal.notify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Posts JSON and wants a 2xx; follows no redirect. Safe for use by many threads. */
final class Posting {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final URI url;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Posts to a URL.
   *
   * @throws IllegalArgumentException if it is not one of HTTP; it is not in the message, for it may
   *     be a secret
   */
  Posting(URI url) {
    boolean http = "http".equalsIgnoreCase(url.getScheme());
    if ((!http && !"https".equalsIgnoreCase(url.getScheme())) || url.getHost() == null) {
      throw new IllegalArgumentException(
          "Invalid URL to post to (allowed: https://<host>/…, or http://<host>/…)");
    }
    this.url = url;
  }

  /** Posts a body; a URL that is a secret is in no message. */
  void post(String body, Map<String, String> headers) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(ANSWER)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "truthound-temporal")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    HttpResponse<Void> answer;
    try {
      answer = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw new IOException(
          "Cannot post to " + url.getHost() + ": " + e.getClass().getSimpleName(), e);
    }
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(url.getHost() + " answered " + answer.statusCode());
    }
  }
}
