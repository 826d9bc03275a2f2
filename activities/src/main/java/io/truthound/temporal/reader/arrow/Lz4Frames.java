package io.truthound.temporal.reader.arrow;

import java.io.IOException;
import java.io.InputStream;

/**
 * Unpacks LZ4 frames, also those whose blocks refer to earlier ones, as Arrow's C++ and Polars
 * write them. Every copy is checked: what points outside is damage. Checksums are skipped: they are
 * optional, and writers of Arrow leave them out.
 */
final class Lz4Frames extends InputStream {
  private static final int MAGIC = 0x184D2204;
  private static final int HISTORY = 1 << 16;
  private static final int STORED = 0x80000000;

  private final InputStream packed;
  private byte[] block = new byte[0];

  /** What came before, at most 64 KiB of it, then the block that was unpacked last. */
  private byte[] bytes = new byte[0];

  private int start;
  private int end;
  private int mostOfBlock;
  private boolean blocksAreChecked;
  private boolean contentIsChecked;
  private boolean independent;
  private boolean inFrame;

  Lz4Frames(InputStream packed) {
    this.packed = packed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int at, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    while (start == end) {
      if (!inFrame && !beginFrame()) {
        return -1;
      }
      nextBlock();
    }
    int most = Math.min(count, end - start);
    System.arraycopy(bytes, start, to, at, most);
    start += most;
    return most;
  }

  private boolean beginFrame() throws IOException {
    int first = packed.read();
    if (first < 0) {
      return false;
    }
    if ((first | (oneByte() << 8) | (oneByte() << 16) | (oneByte() << 24)) != MAGIC) {
      throw damaged("no frame begins");
    }
    int flags = oneByte();
    int sizes = oneByte();
    int size = (sizes >> 4) & 7;
    if (flags >> 6 != 1 || (flags & 3) != 0 || size < 4 || (sizes & 0x8F) != 0) {
      throw damaged("a frame of no known kind");
    }
    independent = (flags & 0x20) != 0;
    blocksAreChecked = (flags & 0x10) != 0;
    contentIsChecked = (flags & 0x04) != 0;
    discard((flags & 0x08) != 0 ? 9 : 1);
    mostOfBlock = 1 << (8 + 2 * size);
    bytes = bytes.length == HISTORY + mostOfBlock ? bytes : new byte[HISTORY + mostOfBlock];
    start = 0;
    end = 0;
    inFrame = true;
    return true;
  }

  private void nextBlock() throws IOException {
    int header = fourBytes();
    if (header == 0) {
      discard(contentIsChecked ? 4 : 0);
      inFrame = false;
      return;
    }
    int length = header & ~STORED;
    if (length < 0 || length > mostOfBlock) {
      throw damaged("a block of %d bytes".formatted(length));
    }
    keepHistory();
    if ((header & STORED) != 0) {
      readFully(bytes, end, length);
      end += length;
    } else {
      block = block.length >= length ? block : new byte[length];
      readFully(block, 0, length);
      end = unpack(length, independent ? start : 0, end);
    }
    discard(blocksAreChecked ? 4 : 0);
  }

  /** Moves the last 64 KiB to the front; the next block follows them. */
  private void keepHistory() {
    int kept = Math.min(HISTORY, end);
    System.arraycopy(bytes, end - kept, bytes, 0, kept);
    start = kept;
    end = kept;
  }

  /** Unpacks the block behind what is kept, and returns where it ends. */
  private int unpack(int length, int lowest, int from) throws ArrowFormatException {
    byte[] in = block;
    byte[] out = bytes;
    int limit = from + mostOfBlock;
    int read = 0;
    int written = from;
    while (read < length) {
      int token = in[read++] & 0xFF;
      int literals = token >>> 4;
      if (literals == 15) {
        int more;
        do {
          more = at(in, read++, length);
          literals += more;
        } while (more == 255 && literals <= mostOfBlock);
      }
      if (literals > length - read || literals > limit - written) {
        throw damaged("text that passes the end of its block");
      }
      System.arraycopy(in, read, out, written, literals);
      read += literals;
      written += literals;
      if (read == length) {
        return written;
      }
      int distance = at(in, read, length) | (at(in, read + 1, length) << 8);
      read += 2;
      int match = token & 15;
      if (match == 15) {
        int more;
        do {
          more = at(in, read++, length);
          match += more;
        } while (more == 255 && match <= mostOfBlock);
      }
      match += 4;
      if (distance == 0 || distance > written - lowest || match > limit - written) {
        throw damaged("a copy from outside");
      }
      copy(out, written, distance, match);
      written += match;
    }
    throw damaged("a block that does not end with text");
  }

  private static void copy(byte[] out, int written, int distance, int match) {
    int from = written - distance;
    if (distance >= match) {
      System.arraycopy(out, from, out, written, match);
      return;
    }
    for (int i = 0; i < match; i++) {
      out[written + i] = out[from + i];
    }
  }

  private static int at(byte[] in, int at, int length) throws ArrowFormatException {
    if (at >= length) {
      throw damaged("a block that ends too early");
    }
    return in[at] & 0xFF;
  }

  private int fourBytes() throws IOException {
    return oneByte() | (oneByte() << 8) | (oneByte() << 16) | (oneByte() << 24);
  }

  private int oneByte() throws IOException {
    int read = packed.read();
    if (read < 0) {
      throw damaged("it ends within a frame");
    }
    return read;
  }

  private void discard(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      oneByte();
    }
  }

  private void readFully(byte[] to, int at, int count) throws IOException {
    if (packed.readNBytes(to, at, count) < count) {
      throw damaged("it ends within a block");
    }
  }

  private static ArrowFormatException damaged(String what) {
    return new ArrowFormatException("LZ4 data is damaged: " + what);
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }
}
