package io.truthound.temporal.reader.arrow;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks LZ4 frames, also those whose blocks refer to earlier ones, as Arrow's C++ and Polars
 * write them; what it cannot unpack is damaged.
 */
final class Lz4Frames extends InputStream {
  private final Packed packed;
  private @Nullable InputStream unpacking;

  Lz4Frames(InputStream packed) {
    this.packed = new Packed(packed);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int at, int count) throws IOException {
    try {
      if (unpacking == null) {
        unpacking = new FramedLZ4CompressorInputStream(packed, true);
      }
      return unpacking.read(to, at, count);
    } catch (IOException | RuntimeException e) {
      IOException failed = packed.failed;
      if (failed != null) {
        throw failed;
      }
      throw new ArrowFormatException("LZ4 data is damaged: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }

  /** Remembers that reading failed, which unpacking reports like damage. */
  private static final class Packed extends FilterInputStream {
    private @Nullable IOException failed;

    Packed(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException e) {
        failed = e;
        throw e;
      }
    }

    @Override
    public int read(byte[] to, int at, int count) throws IOException {
      try {
        return in.read(to, at, count);
      } catch (IOException e) {
        failed = e;
        throw e;
      }
    }
  }
}
