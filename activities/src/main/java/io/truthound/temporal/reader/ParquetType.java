package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.DataType;

/**
 * A type of Parquet: physical, and what it means.
 *
 * @param physical the number that Parquet gives the physical type
 * @param width bytes of a value; 0 where each has its length in front, 1 for booleans, which are
 *     packed when they are written
 * @param meaning writes the fields of a schema element that say what it means
 */
public record ParquetType(int physical, int width, Meaning meaning) {
  private static final int BOOLEAN = 0;
  private static final int INT32 = 1;
  private static final int INT64 = 2;
  private static final int FLOAT = 4;
  private static final int DOUBLE = 5;
  private static final int BYTE_ARRAY = 6;
  static final int FIXED_LEN_BYTE_ARRAY = 7;

  /** Fields of a schema element. */
  private static final int CONVERTED = 6;

  private static final int SCALE = 7;
  private static final int PRECISION = 8;
  private static final int LOGICAL = 10;

  /** Writes fields from {@link #CONVERTED} on. */
  interface Meaning {
    void write(CompactThrift schemaElement);
  }

  public static final ParquetType BOOL = new ParquetType(BOOLEAN, 1, element -> {});
  public static final ParquetType SINGLE = new ParquetType(FLOAT, 4, element -> {});
  public static final ParquetType REAL = new ParquetType(DOUBLE, 8, element -> {});
  public static final ParquetType BLOB = new ParquetType(BYTE_ARRAY, 0, element -> {});
  public static final ParquetType TEXT = new ParquetType(BYTE_ARRAY, 0, converted(0));
  public static final ParquetType DAY = new ParquetType(INT32, 4, converted(6));
  public static final ParquetType TIME = new ParquetType(INT64, 8, converted(8));

  public static final ParquetType HALF =
      new ParquetType(
          FIXED_LEN_BYTE_ARRAY,
          2,
          element -> {
            element.begin(LOGICAL);
            element.emptyStruct(15);
            element.end();
          });

  private static Meaning converted(int type) {
    return element -> element.int32(CONVERTED, type);
  }

  public static ParquetType timestamp(boolean utc, boolean nanos) {
    return new ParquetType(
        INT64,
        8,
        element -> {
          element.begin(LOGICAL);
          element.begin(8);
          element.bool(1, utc);
          element.begin(2);
          element.emptyStruct(nanos ? 3 : 2);
          element.end();
          element.end();
          element.end();
        });
  }

  public static ParquetType integer(int bits, boolean signed) {
    int size = Integer.numberOfTrailingZeros(bits / 8);
    return new ParquetType(
        bits == 64 ? INT64 : INT32, bits == 64 ? 8 : 4, converted((signed ? 15 : 11) + size));
  }

  public static ParquetType decimal(DataType decimal) {
    int physical =
        decimal.precision() <= 9 ? INT32 : decimal.precision() <= 18 ? INT64 : FIXED_LEN_BYTE_ARRAY;
    int width = physical == INT32 ? 4 : physical == INT64 ? 8 : 16;
    return new ParquetType(
        physical,
        width,
        element -> {
          element.int32(CONVERTED, 5);
          element.int32(SCALE, decimal.scale());
          element.int32(PRECISION, decimal.precision());
        });
  }

  boolean isBits() {
    return physical == BOOLEAN;
  }
}
