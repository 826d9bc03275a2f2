package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Counts chunks by their status. {@link #plus(StatusCounts)} is associative and commutative; {@link
 * #NONE} is its identity.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StatusCounts(long passed, long warning, long failed, long error, long skipped) {
  public static final StatusCounts NONE = new StatusCounts(0, 0, 0, 0, 0);

  public StatusCounts plus(StatusCounts other) {
    return new StatusCounts(
        passed + other.passed,
        warning + other.warning,
        failed + other.failed,
        error + other.error,
        skipped + other.skipped);
  }

  /** Counts so many chunks more of a status. */
  public StatusCounts plus(Status status, long chunks) {
    return switch (status) {
      case PASSED -> new StatusCounts(passed + chunks, warning, failed, error, skipped);
      case WARNING -> new StatusCounts(passed, warning + chunks, failed, error, skipped);
      case FAILED -> new StatusCounts(passed, warning, failed + chunks, error, skipped);
      case ERROR -> new StatusCounts(passed, warning, failed, error + chunks, skipped);
      case SKIPPED -> new StatusCounts(passed, warning, failed, error, skipped + chunks);
    };
  }

  /** Returns how many chunks of a status are counted. */
  public long of(Status status) {
    return switch (status) {
      case PASSED -> passed;
      case WARNING -> warning;
      case FAILED -> failed;
      case ERROR -> error;
      case SKIPPED -> skipped;
    };
  }

  /** Returns the number of all chunks counted. */
  public long total() {
    return passed + warning + failed + error + skipped;
  }
}
