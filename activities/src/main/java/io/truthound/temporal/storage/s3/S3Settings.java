package io.truthound.temporal.storage.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What AWS has no setting for. Credentials, region, profile, role, proxy and number of attempts are
 * the SDK's own business.
 *
 * @param endpoint where S3 is; null: as AWS's settings say
 * @param pathStyle whether the bucket's name stands in the path and not in the host's name; null:
 *     where an endpoint is set
 * @param anonymous whether requests are not signed, as public buckets allow
 * @param encryption how the store encrypts what is written, as S3 calls it; null: as the bucket
 *     says
 * @param encryptionKey the id of the key; null: the bucket's, or AWS's own
 * @param patience how long one attempt at a request may take
 */
public record S3Settings(
    @Nullable URI endpoint,
    @Nullable Boolean pathStyle,
    boolean anonymous,
    @Nullable String encryption,
    @Nullable String encryptionKey,
    Duration patience) {
  static final String PATH_STYLE = "TRUTHOUND_S3_PATH_STYLE";
  static final String ANONYMOUS = "TRUTHOUND_S3_ANONYMOUS";
  static final String ENCRYPTION = "TRUTHOUND_S3_ENCRYPTION";
  static final String ENCRYPTION_KEY = "TRUTHOUND_S3_ENCRYPTION_KEY";
  static final String PATIENCE = "TRUTHOUND_S3_TIMEOUT_SECONDS";

  /** Ranges have a few MiB: this is for lines of 140 kB a second. */
  private static final Duration PATIENT = Duration.ofSeconds(60);

  /** Nothing set. */
  public static final S3Settings DEFAULT = new S3Settings(null, null, false, null, null, PATIENT);

  /** Returns the same for another endpoint. */
  public S3Settings withEndpoint(URI endpoint) {
    return new S3Settings(endpoint, pathStyle, anonymous, encryption, encryptionKey, patience);
  }

  /** Returns the same with requests that are signed, or not. */
  public S3Settings withAnonymous(boolean anonymous) {
    return new S3Settings(endpoint, pathStyle, anonymous, encryption, encryptionKey, patience);
  }

  /** Returns the same with other patience. */
  public S3Settings withPatience(Duration patience) {
    return new S3Settings(endpoint, pathStyle, anonymous, encryption, encryptionKey, patience);
  }

  /**
   * Takes settings from the process's environment.
   *
   * @throws IllegalArgumentException naming the variable, if one is not understood
   */
  public static S3Settings ofEnvironment() {
    return of(System.getenv());
  }

  static S3Settings of(Map<String, String> environment) {
    UnaryOperator<@Nullable String> value =
        name -> {
          String text = name == null ? null : environment.get(name);
          return text == null || text.isBlank() ? null : text.strip();
        };
    return new S3Settings(
        null,
        truth(PATH_STYLE, value.apply(PATH_STYLE)),
        Boolean.TRUE.equals(truth(ANONYMOUS, value.apply(ANONYMOUS))),
        encryption(value.apply(ENCRYPTION)),
        value.apply(ENCRYPTION_KEY),
        patience(value.apply(PATIENCE)));
  }

  private static @Nullable Boolean truth(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(name, text, "true, false");
    };
  }

  private static @Nullable String encryption(@Nullable String text) {
    if (text == null || text.equals("AES256") || text.equals("aws:kms")) {
      return text;
    }
    if (text.equals("aws:kms:dsse")) {
      return text;
    }
    throw invalid(ENCRYPTION, text, "AES256, aws:kms, aws:kms:dsse");
  }

  private static Duration patience(@Nullable String text) {
    try {
      long seconds = text == null ? PATIENT.toSeconds() : Long.parseLong(text);
      if (seconds >= 1) {
        return Duration.ofSeconds(seconds);
      }
    } catch (NumberFormatException none) {
      // it is refused like a number that is too small
    }
    throw invalid(PATIENCE, String.valueOf(text), "whole seconds, 1 or more");
  }

  private static IllegalArgumentException invalid(String name, String text, String allowed) {
    return new IllegalArgumentException(
        "Invalid %s: %s (allowed: %s)".formatted(name, text, allowed));
  }
}
