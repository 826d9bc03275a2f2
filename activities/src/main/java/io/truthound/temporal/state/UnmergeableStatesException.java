package io.truthound.temporal.state;

/** Thrown when states turn out, late, to belong to different columns, or count too much. */
public final class UnmergeableStatesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnmergeableStatesException(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }
}
