package io.truthound.temporal.engine.truthound.expression;

/**
 * Refuses an expression before it reaches any data. The message says what was found, where in the
 * user's text where that is known, and what is allowed; it never repeats the whole text.
 */
public final class UnsafeExpressionException extends IllegalArgumentException {

  UnsafeExpressionException(String message) {
    super(message);
  }
}
