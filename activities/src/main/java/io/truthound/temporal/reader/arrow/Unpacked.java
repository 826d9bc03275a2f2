package io.truthound.temporal.reader.arrow;

import com.github.luben.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks what a library understands: what that cannot unpack is damaged. */
final class Unpacked extends BulkStream {
  private final String packing;
  private final Library library;
  private final Packed packed;
  private @Nullable InputStream unpacking;

  private Unpacked(String packing, Library library, InputStream packed) {
    this.packing = packing;
    this.library = library;
    this.packed = new Packed(packed);
  }

  /** LZ4 frames, also with blocks that refer to earlier ones, as Arrow's C++ and Polars write. */
  static InputStream lz4(InputStream packed) {
    return new Unpacked("LZ4", in -> new FramedLZ4CompressorInputStream(in, true), packed);
  }

  static InputStream zstd(InputStream packed) {
    return new Unpacked("zstd", ZstdInputStream::new, packed);
  }

  /** Begins to unpack, for which it may read. */
  private interface Library {
    InputStream open(InputStream packed) throws IOException;
  }

  @Override
  public int read(byte[] to, int at, int count) throws IOException {
    try {
      if (unpacking == null) {
        unpacking = library.open(packed);
      }
      return unpacking.read(to, at, count);
    } catch (IOException | RuntimeException e) {
      IOException failed = packed.failed;
      if (failed != null) {
        throw failed;
      }
      throw new ArrowFormatException(packing + " data is damaged: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    if (unpacking == null) {
      packed.close();
    } else {
      unpacking.close();
    }
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
