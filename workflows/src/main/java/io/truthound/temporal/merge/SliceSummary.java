package io.truthound.temporal.merge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tallies;
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
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean reused) {

  /** The most reasons that a summary carries; the slice's artifact has all. */
  public static final int MOST_ERRORS = 5;

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
    this(slice, rows, totals, whole, head, tail, lowestFailing, errors, false);
  }

  /** Returns the same of a slice that an earlier batch scanned. */
  public SliceSummary reusing() {
    return new SliceSummary(slice, rows, totals, whole, head, tail, lowestFailing, errors, true);
  }

  /** Returns the same with tallies of no rule at all. */
  public SliceSummary withoutTallies() {
    return new SliceSummary(
        slice,
        rows,
        Tallies.none(0),
        whole,
        head == null ? null : head.withoutTallies(),
        tail == null ? null : tail.withoutTallies(),
        lowestFailing == null ? null : lowestFailing.withoutTallies(),
        errors,
        reused);
  }
}
