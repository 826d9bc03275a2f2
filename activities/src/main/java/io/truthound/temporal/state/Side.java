package io.truthound.temporal.state;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Where a measure lies, seen from its bounds. */
enum Side {
  BELOW,
  WITHIN,
  ABOVE;

  static <T extends Comparable<? super T>> Side of(T measure, @Nullable T min, @Nullable T max) {
    if (min != null && measure.compareTo(min) < 0) {
      return BELOW;
    }
    return max != null && measure.compareTo(max) > 0 ? ABOVE : WITHIN;
  }

  /** Says by which bound a measure is refused; empty where by none. */
  String words(@Nullable Object min, @Nullable Object max) {
    return switch (this) {
      case BELOW -> ", below " + bound(min);
      case WITHIN -> "";
      case ABOVE -> ", above " + bound(max);
    };
  }

  private static String bound(@Nullable Object bound) {
    return bound instanceof BigDecimal number ? Numbers.text(number) : String.valueOf(bound);
  }
}
