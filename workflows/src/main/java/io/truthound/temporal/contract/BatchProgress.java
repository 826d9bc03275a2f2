package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.StatusCounts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a batch has come.
 *
 * @param version of this record's shape
 * @param phase what it does now
 * @param slices planned slices; 0 while planning
 * @param finishedSlices slices finished, merged or not
 * @param rows planned rows
 * @param mergedRows rows of the slices that are merged
 * @param totalChunks planned chunks
 * @param chunks merged chunks by status
 * @param report where the report lies once it is written, or null
 * @param running slices and key partitions in flight
 * @param maxWorkers how many activities may be in flight; 0 while planning or paused
 * @param paused whether a person paused it
 * @param begun when the batch began; null from workers that do not tell
 * @param events how much has happened: who asks for {@link BatchWorkflow#events} from the last one
 *     known on gets what is new
 * @param keyPartitions into how many partitions the keys go that are counted; 0 while that is not
 *     planned
 * @param countedKeyPartitions how many of them are counted
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BatchProgress(
    int version,
    Phase phase,
    int slices,
    int finishedSlices,
    long rows,
    long mergedRows,
    long totalChunks,
    StatusCounts chunks,
    @Nullable ArtifactRef report,
    int running,
    int maxWorkers,
    boolean paused,
    @Nullable Instant begun,
    long events,
    int keyPartitions,
    int countedKeyPartitions) {

  /** The version that this code writes. */
  public static final int VERSION = 3;

  /** What a batch does at a moment. */
  public enum Phase {
    PLANNING,
    /** Data of which there is nothing yet is looked for again and again. */
    WAITING,
    CHECKING,
    PROFILING,
    LEARNING,
    STOPPING,
    REPORTING,
    DONE
  }
}
