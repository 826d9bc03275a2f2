package io.truthound.temporal.reader.arrow;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import org.apache.arrow.flatbuf.CompressionType;

/**
 * The bytes of one buffer of a record batch.
 *
 * @param channel the file
 * @param offset where they are in it, packed or not
 * @param length how many they are in it
 * @param packing how they are packed
 * @param unpacked how many there are for a reader; what packed bytes claim of themselves
 */
record Region(FileChannel channel, long offset, long length, Packing packing, long unpacked) {
  private static final int PREFIX = 8;
  private static final long AS_IT_IS = -1;
  private static final int WINDOW = 1 << 16;

  /** How bytes are packed. */
  enum Packing {
    NONE,
    LZ4,
    ZSTD;

    static Packing of(byte type) throws ArrowFormatException {
      return switch (type) {
        case CompressionType.LZ4_FRAME -> LZ4;
        case CompressionType.ZSTD -> ZSTD;
        default ->
            throw new ArrowFormatException("its compression %d is not known".formatted(type));
      };
    }
  }

  /** Names a buffer; where the batch is compressed, its first bytes say how. */
  static Region of(FileChannel channel, long offset, long length, Packing packing)
      throws IOException {
    if (packing == Packing.NONE || length == 0) {
      return new Region(channel, offset, length, Packing.NONE, length);
    }
    if (length < PREFIX) {
      throw new ArrowFormatException("a compressed buffer of %d bytes".formatted(length));
    }
    long unpacked = Bytes.getLong(IpcStream.read(channel, offset, PREFIX), 0);
    long rest = length - PREFIX;
    if (unpacked == AS_IT_IS) {
      return new Region(channel, offset + PREFIX, rest, Packing.NONE, rest);
    }
    if (unpacked < 0) {
      throw new ArrowFormatException("a compressed buffer of %d bytes".formatted(unpacked));
    }
    return new Region(channel, offset + PREFIX, rest, packing, unpacked);
  }

  boolean isEmpty() {
    return unpacked == 0;
  }

  /** Opens the bytes for reading once, from the first to the last. */
  ByteSource open() throws IOException {
    InputStream raw = new RegionStream(channel, offset, length);
    InputStream bytes =
        switch (packing) {
          case NONE -> raw;
          case LZ4 -> Unpacked.lz4(new BufferedInputStream(raw, WINDOW));
          case ZSTD -> Unpacked.zstd(raw);
        };
    return new ByteSource(bytes, unpacked);
  }
}
