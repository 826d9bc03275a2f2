package io.truthound.temporal.app.report;

import io.truthound.temporal.dataset.DataType;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers of a schema as other languages compare them with the column's. */
final class SchemaNumber {
  /** So many digits tell every double from its neighbours. */
  private static final MathContext DOUBLE = new MathContext(17);

  private SchemaNumber() {}

  /** Returns a number; one of single precision as the double that it is. */
  static BigDecimal of(String text, DataType type) {
    BigDecimal number = new BigDecimal(text);
    if (type.kind() != DataType.Kind.FLOAT32) {
      return number;
    }
    BigDecimal exact = new BigDecimal(number.floatValue());
    return exact.compareTo(number) == 0 ? number : exact.round(DOUBLE).stripTrailingZeros();
  }
}
