package io.truthound.temporal.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * Folders of one worker, each for one piece of work at a time. They are used again with what was
 * left in them: a DuckDB instance that may read one fits the next slice, and a {@link ScratchFile}
 * costs less the second time. Safe for use by many threads.
 */
public final class ScratchSlots {
  private final Path scratch;
  private final ArrayDeque<Path> free = new ArrayDeque<>();

  /** Those that nobody has taken since the last {@link #clearIdle}. */
  private final Set<Path> idle = new HashSet<>();

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
      idle.remove(used);
    }
    return used == null ? Files.createTempDirectory(scratch, "slot-") : used;
  }

  /** Gives a folder back with what was left in it. */
  public synchronized void give(Path slot) {
    free.addFirst(slot);
  }

  /** Empties the folders that nobody has taken since this was called before. */
  public synchronized void clearIdle() throws IOException {
    for (Path slot : idle) {
      ScratchFolders.empty(slot);
    }
    idle.addAll(free);
  }
}
