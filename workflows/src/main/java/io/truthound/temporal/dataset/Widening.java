package io.truthound.temporal.dataset;

import io.truthound.temporal.dataset.DataType.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Finds the one type that two become in a dataset whose sources differ: the narrowest of the same
 * family that holds every value of both. Associative and commutative.
 */
public final class Widening {
  private static final List<Kind> SIGNED =
      List.of(Kind.INT8, Kind.INT16, Kind.INT32, Kind.INT64, Kind.INT128);
  private static final List<Kind> UNSIGNED =
      List.of(Kind.UINT8, Kind.UINT16, Kind.UINT32, Kind.UINT64);

  private Widening() {}

  /**
   * Returns the type that holds both: of integers, of binary floating-point numbers, of decimals of
   * up to {@value DataType#MAX_PRECISION} digits, or of dates and timestamps. Nothing where the two
   * are of different families, or no type holds both.
   */
  public static Optional<DataType> of(DataType one, DataType other) {
    if (one.equals(other)) {
      return Optional.of(one);
    }
    if (one.integral() && other.integral()) {
      return Optional.of(DataType.of(integer(one.kind(), other.kind())));
    }
    if (one.floating() && other.floating()) {
      return Optional.of(DataType.of(Kind.FLOAT64));
    }
    if (one.kind() == Kind.DECIMAL && other.kind() == Kind.DECIMAL) {
      return decimal(one, other);
    }
    return isDay(one) && isDay(other) ? Optional.of(DataType.of(Kind.TIMESTAMP)) : Optional.empty();
  }

  private static boolean isDay(DataType type) {
    return type.kind() == Kind.DATE || type.kind() == Kind.TIMESTAMP;
  }

  private static Kind integer(Kind one, Kind other) {
    if (UNSIGNED.contains(one) && UNSIGNED.contains(other)) {
      return UNSIGNED.get(Math.max(UNSIGNED.indexOf(one), UNSIGNED.indexOf(other)));
    }
    return SIGNED.get(Math.max(signed(one), signed(other)));
  }

  /** Returns the place of the narrowest signed type that holds all of an integer type. */
  private static int signed(Kind kind) {
    return UNSIGNED.contains(kind) ? UNSIGNED.indexOf(kind) + 1 : SIGNED.indexOf(kind);
  }

  private static Optional<DataType> decimal(DataType one, DataType other) {
    int scale = Math.max(one.scale(), other.scale());
    int whole = Math.max(one.precision() - one.scale(), other.precision() - other.scale());
    return scale + whole > DataType.MAX_PRECISION
        ? Optional.empty()
        : Optional.of(DataType.decimal(scale + whole, scale));
  }
}
