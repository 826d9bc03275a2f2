package io.truthound.temporal.app.report.html;

import io.truthound.temporal.client.AggregationException;
import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.ChunkVerdict;
import io.truthound.temporal.result.ScanOutcome;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which chunks of a dataset have which status, in so many cells at most as can be seen. Cells of
 * chunks whose status nobody knows count fewer than they have.
 */
final class ChunkMap {
  private static final int MOST_CELLS = 600;
  private static final int MOST_RUNS = 100;

  private final long chunks;
  private final long chunksPerCell;
  private final List<StatusCounts> cells;
  private final List<ChunkRun> runs = new ArrayList<>();
  private long moreRuns;
  private boolean failing;
  private @Nullable ChunkRun open;
  private @Nullable String lacking;

  private ChunkMap(long chunks) {
    this.chunks = chunks;
    chunksPerCell = Math.max(1, (chunks + MOST_CELLS - 1) / MOST_CELLS);
    int size = (int) ((chunks + chunksPerCell - 1) / chunksPerCell);
    cells = new ArrayList<>(Collections.nCopies(size, StatusCounts.NONE));
  }

  /** Returns the map of a check: as its slices in the store say, else as far as is known. */
  static ChunkMap of(CheckResult result) {
    boolean told = result.failedChunks() == 0 && result.warningChunks() == 0;
    if (told || result.report() == null) {
      return known(result);
    }
    try (Stream<ChunkVerdict> chunks = BatchArtifacts.statuses(result)) {
      ChunkMap map = new ChunkMap(result.totalChunks());
      for (Iterator<ChunkVerdict> each = chunks.iterator(); each.hasNext(); ) {
        map.add(each.next());
      }
      map.close();
      return map;
    } catch (AggregationException | IllegalStateException unreadable) {
      ChunkMap map = known(result);
      map.lacking =
          "Which chunks failed is not known: the store cannot be read from here ("
              + unreadable.getMessage()
              + ")";
      return map;
    }
  }

  /**
   * Returns what an answer itself knows: chunks without a verdict, and those that were not reached,
   * which are the last ones. All others passed, unless some of them did not.
   */
  static ChunkMap known(ScanOutcome result) {
    ChunkMap map = new ChunkMap(result.totalChunks());
    StatusCounts counts = result.chunks();
    long reached = result.totalChunks() - result.skippedChunks();
    long errors = result.errors().stream().mapToLong(ChunkError::chunks).sum();
    long next = 0;
    boolean allPassed = counts.passed() + errors == reached;
    for (ChunkError error : result.errors()) {
      if (allPassed) {
        map.count(Status.PASSED, next, error.firstChunk() - next);
      }
      map.count(Status.ERROR, error.firstChunk(), error.chunks());
      map.keep(ChunkRun.of(error));
      next = error.firstChunk() + error.chunks();
    }
    if (allPassed) {
      map.count(Status.PASSED, next, reached - next);
    } else if (result.totalChunks() > 0) {
      map.lacking = "Which of the other chunks passed is not known here";
    }
    map.count(Status.SKIPPED, reached, result.skippedChunks());
    return map;
  }

  private void add(ChunkVerdict chunk) {
    count(chunk.status(), chunk.index(), 1);
    if (open != null && open.continuedBy(chunk)) {
      open = open.plus(chunk);
    } else {
      close();
      open = ChunkRun.of(chunk);
    }
  }

  private void close() {
    if (open != null) {
      keep(open);
      open = null;
    }
  }

  private void keep(ChunkRun run) {
    if (run.status() == Status.PASSED || run.status() == Status.SKIPPED) {
      return;
    }
    if (run.status().failing() && !failing) {
      // Warnings are of interest only where nothing failed.
      failing = true;
      runs.clear();
      moreRuns = 0;
    }
    if (run.status().failing() != failing) {
      return;
    }
    if (runs.size() < MOST_RUNS) {
      runs.add(run);
    } else {
      moreRuns++;
    }
  }

  private void count(Status status, long first, long count) {
    long end = Math.min(chunks, first + count);
    for (long chunk = Math.max(0, first); chunk < end; ) {
      int cell = (int) (chunk / chunksPerCell);
      long inCell = Math.min(end, (cell + 1) * chunksPerCell) - chunk;
      cells.set(cell, cells.get(cell).plus(status, inCell));
      chunk += inCell;
    }
  }

  long chunks() {
    return chunks;
  }

  long chunksPerCell() {
    return chunksPerCell;
  }

  List<StatusCounts> cells() {
    return Collections.unmodifiableList(cells);
  }

  /** Returns how many chunks a cell stands for. */
  long chunksOf(int cell) {
    return Math.min(chunksPerCell, chunks - cell * chunksPerCell);
  }

  /** Returns the first runs of chunks that failed or are ERROR, else of those that warn. */
  List<ChunkRun> runs() {
    return Collections.unmodifiableList(runs);
  }

  /** Returns how many more of them there are. */
  long moreRuns() {
    return moreRuns;
  }

  /** Says what is not known, for a person; null where all is. */
  @Nullable String lacking() {
    return lacking;
  }
}
