package io.truthound.temporal.app.codecserver;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is let in: pages of these origins, and where there is a token, who has it. */
public final class Admission {
  private static final String BEARER = "Bearer ";

  private final List<String> origins;
  private final @Nullable String token;

  private Admission(List<String> origins, @Nullable String token) {
    this.origins = origins;
    this.token = token;
  }

  /**
   * Lets in pages of these origins.
   *
   * @param token what everybody must send as a bearer token; null to ask for none
   * @throws IllegalArgumentException if an origin is not one, or the token is blank
   */
  public static Admission of(List<String> origins, @Nullable String token) {
    origins.forEach(Admission::requireOrigin);
    if (token != null && token.isBlank()) {
      throw new IllegalArgumentException("Invalid token: blank");
    }
    return new Admission(List.copyOf(origins), token);
  }

  /** Says whether a page may ask; programs that are no browsers name no origin. */
  boolean admitsOrigin(@Nullable String origin) {
    return origin == null || origins.contains(origin);
  }

  /** Takes as long for a token that is nearly right as for one that is not. */
  boolean admitsToken(@Nullable String authorization) {
    return token == null
        || (authorization != null
            && MessageDigest.isEqual(
                authorization.getBytes(StandardCharsets.UTF_8),
                (BEARER + token).getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return "Admission" + origins;
  }

  private static void requireOrigin(String origin) {
    if (!isOrigin(origin)) {
      throw new IllegalArgumentException(
          "Invalid origin: \"%s\" (allowed: SCHEME://HOST or SCHEME://HOST:PORT, as browsers send it)"
              .formatted(origin));
    }
  }

  private static boolean isOrigin(String origin) {
    try {
      URI uri = new URI(origin);
      return Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null
          && (uri.getScheme() + "://" + uri.getRawAuthority()).equals(origin)
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
