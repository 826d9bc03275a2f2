package io.truthound.temporal.reader.arrow;

import io.truthound.temporal.dataset.DataType;

/**
 * A type of Parquet: physical, and what it means.
 *
 * @param physical the number that Parquet gives the physical type
 * @param width bytes of a value; 0 where each has its length in front, 1 for booleans, which are
 *     packed when they are written
 * @param meaning writes the logical type, if there is one
 */
record ParquetType(int physical, int width, Meaning meaning) {
  private static final int BOOLEAN = 0;
  private static final int INT32 = 1;
  private static final int INT64 = 2;
  private static final int FLOAT = 4;
  private static final int DOUBLE = 5;
  private static final int BYTE_ARRAY = 6;
  static final int FIXED_LEN_BYTE_ARRAY = 7;

  private static final int MICROS = 2;
  private static final int NANOS = 3;

  /** Writes the one field of a logical type. */
  interface Meaning {
    void write(CompactThrift logicalType);
  }

  private static final Meaning NONE = type -> {};

  static final ParquetType BOOL = new ParquetType(BOOLEAN, 1, NONE);
  static final ParquetType SINGLE = new ParquetType(FLOAT, 4, NONE);
  static final ParquetType REAL = new ParquetType(DOUBLE, 8, NONE);
  static final ParquetType HALF =
      new ParquetType(FIXED_LEN_BYTE_ARRAY, 2, type -> type.emptyStruct(15));
  static final ParquetType BLOB = new ParquetType(BYTE_ARRAY, 0, NONE);
  static final ParquetType TEXT = new ParquetType(BYTE_ARRAY, 0, type -> type.emptyStruct(1));
  static final ParquetType DAY = new ParquetType(INT32, 4, type -> type.emptyStruct(6));
  static final ParquetType TIME = new ParquetType(INT64, 8, type -> unit(type, 7, false, MICROS));

  static ParquetType timestamp(boolean utc, boolean nanos) {
    return new ParquetType(INT64, 8, type -> unit(type, 8, utc, nanos ? NANOS : MICROS));
  }

  private static void unit(CompactThrift type, int field, boolean utc, int unit) {
    type.begin(field);
    type.bool(1, utc);
    type.begin(2);
    type.emptyStruct(unit);
    type.end();
    type.end();
  }

  static ParquetType integer(int bits, boolean signed) {
    return new ParquetType(
        bits == 64 ? INT64 : INT32,
        bits == 64 ? 8 : 4,
        type -> {
          type.begin(10);
          type.int8(1, bits);
          type.bool(2, signed);
          type.end();
        });
  }

  static ParquetType decimal(DataType decimal) {
    int physical =
        decimal.precision() <= 9 ? INT32 : decimal.precision() <= 18 ? INT64 : FIXED_LEN_BYTE_ARRAY;
    int width = physical == INT32 ? 4 : physical == INT64 ? 8 : 16;
    return new ParquetType(
        physical,
        width,
        type -> {
          type.begin(5);
          type.int32(1, decimal.scale());
          type.int32(2, decimal.precision());
          type.end();
        });
  }

  boolean isBits() {
    return physical == BOOLEAN;
  }

  boolean hasMeaning() {
    return meaning != NONE;
  }
}
