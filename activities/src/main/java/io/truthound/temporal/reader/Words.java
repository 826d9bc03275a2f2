package io.truthound.temporal.reader;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at a time: the lowest byte of a word is the first in the array. */
public final class Words {
  public static final long HIGH_BITS = 0x8080808080808080L;

  private static final long EVEN_BYTES = 0x00ff00ff00ff00ffL;
  public static final long LOW_BITS = 0x0101010101010101L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Words() {}

  public static long at(byte[] bytes, int index) {
    return (long) LONGS.get(bytes, index);
  }

  /** Puts a word, whose lowest byte becomes the first. */
  public static void put(byte[] bytes, int index, long word) {
    LONGS.set(bytes, index, word);
  }

  /** Returns the word that holds this ASCII byte eight times. */
  public static long of(byte b) {
    return b * LOW_BITS;
  }

  /**
   * Marks zero bytes by their highest bit. The lowest mark is always right; marks above it may be
   * wrong.
   */
  public static long firstZero(long word) {
    return (word - LOW_BITS) & ~word & HIGH_BITS;
  }

  /** Marks exactly the zero bytes by their highest bit. */
  public static long zeros(long word) {
    return ~(((word & ~HIGH_BITS) + ~HIGH_BITS) | word) & HIGH_BITS;
  }

  /** Marks exactly the bytes below this ASCII byte by their highest bit. */
  public static long below(long word, byte end) {
    long low = word & ~HIGH_BITS;
    return ~(low + (0x80 - end) * LOW_BITS) & ~word & HIGH_BITS;
  }

  /** Returns how many bytes come before the lowest mark; 8 where there is none. */
  public static int before(long marks) {
    return count((Long.lowestOneBit(marks) - 1) & HIGH_BITS);
  }

  /**
   * Returns how many bytes are marked. Short runs stay with the JVM's first compiler, for which
   * {@link Long#bitCount} and its like are calls.
   */
  public static int count(long marks) {
    return (int) (((marks >>> 7) * LOW_BITS) >>> 56);
  }

  /** Returns the sum of a word's eight bytes, each from 0 to 255. */
  public static int sumOfBytes(long word) {
    long pairs = (word & EVEN_BYTES) + ((word >>> 8) & EVEN_BYTES);
    return (int) ((pairs * 0x0001000100010001L) >>> 48);
  }

  /** Marks exactly the bytes from {@code '0'} to {@code '9'} by their highest bit. */
  public static long digits(long word) {
    long low = word & ~HIGH_BITS;
    long fromZero = low + (0x80 - '0') * LOW_BITS;
    long afterNine = low + (0x7f - '9') * LOW_BITS;
    return fromZero & ~afterNine & ~word & HIGH_BITS;
  }
}
