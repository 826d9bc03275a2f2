package io.truthound.temporal.merge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.Tallies;
import java.util.List;

/**
 * A slice's whole result, as it lies in the artifact store. Its bytes hold no clock, host or
 * attempt.
 *
 * @param version of this record's shape
 * @param plan digest of the plan that the slice belongs to
 * @param summary what history holds of it
 * @param verdicts the status of each whole chunk in order, run-length encoded
 * @param errors why chunks are ERROR, in plan order
 * @param samples failing rows, by rule, then in plan order
 * @param chunkTallies each whole chunk's own tallies in order, where the plan keeps every chunk
 * @param states what its readable rows say about the columns that rules measure, in the form of who
 *     merges them; left out of JSON where there are none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SliceResult(
    int version,
    String plan,
    SliceSummary summary,
    List<VerdictRun> verdicts,
    List<ChunkError> errors,
    List<SampledRow> samples,
    List<Tallies> chunkTallies,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<JsonNode> states) {

  /** The version that this code writes. */
  public static final int VERSION = 1;

  /** So many consecutive chunks with one status. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record VerdictRun(Status status, long chunks) {}

  /** A failing row of a rule, and the chunk it lies in. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record SampledRow(int rule, long chunk, FailingRow row) {}

  public SliceResult {
    verdicts = verdicts == null ? List.of() : List.copyOf(verdicts);
    errors = errors == null ? List.of() : List.copyOf(errors);
    samples = samples == null ? List.of() : List.copyOf(samples);
    chunkTallies = chunkTallies == null ? List.of() : List.copyOf(chunkTallies);
    states = states == null ? List.of() : List.copyOf(states);
  }
}
