package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Counts the rows that a rule evaluated and those that broke it. {@link #plus} is associative and
 * commutative; {@link #NONE} is its identity. On the wire a pair of numbers.
 *
 * @param evaluated rows evaluated
 * @param failed rows of them that broke the rule
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"evaluated", "failed"})
public record Tally(long evaluated, long failed) {
  public static final Tally NONE = new Tally(0, 0);

  public Tally {
    if (evaluated < 0 || failed < 0 || failed > evaluated) {
      throw new IllegalArgumentException(
          "Invalid tally: evaluated=" + evaluated + ", failed=" + failed);
    }
  }

  /**
   * Adds two tallies.
   *
   * @throws ArithmeticException if a sum passes 2^63 - 1
   */
  public Tally plus(Tally other) {
    return new Tally(
        Math.addExact(evaluated, other.evaluated), Math.addExact(failed, other.failed));
  }
}
