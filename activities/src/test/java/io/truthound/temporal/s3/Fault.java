package io.truthound.temporal.s3;

import java.time.Duration;

/**
 * What goes wrong with one exchange.
 *
 * @param at where in the answer's body, from 0, its first byte, up to but not including 1
 * @param pause of a body that is slow
 */
public record Fault(Kind kind, double at, Duration pause) {
  public Fault {
    if (!(at >= 0 && at < 1) || pause.isNegative()) {
      throw new IllegalArgumentException("Invalid fault: at=" + at + ", pause=" + pause);
    }
  }

  /** Returns a fault in the middle of a body, with a short pause. */
  public static Fault of(Kind kind) {
    return new Fault(kind, 0.5, Duration.ofMillis(50));
  }

  /** Returns the fault at another place in the body. */
  public Fault at(double at) {
    return new Fault(kind, at, pause);
  }

  /** Returns the fault with another pause. */
  public Fault pausing(Duration pause) {
    return new Fault(kind, at, pause);
  }

  /**
   * The ways to fail. Those that answer with an error, and {@link #REFUSED}, keep the request from
   * the server; with the others the server has done what was asked. Where an answer has no body,
   * what would break the body happens in place of the answer.
   */
  public enum Kind {
    /** 500 {@code InternalError}. */
    INTERNAL_ERROR,
    /** 503 {@code SlowDown}. */
    SLOW_DOWN,
    /** 400 {@code ExpiredToken}. */
    EXPIRED,
    /** 403 {@code AccessDenied}. */
    DENIED,
    /** The connection is closed without an answer. */
    REFUSED,
    /** The connection is reset within the body. */
    RESET,
    /** The connection is closed within the body, although a longer one was promised. */
    TRUNCATED,
    /** The body stops until the client goes away. */
    STALLED,
    /** The body pauses. */
    SLOW_BODY,
    /** The last bit of one byte of an object is another. */
    FLIPPED_BYTE,
    /** The body comes in chunks, and how long it is goes unsaid. */
    NO_CONTENT_LENGTH,
    /**
     * As many bytes of an object from another place, with a {@code Content-Range} that says so.
     * Nothing happens where the range is the whole object.
     */
    WRONG_RANGE,
    /** 200 with the whole object in place of a range. */
    IGNORED_RANGE;

    /** Returns whether it can happen to a request. */
    public boolean suits(Request request) {
      return switch (this) {
        case FLIPPED_BYTE -> request.readsAnObject();
        case NO_CONTENT_LENGTH -> request.method().equals("GET");
        case WRONG_RANGE, IGNORED_RANGE -> request.readsAnObject() && request.range() != null;
        default -> true;
      };
    }
  }
}
