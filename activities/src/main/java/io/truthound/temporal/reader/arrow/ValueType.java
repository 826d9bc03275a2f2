package io.truthound.temporal.reader.arrow;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.reader.ParquetType;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a column are.
 *
 * @param layout how they lie in a record batch
 * @param width bytes of each, where the layout is fixed
 * @param type what rules see; null where every value is null, which tells no type
 * @param parquet what they become
 * @param conversion how a value of fixed width becomes that; null where its bytes stay as they are
 */
record ValueType(
    Layout layout,
    int width,
    @Nullable DataType type,
    ParquetType parquet,
    @Nullable Conversion conversion) {

  static ValueType fixed(
      int width, DataType type, ParquetType parquet, @Nullable Conversion conversion) {
    return new ValueType(Layout.FIXED, width, type, parquet, conversion);
  }

  static ValueType of(Layout layout, @Nullable DataType type, ParquetType parquet) {
    return new ValueType(layout, 0, type, parquet, null);
  }
}
