package io.truthound.temporal.reader.arrow;

import java.math.BigInteger;

/** The ways in which values of fixed width become Parquet. */
final class Conversions {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final long DAY_MICROS = DAY_MILLIS * 1_000;

  private Conversions() {}

  /** Widens an integer of one or two bytes to four. */
  static Conversion widen(int width, boolean signed) {
    return (from, at, to, used) -> {
      int value = width == 1 ? from[at] : Bytes.getShort(from, at);
      Bytes.putInt(to, used, signed ? value : value & (width == 1 ? 0xFF : 0xFFFF));
      return used + 4;
    };
  }

  /** Turns milliseconds into the day that they lie in. */
  static final Conversion DAYS_OF_MILLIS =
      (from, at, to, used) -> {
        long days = Math.floorDiv(Bytes.getLong(from, at), DAY_MILLIS);
        if (days != (int) days) {
          throw new ArrowFormatException("a date out of range");
        }
        Bytes.putInt(to, used, (int) days);
        return used + 4;
      };

  /** Turns a greater unit than microseconds into these. */
  static Conversion microsOf(long microsPerUnit) {
    return (from, at, to, used) -> {
      long value = Bytes.getLong(from, at);
      long high = Math.multiplyHigh(value, microsPerUnit);
      long micros = value * microsPerUnit;
      if (high != micros >> 63) {
        throw new ArrowFormatException("a timestamp out of range");
      }
      Bytes.putLong(to, used, micros);
      return used + 8;
    };
  }

  /** Cuts nanoseconds to the microsecond that they lie in. */
  static final Conversion MICROS_OF_NANOS =
      (from, at, to, used) -> {
        Bytes.putLong(to, used, Math.floorDiv(Bytes.getLong(from, at), 1_000L));
        return used + 8;
      };

  /** Turns a time of the day into microseconds: from four bytes, units that are greater. */
  static Conversion timeOf32(long microsPerUnit) {
    return (from, at, to, used) -> time(Bytes.getInt(from, at) * microsPerUnit, to, used);
  }

  /** The same from eight bytes, of units that are smaller or equal. */
  static Conversion timeOf64(long unitsPerMicro) {
    return (from, at, to, used) ->
        time(Math.floorDiv(Bytes.getLong(from, at), unitsPerMicro), to, used);
  }

  private static int time(long micros, byte[] to, int used) throws ArrowFormatException {
    if (micros < 0 || micros > DAY_MICROS) {
      throw new ArrowFormatException("a time outside of the day");
    }
    Bytes.putLong(to, used, micros);
    return used + 8;
  }

  /** Brings a decimal of 4, 8 or 16 bytes to the fewest that hold its digits. */
  static Conversion decimal(int width, int precision) {
    BigInteger end = BigInteger.TEN.pow(precision);
    long endHigh = end.shiftRight(64).longValue();
    long endLow = end.longValue();
    return (from, at, to, used) -> {
      long low = width == 4 ? Bytes.getInt(from, at) : Bytes.getLong(from, at);
      long high = width == 16 ? Bytes.getLong(from, at + 8) : low >> 63;
      boolean negative = high < 0;
      long absoluteLow = negative ? -low : low;
      long absoluteHigh = negative ? ~high + (low == 0 ? 1 : 0) : high;
      int compared = Long.compareUnsigned(absoluteHigh, endHigh);
      if (compared > 0 || (compared == 0 && Long.compareUnsigned(absoluteLow, endLow) >= 0)) {
        throw new ArrowFormatException("a decimal of more than " + precision + " digits");
      }
      if (precision <= 9) {
        Bytes.putInt(to, used, (int) low);
        return used + 4;
      }
      if (precision <= 18) {
        Bytes.putLong(to, used, low);
        return used + 8;
      }
      Bytes.putLong(to, used, Long.reverseBytes(high));
      Bytes.putLong(to, used + 8, Long.reverseBytes(low));
      return used + 16;
    };
  }

  /** Puts the length in front of a value. */
  static Conversion withLength(int width) {
    return (from, at, to, used) -> {
      Bytes.putInt(to, used, width);
      System.arraycopy(from, at, to, used + 4, width);
      return used + 4 + width;
    };
  }
}
