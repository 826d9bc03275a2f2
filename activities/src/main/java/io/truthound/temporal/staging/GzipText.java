package io.truthound.temporal.staging;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks the members of a gzip file (RFC 1952) one behind the other and holds each to its checksum
 * and size. Every byte belongs to a member: anything behind the last one is refused.
 */
final class GzipText extends InputStream {
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final CountedBytes packed;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int limit;
  private long member;
  private long unpacked;
  private State state = State.FIRST;

  private enum State {
    FIRST,
    INSIDE,
    ENDED
  }

  GzipText(CountedBytes packed) {
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
    while (state != State.ENDED) {
      if (state == State.FIRST) {
        begin(nextByte());
      }
      int count = inflated(to, at, most);
      if (count > 0) {
        return count;
      }
    }
    return -1;
  }

  private int inflated(byte[] to, int at, int most) throws IOException {
    try {
      int count = inflater.inflate(to, at, most);
      checksum.update(to, at, count);
      unpacked += count;
      if (count == 0 && inflater.finished()) {
        end();
      } else if (count == 0 && inflater.needsInput()) {
        require(fill());
        inflater.setInput(buffer, 0, limit);
        next = limit;
      } else if (count == 0) {
        throw new PackedFormatException(
            "gzip: a preset dictionary in the member at byte " + member + " (allowed: none)");
      }
      return count;
    } catch (DataFormatException e) {
      throw new PackedFormatException(
          "gzip: the member at byte %d is damaged before byte %d: %s"
              .formatted(member, packed.count(), e.getMessage()));
    }
  }

  /** Reads a member's header. */
  private void begin(int first) throws IOException {
    member = position() - 1;
    int second = first < 0 ? -1 : nextByte();
    if (first != 0x1F || (second >= 0 && second != 0x8B)) {
      throw strange(first, second);
    }
    require(second >= 0);
    int method = header();
    int flags = header();
    if (method != 8 || (flags & RESERVED) != 0) {
      throw new PackedFormatException(
          "gzip: the member at byte %d has method %d and flags %d (allowed: method 8, flags to 31)"
              .formatted(member, method, flags));
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(header() | header() << 8);
    }
    for (int flag : new int[] {NAME, COMMENT}) {
      while ((flags & flag) != 0 && header() != 0) {
        // a text ends with its zero
      }
    }
    skip((flags & HEADER_CHECKSUM) != 0 ? 2 : 0);
    inflater.reset();
    inflater.setInput(buffer, next, limit - next);
    checksum.reset();
    unpacked = 0;
    state = State.INSIDE;
  }

  private PackedFormatException strange(int first, int second) {
    if (first < 0) {
      return new PackedFormatException("gzip: it is empty (allowed: one member or more)");
    }
    String found = second < 0 ? "%02X".formatted(first) : "%02X %02X".formatted(first, second);
    return new PackedFormatException(
        member == 0
            ? "gzip: %s at byte 0 (allowed: 1F 8B, where a member begins)".formatted(found)
            : "gzip: %s at byte %d, behind the last member (allowed: the end, or 1F 8B)"
                .formatted(found, member));
  }

  /** Reads a member's end, and whether another one follows. */
  private void end() throws IOException {
    next = limit - inflater.getRemaining();
    long sum = number();
    long size = number();
    if (sum != checksum.getValue()) {
      throw new PackedFormatException(
          "gzip: the member at byte %d has the checksum %08x (its end says %08x)"
              .formatted(member, checksum.getValue(), sum));
    }
    if (size != (unpacked & 0xFFFFFFFFL)) {
      throw new PackedFormatException(
          "gzip: the member at byte %d has %d bytes (its end says %d)"
              .formatted(member, unpacked, size));
    }
    int first = nextByte();
    if (first < 0) {
      state = State.ENDED;
    } else {
      begin(first);
    }
  }

  private long number() throws IOException {
    return header() | header() << 8 | header() << 16 | (long) header() << 24;
  }

  private void skip(int count) throws IOException {
    for (int at = 0; at < count; at++) {
      header();
    }
  }

  /** Returns a byte that must be there. */
  private int header() throws IOException {
    int read = nextByte();
    require(read >= 0);
    return read;
  }

  private void require(boolean more) throws PackedFormatException {
    if (!more) {
      throw new PackedFormatException(
          "gzip: it ends at byte %d within the member at byte %d: it was cut short"
              .formatted(packed.count(), member));
    }
  }

  /** Returns the offset of the next byte. */
  private long position() {
    return packed.count() - (limit - next);
  }

  private int nextByte() throws IOException {
    return next < limit || fill() ? buffer[next++] & 0xFF : -1;
  }

  private boolean fill() throws IOException {
    next = 0;
    limit = Math.max(0, packed.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    packed.close();
  }
}
