package io.truthound.temporal.result;

import io.truthound.temporal.dataset.DatasetSummary;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a batch returns that read its data. */
public sealed interface ScanOutcome extends BatchOutcome
    permits CheckResult, ProfileResult, LearnResult {

  Status status();

  /** Returns how the batch came to its end. */
  Ended ended();

  /** Returns the time from the workflow's start to its answer; zero in a report. */
  Duration duration();

  DatasetSummary dataset();

  /** Returns every planned chunk, counted by its status. */
  StatusCounts chunks();

  /** Returns why chunks are ERROR, in plan order. */
  List<ChunkError> errors();

  /** Returns the chunk that ended the batch early, or null. */
  @Nullable Long failingChunk();

  /** Returns why the batch ended early, or is not whole, for a person; or null. */
  @Nullable String failureMessage();

  /** Returns where the report lies; null where there is none. */
  @Nullable ArtifactRef report();

  /** Returns how many slices an earlier batch scanned, in whose place this one went on. */
  int reusedSlices();

  /** Says whether the data broke no rule of severity error and everything could be read. */
  default boolean succeeded() {
    return status() != Status.FAILED && status() != Status.ERROR;
  }

  default long totalChunks() {
    return chunks().total();
  }

  default long errorChunks() {
    return chunks().error();
  }

  /** Returns how many chunks were not reached. */
  default long skippedChunks() {
    return chunks().skipped();
  }

  default double durationSeconds() {
    return duration().toNanos() / 1e9;
  }
}
