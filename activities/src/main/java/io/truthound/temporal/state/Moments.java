package io.truthound.temporal.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Holds the exact sums of a column's finite numbers and, where a rule needs them, of their squares.
 * {@link #plus} is associative and commutative.
 *
 * @param sum of the numbers
 * @param squares sum of their squares, or null where no rule needs it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Moments(@JsonProperty("sum") Exact sum, @JsonProperty("squares") @Nullable Exact squares) {

  @JsonCreator
  Moments {}

  static Moments of(BigDecimal sum, @Nullable BigDecimal squares) {
    return new Moments(new Exact(sum), squares == null ? null : new Exact(squares));
  }

  Moments plus(Moments other) {
    if ((squares == null) != (other.squares == null)) {
      throw new IllegalArgumentException("Cannot merge moments with and without squares");
    }
    return new Moments(
        sum.plus(other.sum),
        squares == null || other.squares == null ? null : squares.plus(other.squares));
  }
}
