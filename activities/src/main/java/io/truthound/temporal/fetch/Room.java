package io.truthound.temporal.fetch;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.io.IOException;
import java.util.Locale;

/**
 * How many bytes of scratch space are taken. Who wants more than there are waits for others to give
 * theirs back; where all who have some wait, the last one fails. Safe for use by many threads.
 */
final class Room {
  private static final long LOOK_MILLIS = 200;

  private final long limit;
  private long taken;
  private int holders;
  private int waiting;

  Room(long limit) {
    this.limit = limit;
  }

  long limit() {
    return limit;
  }

  synchronized void enter() {
    holders++;
  }

  synchronized void leave() {
    holders--;
    notifyAll();
  }

  /** Throws idle bytes away; says whether there were any. */
  interface Eviction {
    boolean one() throws IOException;
  }

  /**
   * Takes room.
   *
   * @param what for the message
   * @throws IOException if there is never so much, or nobody would give any back
   */
  void take(String what, long bytes, Eviction eviction, ScanWatch watch)
      throws IOException, ScanCancelledException {
    while (!tryTake(bytes)) {
      if (bytes > limit) {
        throw tooLittle(what, bytes);
      }
      if (!eviction.one()) {
        await(what, bytes);
      }
      watch.checkCancelled();
    }
  }

  private synchronized boolean tryTake(long bytes) {
    if (taken + bytes > limit) {
      return false;
    }
    taken += bytes;
    return true;
  }

  @SuppressWarnings("WaitNotInLoop") // whoever calls this loops
  private synchronized void await(String what, long bytes) throws IOException {
    if (waiting + 1 >= holders) {
      throw tooLittle(what, bytes);
    }
    waiting++;
    try {
      wait(LOOK_MILLIS);
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
      throw new IOException("The worker shuts down", shutdown);
    } finally {
      waiting--;
    }
  }

  synchronized void give(long bytes) {
    taken -= bytes;
    notifyAll();
  }

  private IOException tooLittle(String what, long bytes) {
    return new IOException(
        String.format(
            Locale.ROOT,
            "Cannot bring %,d bytes of %s: too little scratch space (%,d bytes for objects, %,d of"
                + " them taken; what helps: a larger disk, or fewer slots)",
            bytes,
            what,
            limit,
            taken));
  }
}
