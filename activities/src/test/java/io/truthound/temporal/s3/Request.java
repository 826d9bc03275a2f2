package io.truthound.temporal.s3;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked for, without its body.
 *
 * @param target the path with the query, as sent
 * @param headers by names in small letters
 */
public record Request(String method, String target, Map<String, String> headers) {
  public Request {
    headers = Map.copyOf(headers);
  }

  /** Returns a header, or null where it was not sent. */
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /** Returns the header {@code Range}, or null where all of an object is wanted. */
  public @Nullable String range() {
    return header("range");
  }

  /** Returns the target without its query, as sent: {@code /bucket/key}. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Returns whether an object's content is wanted. */
  public boolean readsAnObject() {
    int bucket = path().indexOf('/', 1);
    return method.equals("GET") && bucket > 0 && bucket + 1 < path().length();
  }
}
