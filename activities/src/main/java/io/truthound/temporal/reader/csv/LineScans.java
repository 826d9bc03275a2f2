package io.truthound.temporal.reader.csv;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Counts the records of a file's pieces as lines, several at once. */
final class LineScans {
  private static final int MOST_THREADS = 4;

  private final FileChannel file;
  private final long size;
  private final CsvDialect dialect;
  private final int columns;
  private final long from;
  private final long bytesPerPiece;
  private final int pieces;
  private final AtomicReferenceArray<LineTally> tallies;
  private final AtomicInteger next = new AtomicInteger();

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

  /** Work for the calling thread that may go on beside the count. */
  @FunctionalInterface
  interface Errand {
    void run() throws IOException;
  }

  /**
   * Returns what the pieces hold, in order, each beginning where the one before ends; all of the
   * file if the last one is complete.
   *
   * @param errand is run by the calling thread before it counts, too
   * @param progress is told by the calling thread
   */
  List<LineTally> run(Errand errand, ScanProgress progress) throws IOException {
    int others =
        Math.min(MOST_THREADS, Math.min(Runtime.getRuntime().availableProcessors(), pieces)) - 1;
    if (others < 1) {
      errand.run();
      takePieces(progress);
      return joined();
    }
    ExecutorService threads = Executors.newFixedThreadPool(others);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < others; i++) {
        running.add(
            threads.submit(
                () -> {
                  takePieces(bytes -> {});
                  return null;
                }));
      }
      errand.run();
      takePieces(progress);
      for (Future<?> each : running) {
        await(each);
      }
      return joined();
    } finally {
      last.set(-1);
      threads.shutdown();
    }
  }

  private static void await(Future<?> running) throws IOException {
    try {
      running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private void takePieces(ScanProgress progress) throws IOException {
    LineScan scan = new LineScan(file, size, dialect, columns);
    for (int piece = next.getAndIncrement();
        piece < pieces && piece <= last.get();
        piece = next.getAndIncrement()) {
      long cut = from + piece * bytesPerPiece;
      long end = Math.min(size, cut + bytesPerPiece);
      LineTally tally =
          piece == 0 ? scan.countFrom(cut, end, progress) : scan.countAfter(cut, end, progress);
      tallies.set(piece, tally);
      if (!tally.complete()) {
        int incomplete = piece;
        last.getAndUpdate(before -> Math.min(before, incomplete));
      }
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
