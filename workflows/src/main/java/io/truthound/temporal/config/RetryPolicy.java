package io.truthound.temporal.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says how often, and how long apart, an activity of the batch is tried when infrastructure fails.
 * Bad data is never retried.
 *
 * @param initialInterval wait before the second attempt; positive
 * @param backoffCoefficient factor from one wait to the next; at least 1
 * @param maximumInterval longest wait; not below {@code initialInterval}
 * @param maximumAttempts attempts in all; at least 1
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RetryPolicy(
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration initialInterval,
    double backoffCoefficient,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration maximumInterval,
    int maximumAttempts) {

  /** 1 s, doubling up to 1 min, 10 attempts. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofSeconds(1), 2.0, Duration.ofMinutes(1), 10);

  public RetryPolicy {
    Durations.requirePositive("retry initialInterval", initialInterval);
    Durations.requirePositive("retry maximumInterval", maximumInterval);
    if (!(backoffCoefficient >= 1) || Double.isInfinite(backoffCoefficient)) {
      throw new IllegalArgumentException(
          "Invalid retry backoffCoefficient: " + backoffCoefficient + " (allowed: 1 or more)");
    }
    if (maximumInterval.compareTo(initialInterval) < 0) {
      throw new IllegalArgumentException(
          "Invalid retry maximumInterval: "
              + maximumInterval
              + " (allowed: the initialInterval "
              + initialInterval
              + " or longer)");
    }
    if (maximumAttempts < 1) {
      throw new IllegalArgumentException(
          "Invalid retry maximumAttempts: " + maximumAttempts + " (allowed: 1 or more)");
    }
  }

  @JsonCreator
  static RetryPolicy of(
      @JsonProperty("initialInterval") @Nullable Duration initialInterval,
      @JsonProperty("backoffCoefficient") @Nullable Double backoffCoefficient,
      @JsonProperty("maximumInterval") @Nullable Duration maximumInterval,
      @JsonProperty("maximumAttempts") @Nullable Integer maximumAttempts) {
    return new RetryPolicy(
        initialInterval == null ? DEFAULT.initialInterval : initialInterval,
        backoffCoefficient == null ? DEFAULT.backoffCoefficient : backoffCoefficient,
        maximumInterval == null ? DEFAULT.maximumInterval : maximumInterval,
        maximumAttempts == null ? DEFAULT.maximumAttempts : maximumAttempts);
  }

  public RetryPolicy withInitialInterval(Duration initialInterval) {
    return new RetryPolicy(initialInterval, backoffCoefficient, maximumInterval, maximumAttempts);
  }

  public RetryPolicy withBackoffCoefficient(double backoffCoefficient) {
    return new RetryPolicy(initialInterval, backoffCoefficient, maximumInterval, maximumAttempts);
  }

  public RetryPolicy withMaximumInterval(Duration maximumInterval) {
    return new RetryPolicy(initialInterval, backoffCoefficient, maximumInterval, maximumAttempts);
  }

  public RetryPolicy withMaximumAttempts(int maximumAttempts) {
    return new RetryPolicy(initialInterval, backoffCoefficient, maximumInterval, maximumAttempts);
  }
}
