package io.truthound.temporal.merge;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.merge.SliceResult.VerdictRun;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tallies;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What history holds of a finished slice: small, without data. The slice's whole result lies in the
 * artifact store. In a wide batch its tallies are {@linkplain #withoutTallies left out}.
 *
 * @param slice index of the slice
 * @param rows rows of the slice, readable or not
 * @param totals tallies over all its readable rows
 * @param whole the chunks that lie whole in it, by status
 * @param head its part of a chunk that an earlier slice began, or null
 * @param tail its part of a chunk that it begins and a later slice ends, or null
 * @param lowestFailing its lowest failing whole chunk, or null
 * @param errors the first few reasons why chunks are ERROR, in plan order
 * @param reused whether an earlier batch scanned it; never so in its artifact, which is the same
 *     whoever did, and left out of JSON where not
 * @param order the verdicts of its whole chunks in plan order, as {@link VerdictOrder} writes them;
 *     null where they are all the same, or too many to tell here: the slice's artifact has them
 * @param attempt the attempt that found this; null in its artifact, and from workers that do not
 *     tell
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SliceSummary(
    int slice,
    long rows,
    Tallies totals,
    StatusCounts whole,
    @Nullable ChunkPart head,
    @Nullable ChunkPart tail,
    @Nullable FailingChunk lowestFailing,
    List<ChunkError> errors,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean reused,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String order,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Attempt attempt) {

  /** The most reasons that a summary carries; the slice's artifact has all. */
  public static final int MOST_ERRORS = 5;

  /** The longest {@link #order} that history holds. */
  private static final int LONGEST_ORDER = 2_000;

  /**
   * One attempt at a slice.
   *
   * @param number from 1
   * @param took from its begin to its result
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Attempt(int number, @JsonFormat(shape = JsonFormat.Shape.STRING) Duration took) {}

  public SliceSummary {
    errors = errors == null ? List.of() : List.copyOf(errors);
  }

  /** Describes a slice that this batch scanned. */
  public SliceSummary(
      int slice,
      long rows,
      Tallies totals,
      StatusCounts whole,
      @Nullable ChunkPart head,
      @Nullable ChunkPart tail,
      @Nullable FailingChunk lowestFailing,
      List<ChunkError> errors) {
    this(slice, rows, totals, whole, head, tail, lowestFailing, errors, false, null, null);
  }

  /** Returns the same of a slice that an earlier batch scanned. */
  public SliceSummary reusing() {
    return copy(totals, head, tail, lowestFailing, true, order, attempt);
  }

  /** Returns the same with the verdicts of its whole chunks, where they are not too many. */
  public SliceSummary withVerdicts(List<VerdictRun> runs) {
    String text = runs.size() < 2 ? null : VerdictOrder.written(runs);
    boolean tooLong = text != null && text.length() > LONGEST_ORDER;
    return copy(totals, head, tail, lowestFailing, reused, tooLong ? null : text, attempt);
  }

  /** Returns the same as an attempt found it. */
  public SliceSummary foundBy(Attempt attempt) {
    return copy(totals, head, tail, lowestFailing, reused, order, attempt);
  }

  /** Returns the same with tallies of no rule at all. */
  public SliceSummary withoutTallies() {
    return copy(
        Tallies.none(0),
        head == null ? null : head.withoutTallies(),
        tail == null ? null : tail.withoutTallies(),
        lowestFailing == null ? null : lowestFailing.withoutTallies(),
        reused,
        order,
        attempt);
  }

  private SliceSummary copy(
      Tallies totals,
      @Nullable ChunkPart head,
      @Nullable ChunkPart tail,
      @Nullable FailingChunk lowestFailing,
      boolean reused,
      @Nullable String order,
      @Nullable Attempt attempt) {
    return new SliceSummary(
        slice, rows, totals, whole, head, tail, lowestFailing, errors, reused, order, attempt);
  }
}
