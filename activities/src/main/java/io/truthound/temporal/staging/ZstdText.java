package io.truthound.temporal.staging;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Unpacks the frames of a zstd file (RFC 8878) one behind the other. Every byte belongs to a frame,
 * and each frame must be whole: the library's own stream takes a later frame that was cut short for
 * the end of the file.
 */
final class ZstdText extends InputStream {
  private static final int STEP = 1 << 17;

  private final CountedBytes packed;
  private final ZstdDecompressCtx library = new ZstdDecompressCtx();
  private final byte[] step = new byte[STEP];
  private final ByteBuffer from = ByteBuffer.allocateDirect(STEP).limit(0);
  private final ByteBuffer text = ByteBuffer.allocateDirect(STEP).limit(0);
  private boolean insideFrame;

  /** Whether the library may hold text that had no room. */
  private boolean more;

  ZstdText(CountedBytes packed) {
    this.packed = packed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int at, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    while (!text.hasRemaining()) {
      if (!more && !from.hasRemaining() && !fill()) {
        return -1;
      }
      unpack();
    }
    int count = Math.min(most, text.remaining());
    text.get(to, at, count);
    return count;
  }

  private void unpack() throws PackedFormatException {
    text.clear();
    try {
      insideFrame = !library.decompressDirectByteBufferStream(text, from);
    } catch (ZstdException e) {
      throw new PackedFormatException(
          "zstd: damaged before byte %d: %s".formatted(packed.count(), e.getMessage()));
    }
    more = insideFrame && !text.hasRemaining();
    text.flip();
  }

  /** Reads packed bytes; says whether there were any. */
  private boolean fill() throws IOException {
    int count = packed.read(step, 0, STEP);
    if (count > 0) {
      from.clear().put(step, 0, count).flip();
      return true;
    }
    if (packed.count() == 0) {
      throw new PackedFormatException("zstd: it is empty (allowed: one frame or more)");
    }
    if (insideFrame) {
      throw new PackedFormatException(
          "zstd: it ends at byte %d within a frame: it was cut short".formatted(packed.count()));
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    library.close();
    packed.close();
  }
}
