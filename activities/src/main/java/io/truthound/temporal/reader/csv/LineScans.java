package io.truthound.temporal.reader.csv;

import io.truthound.temporal.reader.Pieces;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Counts the records of a file's pieces as lines, several at once. */
final class LineScans {
  private final FileChannel file;
  private final long size;
  private final CsvDialect dialect;
  private final int columns;
  private final long from;
  private final long bytesPerPiece;
  private final int pieces;
  private final AtomicReferenceArray<LineTally> tallies;

  /** Pieces after it are not worth a look. */
  private final AtomicInteger last;

  /** Takes the file from the start of its first record on. */
  LineScans(
      FileChannel file, long size, CsvDialect dialect, int columns, long from, long bytesPerPiece) {
    this.file = file;
    this.size = size;
    this.dialect = dialect;
    this.columns = columns;
    this.from = from;
    this.bytesPerPiece = bytesPerPiece;
    pieces = Math.toIntExact((size - from + bytesPerPiece - 1) / bytesPerPiece);
    tallies = new AtomicReferenceArray<>(pieces);
    last = new AtomicInteger(pieces);
  }

  /**
   * Returns what the pieces hold, in order, each beginning where the one before ends; all of the
   * file if the last one is complete.
   *
   * @param errand is run by the calling thread before it counts, too
   * @param progress is told by the calling thread
   */
  List<LineTally> run(Pieces.Errand<RuntimeException> errand, ScanProgress progress)
      throws IOException {
    Pieces.run(pieces, errand, scan(progress), () -> scan(bytes -> {}));
    return joined();
  }

  private Pieces.Work<RuntimeException> scan(ScanProgress progress) {
    LineScan scan = new LineScan(file, size, dialect, columns);
    return piece -> {
      if (piece <= last.get()) {
        scan(scan, piece, progress);
      }
    };
  }

  private void scan(LineScan scan, int piece, ScanProgress progress) throws IOException {
    long cut = from + piece * bytesPerPiece;
    long end = Math.min(size, cut + bytesPerPiece);
    LineTally tally =
        piece == 0 ? scan.countFrom(cut, end, progress) : scan.countAfter(cut, end, progress);
    tallies.set(piece, tally);
    if (!tally.complete()) {
      last.getAndUpdate(before -> Math.min(before, piece));
    }
  }

  private List<LineTally> joined() throws IOException {
    List<LineTally> joined = new ArrayList<>();
    long end = from;
    for (int piece = 0; piece < pieces; piece++) {
      LineTally tally = Objects.requireNonNull(tallies.get(piece));
      if (tally.hasLines()) {
        if (tally.start() != end) {
          throw new IOException(
              "A piece begins at byte %d, the one before ends at byte %d: the file changed"
                  .formatted(tally.start(), end));
        }
        joined.add(tally);
        end = tally.end();
      }
      if (!tally.complete()) {
        break;
      }
    }
    return joined;
  }
}
