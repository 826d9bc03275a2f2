package io.truthound.temporal.reader.arrow;

/** Little-endian numbers in arrays, both ways. */
final class Bytes {
  private Bytes() {}

  static short getShort(byte[] from, int at) {
    return (short) ((from[at] & 0xFF) | (from[at + 1] << 8));
  }

  static int getInt(byte[] from, int at) {
    return (from[at] & 0xFF)
        | ((from[at + 1] & 0xFF) << 8)
        | ((from[at + 2] & 0xFF) << 16)
        | (from[at + 3] << 24);
  }

  static long getLong(byte[] from, int at) {
    return (getInt(from, at) & 0xFFFFFFFFL) | ((long) getInt(from, at + 4) << 32);
  }

  static void putInt(byte[] to, int at, int value) {
    to[at] = (byte) value;
    to[at + 1] = (byte) (value >> 8);
    to[at + 2] = (byte) (value >> 16);
    to[at + 3] = (byte) (value >> 24);
  }

  static void putLong(byte[] to, int at, long value) {
    putInt(to, at, (int) value);
    putInt(to, at + 4, (int) (value >> 32));
  }
}
