package io.truthound.temporal.reader.arrow;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * The messages between two places of a file, which follow each other without a gap.
 *
 * @param from where the first one begins
 * @param to where the last one must have ended
 */
record IpcStream(FileChannel channel, long from, long to) {
  private static final int CONTINUATION = -1;
  private static final int MOST_METADATA = 32 << 20;

  /**
   * Reads the metadata of the message at an offset.
   *
   * @return null where the stream ends there, be it by its own mark or with the bytes
   */
  @Nullable IpcMessage at(long offset) throws IOException {
    long left = to - offset;
    if (left == 0) {
      return null;
    }
    requireBytes(offset, 4, left);
    int length = number(offset);
    long metadata = offset + 4;
    if (length == CONTINUATION) {
      requireBytes(offset, 8, left);
      length = number(metadata);
      metadata += 4;
    }
    if (length == 0) {
      return null;
    }
    if (length < 0 || length > MOST_METADATA) {
      throw new ArrowFormatException(
          "at byte %d there is no message: %d bytes of metadata".formatted(offset, length));
    }
    requireBytes(offset, metadata - offset + length, left);
    IpcMessage message = IpcMessage.of(read(channel, metadata, length), offset, metadata + length);
    if (message.bodyLength() < 0) {
      throw new ArrowFormatException(
          "the message at byte %d has %d bytes".formatted(offset, message.bodyLength()));
    }
    requireBytes(offset, message.body() - offset + message.bodyLength(), left);
    return message;
  }

  /** Says whether the mark that ends a stream lies at an offset. */
  boolean isMark(long offset) throws IOException {
    long left = to - offset;
    int length = left < 4 ? 1 : number(offset);
    return length == 0 || (length == CONTINUATION && left >= 8 && number(offset + 4) == 0);
  }

  /** Returns where the mark that ends the stream itself ends. */
  long endOfMark(long offset) throws IOException {
    if (offset == to) {
      return to;
    }
    return offset + (number(offset) == CONTINUATION ? 8 : 4);
  }

  private void requireBytes(long offset, long needed, long left) throws ArrowFormatException {
    if (needed < 0 || needed > left) {
      throw new ArrowFormatException(
          "the message at byte %d does not end before byte %d: it is damaged or was cut short"
              .formatted(offset, to));
    }
  }

  private int number(long offset) throws IOException {
    return Bytes.getInt(read(channel, offset, 4), 0);
  }

  static byte[] read(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw new EOFException("The file became shorter while it was read");
      }
    }
    return bytes.array();
  }
}
