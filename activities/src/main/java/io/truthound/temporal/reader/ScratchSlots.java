package io.truthound.temporal.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;

/**
 * Folders of one worker, each for one piece of work at a time. They are used again: a DuckDB
 * instance that may read one fits the next slice. Safe for use by many threads.
 */
public final class ScratchSlots {
  private final Path scratch;
  private final ArrayDeque<Path> free = new ArrayDeque<>();

  /**
   * Starts without folders.
   *
   * @param scratch where to make them; whoever made it deletes it and them
   */
  public ScratchSlots(Path scratch) {
    this.scratch = scratch;
  }

  /** Takes a folder that nobody else has; give it back. */
  public Path take() throws IOException {
    Path used;
    synchronized (this) {
      used = free.pollFirst();
    }
    return used == null ? Files.createTempDirectory(scratch, "slot-") : used;
  }

  /** Gives a folder back; what was left in it stays until the worker ends. */
  public synchronized void give(Path slot) {
    free.addFirst(slot);
  }
}
