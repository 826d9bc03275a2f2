package io.truthound.temporal.reader.arrow;

/** Turns one value of fixed width into its Parquet form. */
interface Conversion {

  /**
   * Reads a value and writes it, which may take other bytes.
   *
   * @return where the next value is written
   * @throws ArrowFormatException if it is no value of its type
   */
  int convert(byte[] from, int at, byte[] to, int used) throws ArrowFormatException;
}
