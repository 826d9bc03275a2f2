package io.truthound.temporal.engine;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import java.util.Optional;

/** Finds the type in which keys of two columns are compared without rounding. */
public final class KeyTypes {
  private KeyTypes() {}

  /** Returns that type; empty where the columns cannot be compared. */
  public static Optional<DataType> common(DataType one, DataType other) {
    if (one.kind() == Kind.OTHER || other.kind() == Kind.OTHER) {
      return Optional.empty();
    }
    if (one.equals(other)) {
      return Optional.of(one);
    }
    if (one.floating() && other.floating()) {
      return Optional.of(DataType.of(Kind.FLOAT64));
    }
    if (one.integral() && other.integral()) {
      return Optional.of(DataType.of(narrow(one) && narrow(other) ? Kind.INT64 : Kind.INT128));
    }
    boolean exact = one.numeric() && other.numeric() && !one.floating() && !other.floating();
    return exact ? decimal(one, other) : Optional.empty();
  }

  private static boolean narrow(DataType type) {
    return type.kind() != Kind.INT128 && type.kind() != Kind.UINT64;
  }

  private static Optional<DataType> decimal(DataType one, DataType other) {
    int scale = Math.max(one.scale(), other.scale());
    int digits = Math.max(wholeDigits(one), wholeDigits(other)) + scale;
    return digits <= DataType.MAX_PRECISION
        ? Optional.of(DataType.decimal(digits, scale))
        : Optional.empty();
  }

  private static int wholeDigits(DataType type) {
    return switch (type.kind()) {
      case INT8, UINT8 -> 3;
      case INT16, UINT16 -> 5;
      case INT32, UINT32 -> 10;
      case INT64 -> 19;
      case UINT64 -> 20;
      case INT128 -> 39;
      default -> type.precision() - type.scale();
    };
  }
}
