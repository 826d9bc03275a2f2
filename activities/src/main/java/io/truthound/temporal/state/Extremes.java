package io.truthound.temporal.state;

/**
 * Holds the lowest and the highest value of a column that has one; NaN is none. {@link #plus} is
 * associative, commutative and idempotent.
 *
 * @param lowest the lowest value
 * @param highest the highest value, not below it
 */
record Extremes(Place lowest, Place highest) {
  Extremes {
    if (lowest.compareTo(highest) > 0) {
      throw new IllegalArgumentException("Invalid extremes: " + lowest + " to " + highest);
    }
  }

  Extremes plus(Extremes other) {
    return new Extremes(
        lowest.compareTo(other.lowest) <= 0 ? lowest : other.lowest,
        highest.compareTo(other.highest) >= 0 ? highest : other.highest);
  }
}
