package io.truthound.temporal.reader.arrow;

import java.io.IOException;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.MessageHeader;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the messages of a file begin. The schema comes first, but Polars writes it without
 * its length: then they begin with the first one that the footer lists, if none lies in front of
 * it.
 */
final class FirstMessage {
  private static final long MOST_TO_SEARCH = 32L << 20;

  private FirstMessage() {}

  static long of(IpcStream stream, Footer footer) throws IOException {
    IpcMessage schema = read(stream, stream.from());
    if (schema != null && schema.kind() == MessageHeader.Schema) {
      return schema.end();
    }
    long listed =
        Flat.read(
            "its footer",
            () ->
                Math.min(
                    lowest(footer.recordBatchesVector(), stream.to()),
                    lowest(footer.dictionariesVector(), stream.to())));
    if (listed < stream.from() || listed - stream.from() > MOST_TO_SEARCH) {
      throw new ArrowFormatException("its footer lists a message at byte %d".formatted(listed));
    }
    for (long offset = stream.from(); offset < listed; offset += 8) {
      if (leadsTo(stream, offset, listed)) {
        throw new ArrowFormatException(
            "its footer does not list the message at byte %d".formatted(offset));
      }
    }
    return listed;
  }

  private static long lowest(Block.@Nullable Vector blocks, long most) {
    long lowest = most;
    for (int at = 0; blocks != null && at < blocks.length(); at++) {
      lowest = Math.min(lowest, blocks.get(at).offset());
    }
    return lowest;
  }

  /** Says whether messages lie one after the other from one place to another, or its mark. */
  private static boolean leadsTo(IpcStream stream, long from, long to) throws IOException {
    long offset = from;
    while (offset < to) {
      IpcMessage message = read(stream, offset);
      if (message == null) {
        return offset > from && stream.isMark(offset) && stream.endOfMark(offset) == to;
      }
      offset = message.end();
    }
    return offset == to;
  }

  /** Returns the message at an offset, null where there is none. */
  private static @Nullable IpcMessage read(IpcStream stream, long offset) throws IOException {
    try {
      return stream.at(offset);
    } catch (ArrowFormatException noMessage) {
      return null;
    }
  }
}
