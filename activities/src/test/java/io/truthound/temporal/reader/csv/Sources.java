package io.truthound.temporal.reader.csv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives bytes to scanners as a slow disk or a network would. */
final class Sources {
  /** What a scanner says of one record. */
  record Seen(int start, int end, @Nullable MalformedKind malformed) {}

  private Sources() {}

  /** Hands over the bytes from an offset on, at most {@code piece} at a time. */
  static ReadableByteChannel inPieces(byte[] text, int from, int piece) {
    ByteBuffer rest = ByteBuffer.wrap(text, from, text.length - from);
    return new ReadableByteChannel() {
      @Override
      public int read(ByteBuffer target) {
        if (!rest.hasRemaining()) {
          return -1;
        }
        int count = Math.min(piece, Math.min(rest.remaining(), target.remaining()));
        target.put(rest.slice().limit(count));
        rest.position(rest.position() + count);
        return count;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }

  static List<Seen> scan(
      byte[] text, int from, CsvDialect dialect, CsvLimits limits, int expected, int piece)
      throws IOException {
    ByteWindow window =
        new ByteWindow(inPieces(text, from, piece), from, Long.MAX_VALUE, piece, ScanProgress.NONE);
    CsvRecordScanner scanner = new CsvRecordScanner(window, dialect, 0, limits);
    scanner.expectFields(expected);
    List<Seen> seen = new ArrayList<>();
    while (scanner.next()) {
      seen.add(
          new Seen((int) scanner.startOffset(), (int) scanner.endOffset(), scanner.malformed()));
    }
    return seen;
  }
}
