package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Which time's data is meant, and how long it may take to come.
 *
 * @param scheduled the time that places in URIs stand for; null for the one that a schedule started
 *     the batch for, or where none did, its start
 * @param zone the zone that this time is written in; null for UTC
 * @param waitFor how long data that is not there is waited for, from the batch's start; null for
 *     not at all
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataTime(
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant scheduled,
    @Nullable ZoneId zone,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Duration waitFor) {
  public static final DataTime DEFAULT = new DataTime(null, null, null);

  public DataTime {
    if (waitFor != null && (waitFor.isNegative() || waitFor.isZero())) {
      throw new IllegalArgumentException(
          "Invalid time to wait for data: " + waitFor + " (allowed: more than 0)");
    }
  }

  public DataTime withScheduled(@Nullable Instant scheduled) {
    return new DataTime(scheduled, zone, waitFor);
  }

  public DataTime withZone(@Nullable ZoneId zone) {
    return new DataTime(scheduled, zone, waitFor);
  }

  public DataTime withWaitFor(@Nullable Duration waitFor) {
    return new DataTime(scheduled, zone, waitFor);
  }

  /**
   * Returns the time that places stand for.
   *
   * @throws IllegalStateException if it is still open
   */
  public ZonedDateTime time() {
    if (scheduled == null) {
      throw new IllegalStateException("The time of the data is still open");
    }
    return scheduled.atZone(zone == null ? ZoneOffset.UTC : zone);
  }
}
