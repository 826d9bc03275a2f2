package io.truthound.temporal.merge;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.merge.MergedPrefix.Stop;
import io.truthound.temporal.merge.SliceResult.VerdictRun;
import io.truthound.temporal.merge.SliceSummary.Attempt;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The chunks that end in a slice, as far as they count. Those of all slices in plan order are all
 * chunks that were reached.
 *
 * @param slice index of the slice
 * @param first number of the first of them among all chunks of the batch
 * @param joined the verdict of that one where an earlier slice began it; else null
 * @param whole the others by status
 * @param order their verdicts in plan order, as {@link VerdictOrder} writes them, and of chunks
 *     beyond them that do not count; null where all are the same or the slice's artifact has it
 * @param took how long the last attempt at the slice took; null where the worker did not tell
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClosedChunks(
    int slice,
    long first,
    @Nullable Status joined,
    StatusCounts whole,
    @Nullable String order,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Duration took) {

  /**
   * Tells what a slice closes.
   *
   * @param joined the verdict of the chunk that ends in it and began before; null where none does
   * @param stop the failing chunk in it that ended the batch, or null
   */
  public static ClosedChunks of(
      long first, @Nullable Status joined, SliceSummary slice, @Nullable Stop stop) {
    Attempt attempt = slice.attempt();
    return new ClosedChunks(
        slice.slice(),
        first,
        joined,
        counting(first, joined, slice, stop),
        slice.order(),
        attempt == null ? null : attempt.took());
  }

  /**
   * Returns the verdict of the chunk that a merge joined; null where it joined none.
   *
   * @param after what {@code before} came to with the slice
   */
  public static @Nullable Status joined(
      MergedPrefix before, SliceSummary slice, MergedPrefix after) {
    ChunkPart head = slice.head();
    if (head == null || !head.ends()) {
      return null;
    }
    Stop stop = after.stop();
    if (stop != null && stop.chunk() == head.chunk()) {
      return stop.status();
    }
    StatusCounts whole = counting(head.chunk(), Status.SKIPPED, slice, stop);
    for (Status status : Status.values()) {
      if (after.counts().of(status) > before.counts().of(status) + whole.of(status)) {
        return status;
      }
    }
    throw new IllegalArgumentException("Chunk " + head.chunk() + " was not closed");
  }

  private static StatusCounts counting(
      long first, @Nullable Status joined, SliceSummary slice, @Nullable Stop stop) {
    if (stop == null) {
      return slice.whole();
    }
    FailingChunk failing = slice.lowestFailing();
    boolean inJoined = joined != null && stop.chunk() == first;
    return inJoined || failing == null ? StatusCounts.NONE : failing.countsThrough();
  }

  /** Returns how many chunks it closes. */
  public long chunks() {
    return whole.total() + (joined == null ? 0 : 1);
  }

  /** Returns the verdicts of all of them in plan order; nothing where only the artifact has it. */
  public Optional<List<VerdictRun>> runs() {
    if (order != null) {
      return Optional.of(runs(VerdictOrder.read(order)));
    }
    for (Status status : Status.values()) {
      if (whole.of(status) == whole.total()) {
        return Optional.of(runs(List.of(new VerdictRun(status, whole.total()))));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the verdicts of all of them in plan order.
   *
   * @param slice those of the slice's whole chunks; what does not count of them is left out
   */
  public List<VerdictRun> runs(List<VerdictRun> slice) {
    List<VerdictRun> runs = new ArrayList<>();
    if (joined != null) {
      runs.add(new VerdictRun(joined, 1));
    }
    long left = whole.total();
    for (VerdictRun run : slice) {
      long chunks = Math.min(run.chunks(), left);
      left -= chunks;
      append(runs, new VerdictRun(run.status(), chunks));
    }
    return runs;
  }

  private static void append(List<VerdictRun> runs, VerdictRun run) {
    int last = runs.size() - 1;
    if (run.chunks() == 0) {
      return;
    }
    if (last >= 0 && runs.get(last).status() == run.status()) {
      runs.set(last, new VerdictRun(run.status(), runs.get(last).chunks() + run.chunks()));
    } else {
      runs.add(run);
    }
  }
}
