package io.truthound.temporal.merge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tallies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the first slices of a batch came to: a fold in plan order, pure and of bounded size.
 *
 * @param slices how many slices are merged
 * @param rows their rows, readable or not
 * @param totals tallies over their readable rows; up to the failing chunk's end where one stopped
 *     the fold
 * @param counts their closed chunks by status
 * @param open the chunk that the last of them began and none has ended yet, or null
 * @param stop the failing chunk that stopped the fold, or null
 * @param errors the first few reasons why chunks are ERROR
 * @param reused how many of the slices an earlier batch scanned; left out of JSON where none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MergedPrefix(
    int slices,
    long rows,
    Tallies totals,
    StatusCounts counts,
    @Nullable ChunkPart open,
    @Nullable Stop stop,
    List<ChunkError> errors,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int reused) {

  /** The most reasons that a fold carries; the report has all. */
  public static final int MOST_ERRORS = 20;

  /**
   * Names the chunk that ended a batch early.
   *
   * @param chunk its number
   * @param status FAILED or ERROR
   * @param own its own tallies
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Stop(long chunk, Status status, Tallies own) {}

  public MergedPrefix {
    errors = errors == null ? List.of() : List.copyOf(errors);
  }

  /** Begins a fold over so many rules. */
  public static MergedPrefix empty(int rules) {
    return new MergedPrefix(0, 0, Tallies.none(rules), StatusCounts.NONE, null, null, List.of(), 0);
  }

  /**
   * Adds the slice that follows in plan order.
   *
   * @param judge turns a joined chunk's tallies into its verdict
   * @param stopAtFailure whether the lowest failing chunk ends the fold: nothing beyond it counts
   * @throws IllegalArgumentException if the slice does not follow
   * @throws IllegalStateException if the fold has stopped
   */
  public MergedPrefix plus(SliceSummary slice, Judge judge, boolean stopAtFailure) {
    if (stop != null) {
      throw new IllegalStateException("Cannot merge slice " + slice.slice() + ": stopped before");
    }
    if (slice.slice() != slices) {
      throw new IllegalArgumentException(
          "Cannot merge slice " + slice.slice() + ": slice " + slices + " is next");
    }
    ChunkPart joined = join(slice);
    StatusCounts closed = counts;
    ChunkPart pending = joined;
    if (joined != null && joined.ends()) {
      Status status = judge.chunk(joined.tallies(), joined.error());
      closed = closed.plus(status, 1);
      pending = null;
      if (stopAtFailure && status.failing()) {
        return stopped(slice, totals.plus(head(slice).tallies()), closed, joined, status);
      }
    }
    FailingChunk failing = slice.lowestFailing();
    if (stopAtFailure && failing != null) {
      ChunkPart own = new ChunkPart(failing.chunk(), true, failing.own(), false);
      return stopped(
          slice,
          totals.plus(failing.totalsThrough()),
          closed.plus(failing.countsThrough()),
          own,
          failing.status());
    }
    if (slice.tail() != null) {
      pending = slice.tail();
    }
    return new MergedPrefix(
        slices + 1,
        rows + slice.rows(),
        totals.plus(slice.totals()),
        closed.plus(slice.whole()),
        pending,
        null,
        errorsWith(slice, Long.MAX_VALUE - 1),
        reusedWith(slice));
  }

  /**
   * Returns the tallies of closed chunks only: those of a chunk that was never ended are left out.
   */
  public Tallies closedTotals() {
    return open == null ? totals : totals.minus(open.tallies());
  }

  /** Returns the same with tallies of no rule at all, and no more than these errors. */
  public MergedPrefix withoutTallies(List<ChunkError> errors) {
    return new MergedPrefix(
        slices,
        rows,
        Tallies.none(0),
        counts,
        open == null ? null : open.withoutTallies(),
        stop == null ? null : new Stop(stop.chunk(), stop.status(), Tallies.none(0)),
        errors,
        reused);
  }

  /**
   * Returns the same with all chunks ERROR that it does not have; those beyond a failing chunk that
   * ended it all are not missed.
   *
   * @param chunks how many there are in all
   */
  public MergedPrefix losing(long chunks, String source, String type, String message) {
    long left = chunks - counts.total();
    if (left == 0 || stop != null) {
      return this;
    }
    List<ChunkError> all =
        new ArrayList<>(errors.subList(0, Math.min(errors.size(), MOST_ERRORS - 1)));
    all.add(new ChunkError(counts.total(), left, source, type, message));
    return new MergedPrefix(
        slices, rows, totals, counts.plus(Status.ERROR, left), open, stop, all, reused);
  }

  /** Returns the same, of which an earlier batch scanned so many slices. */
  public MergedPrefix reusing(int reused) {
    return new MergedPrefix(slices, rows, totals, counts, open, stop, errors, reused);
  }

  private @Nullable ChunkPart join(SliceSummary slice) {
    ChunkPart head = slice.head();
    if ((open == null) != (head == null)) {
      throw new IllegalArgumentException(
          "Cannot merge slice "
              + slice.slice()
              + ": "
              + (open == null ? "no chunk is open" : "chunk " + open.chunk() + " is open"));
    }
    return open == null || head == null ? null : open.plus(head);
  }

  private static ChunkPart head(SliceSummary slice) {
    if (slice.head() == null) {
      throw new IllegalArgumentException("Slice " + slice.slice() + " has no head");
    }
    return slice.head();
  }

  private MergedPrefix stopped(
      SliceSummary slice, Tallies through, StatusCounts closed, ChunkPart chunk, Status status) {
    return new MergedPrefix(
        slices + 1,
        rows + slice.rows(),
        through,
        closed,
        null,
        new Stop(chunk.chunk(), status, chunk.tallies()),
        errorsWith(slice, chunk.chunk()),
        reusedWith(slice));
  }

  private int reusedWith(SliceSummary slice) {
    return slice.reused() ? reused + 1 : reused;
  }

  private List<ChunkError> errorsWith(SliceSummary slice, long lastChunk) {
    List<ChunkError> all = new ArrayList<>(errors);
    for (ChunkError error : slice.errors()) {
      ErrorRuns.append(all, error, lastChunk);
    }
    return all.size() > MOST_ERRORS ? all.subList(0, MOST_ERRORS) : all;
  }
}
