package io.truthound.temporal.merge;

import io.truthound.temporal.result.ChunkError;
import java.util.List;

/** Joins reasons for ERROR chunks that go on for the same reason. */
public final class ErrorRuns {
  private ErrorRuns() {}

  /**
   * Appends a run in plan order, joined to the last one where it goes on, cut at {@code lastChunk}
   * and left out beyond it.
   */
  public static void append(List<ChunkError> runs, ChunkError next, long lastChunk) {
    if (next.firstChunk() > lastChunk) {
      return;
    }
    long chunks = Math.min(next.chunks(), lastChunk - next.firstChunk() + 1);
    ChunkError cut =
        new ChunkError(next.firstChunk(), chunks, next.source(), next.type(), next.message());
    int last = runs.size() - 1;
    if (last >= 0 && runs.get(last).continuedBy(cut)) {
      runs.set(last, runs.get(last).joinedWith(cut));
    } else {
      runs.add(cut);
    }
  }
}
