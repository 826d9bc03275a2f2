package io.truthound.temporal.reader.arrow;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Unpacks Zstandard; what it cannot unpack is damaged. */
final class ZstdFrames extends FilterInputStream {

  private ZstdFrames(InputStream unpacking) {
    super(unpacking);
  }

  static InputStream open(InputStream packed) throws IOException {
    return new ZstdFrames(new ZstdInputStream(packed));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int at, int count) throws IOException {
    try {
      return in.read(to, at, count);
    } catch (ZstdIOException damaged) {
      throw new ArrowFormatException("zstd data is damaged: " + damaged.getMessage(), damaged);
    }
  }

  @Override
  public long skip(long count) throws IOException {
    throw new UnsupportedOperationException("Bytes are skipped by reading them");
  }
}
