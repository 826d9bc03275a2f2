package io.truthound.temporal.app.report.html;

import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.ChunkVerdict;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.Tallies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive chunks of one source with one status.
 *
 * @param first number of the first
 * @param chunks how many
 * @param firstRow their first row within the source; -1 where nobody says
 * @param rows how many rows they have
 * @param tallies their tallies together; without any where they were not kept
 */
record ChunkRun(
    Status status,
    long first,
    long chunks,
    @Nullable String source,
    long firstRow,
    long rows,
    Tallies tallies) {
  private static final long UNKNOWN = -1;

  static ChunkRun of(ChunkVerdict chunk) {
    return new ChunkRun(
        chunk.status(),
        chunk.index(),
        1,
        chunk.source(),
        chunk.firstRow(),
        chunk.rows(),
        chunk.tallies());
  }

  static ChunkRun of(ChunkError error) {
    return new ChunkRun(
        Status.ERROR,
        error.firstChunk(),
        error.chunks(),
        error.source(),
        UNKNOWN,
        0,
        new Tallies(List.of()));
  }

  boolean knowsRows() {
    return firstRow != UNKNOWN;
  }

  boolean continuedBy(ChunkVerdict chunk) {
    return chunk.status() == status
        && chunk.source().equals(source)
        && chunk.tallies().byRule().size() == tallies.byRule().size();
  }

  ChunkRun plus(ChunkVerdict chunk) {
    return new ChunkRun(
        status,
        first,
        chunks + 1,
        source,
        firstRow,
        rows + chunk.rows(),
        tallies.plus(chunk.tallies()));
  }
}
