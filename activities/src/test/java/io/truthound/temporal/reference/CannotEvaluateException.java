package io.truthound.temporal.reference;

/** Thrown where an expression has no value on a row: an overflow, a cast that fails. */
final class CannotEvaluateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotEvaluateException(String message) {
    super(message);
  }
}
