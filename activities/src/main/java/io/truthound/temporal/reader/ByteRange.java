package io.truthound.temporal.reader;

/**
 * Bytes of a source that follow each other.
 *
 * @param offset where they begin
 * @param length how many they are
 */
public record ByteRange(long offset, long length) {
  public ByteRange {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(
          "Invalid byte range: offset=" + offset + ", length=" + length);
    }
  }

  /** Names the bytes from one place to before another. */
  public static ByteRange between(long from, long end) {
    return new ByteRange(from, end - from);
  }

  public long end() {
    return offset + length;
  }
}
