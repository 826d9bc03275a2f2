package io.truthound.temporal.contract;

import java.util.List;

/**
 * Types of failures and of chunk errors. Retry policies and clients read them; the message beside
 * them is for a person.
 */
public final class FailureTypes {
  private FailureTypes() {}

  /** The data is not good enough for a workflow to go on. */
  public static final String QUALITY_GATE = "truthound.QualityGate";

  /** The request names no data, or data that cannot be found, opened or understood. */
  public static final String DATASET_REFUSED = "truthound.DatasetRefused";

  /** The request names data of which there is nothing, as far as the store or folder tells. */
  public static final String DATA_MISSING = "truthound.DataMissing";

  /** Sources that cannot be one dataset. */
  public static final String SCHEMA_MISMATCH = "truthound.SchemaMismatch";

  /** A rule that cannot apply. */
  public static final String RULES_REFUSED = "truthound.RulesRefused";

  /** A setting, engine, chunker or store that the worker does not know. */
  public static final String REQUEST_REFUSED = "truthound.RequestRefused";

  /** A source is not the one that was planned. */
  public static final String SOURCE_CHANGED = "truthound.SourceChanged";

  /** Bytes of a source that do not decode. */
  public static final String DATA_UNREADABLE = "truthound.DataUnreadable";

  /** The attempts of a slice are used up. */
  public static final String SLICE_FAILED = "truthound.SliceFailed";

  /** A slice does not fit into the memory that a worker gives it; it is not tried again. */
  public static final String MEMORY_EXHAUSTED = "truthound.MemoryExhausted";

  /** Attempts of a slice took longer than the chunk timeout. */
  public static final String SLICE_TIMED_OUT = "truthound.SliceTimedOut";

  /** Attempts of a slice went silent for longer than the heartbeat timeout. */
  public static final String WORKER_SILENT = "truthound.WorkerSilent";

  /**
   * Workers were lost with a slice, or took longer than the chunk timeout, twice: it is not tried
   * again unchanged.
   */
  public static final String WORKER_LOST = "truthound.WorkerLost";

  /** The machine that has what the batch reads is gone. */
  public static final String HOST_LOST = "truthound.HostLost";

  /** The workflow ends Failed because slice after slice could not be scanned. */
  public static final String CIRCUIT_BROKEN = "truthound.CircuitBroken";

  /** The worker's engine is not the one that the plan was made for. */
  public static final String ENGINE_MISMATCH = "truthound.EngineMismatch";

  /** An artifact is missing, altered, or of a version that this worker does not read. */
  public static final String ARTIFACT_DAMAGED = "truthound.ArtifactDamaged";

  /** The workflow ends Failed because the lowest failing chunk is ERROR. */
  public static final String CHUNK_ERROR = "truthound.ChunkError";

  /** The workflow ends Failed because the configuration says so for this status. */
  public static final String BATCH_FAILED = "truthound.BatchFailed";

  /** Channels could not be told of a batch; the batch itself is not touched by it. */
  public static final String NOT_TOLD = "truthound.NotTold";

  /** The workflow of a list's dataset was ended by somebody else, or could not be started. */
  public static final String DATASET_NOT_FINISHED = "truthound.DatasetNotFinished";

  /** Returns the types of a batch that was aborted, with what it knew in the failure's details. */
  public static List<String> aborting() {
    return List.of(CHUNK_ERROR, CIRCUIT_BROKEN, HOST_LOST);
  }

  /** Returns the types of a planning that failed: nothing was scanned. */
  public static List<String> planning() {
    return List.of(DATASET_REFUSED, DATA_MISSING, SCHEMA_MISMATCH, RULES_REFUSED, REQUEST_REFUSED);
  }
}
