package io.truthound.temporal.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Works on the pieces of a file, several at once: each piece is taken once, in their order. */
public final class Pieces {
  private static final int MOST_THREADS = 4;

  private final int count;
  private final AtomicInteger next = new AtomicInteger();

  private Pieces(int count) {
    this.count = count;
  }

  /** What one thread does with piece after piece. */
  @FunctionalInterface
  public interface Work<X extends Exception> {
    /** Takes a piece by its number, counted from 0. */
    void take(int piece) throws IOException, X;
  }

  /** Work for the calling thread that may go on beside the pieces. */
  @FunctionalInterface
  public interface Errand<X extends Exception> {
    void run() throws IOException, X;
  }

  /**
   * Returns when every piece was taken.
   *
   * @param errand is run by the calling thread before it takes pieces, too
   * @param own the calling thread's work
   * @param others makes the work of each other thread
   */
  public static <X extends Exception> void run(
      int count, Errand<X> errand, Work<X> own, Supplier<Work<RuntimeException>> others)
      throws IOException, X {
    Pieces pieces = new Pieces(count);
    int threads =
        Math.min(MOST_THREADS, Math.min(Runtime.getRuntime().availableProcessors(), count));
    if (threads < 2) {
      errand.run();
      pieces.take(own);
    } else {
      pieces.share(threads - 1, errand, own, others);
    }
  }

  private <X extends Exception> void share(
      int otherThreads, Errand<X> errand, Work<X> own, Supplier<Work<RuntimeException>> others)
      throws IOException, X {
    ExecutorService threads = Executors.newFixedThreadPool(otherThreads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < otherThreads; i++) {
        running.add(
            threads.submit(
                () -> {
                  take(others.get());
                  return null;
                }));
      }
      errand.run();
      take(own);
      for (Future<?> each : running) {
        await(each);
      }
    } finally {
      next.set(count);
      threads.shutdown();
    }
  }

  private <X extends Exception> void take(Work<X> work) throws IOException, X {
    for (int piece = next.getAndIncrement(); piece < count; piece = next.getAndIncrement()) {
      work.take(piece);
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
}
