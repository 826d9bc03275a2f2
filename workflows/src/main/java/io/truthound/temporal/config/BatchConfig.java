package io.truthound.temporal.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says how a batch is cut, run, retried, stopped and answered. Immutable; take a preset and copy it
 * with {@code with…}.
 *
 * @param batchSize rows of a chunk; at least 1
 * @param maxWorkers most slices in flight at once; 1 to 500
 * @param executionStrategy how many slices are in flight at once
 * @param aggregationStrategy how the verdicts of chunks become one answer
 * @param failFast stop at the lowest chunk in plan order that is FAILED or ERROR
 * @param continueOnError false: stop like {@code failFast}, and fail the workflow where the lowest
 *     such chunk is ERROR
 * @param collectPartialResults false: after a failure, timeout or cancel only counts and errors are
 *     kept
 * @param chunkTimeout longest time of one attempt of a slice (start-to-close)
 * @param heartbeatTimeout after this long without a sign of life an attempt counts as lost
 * @param totalTimeout longest time of the whole batch, from its start; null for none
 * @param retryPolicy how activities are tried again
 * @param sampleSize most failing rows kept for each rule; 0 keeps none
 * @param sampleValues what is shown of values that stood in rows, column by column. A learn, whose
 *     purpose is to tell of them, only keeps what is not shown in full out of workflow history
 * @param useStatistics whether rows that a file's own statistics say to pass a rule are not read
 *     for it
 * @param failWorkflowOn from which status on the workflow closes Failed
 * @param extra settings of the engine, by name; the built-in engine has none and refuses any
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BatchConfig(
    long batchSize,
    int maxWorkers,
    ExecutionStrategy executionStrategy,
    AggregationStrategy aggregationStrategy,
    boolean failFast,
    boolean continueOnError,
    boolean collectPartialResults,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration chunkTimeout,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration heartbeatTimeout,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Duration totalTimeout,
    RetryPolicy retryPolicy,
    int sampleSize,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = SampleValues.LeftOut.class)
        SampleValues sampleValues,
    boolean useStatistics,
    FailWorkflowOn failWorkflowOn,
    Map<String, String> extra) {

  /** Temporal holds at most 2,000 pending activities; a quarter of it leaves room for others. */
  public static final int MAX_WORKERS_LIMIT = 500;

  /** 1,000 rows a chunk, 4 slices at a time where the data is worth it. */
  public static final BatchConfig DEFAULT =
      new BatchConfig(
          1_000,
          4,
          ExecutionStrategy.ADAPTIVE,
          AggregationStrategy.MERGE,
          false,
          true,
          true,
          Duration.ofMinutes(10),
          Duration.ofSeconds(30),
          null,
          RetryPolicy.DEFAULT,
          20,
          SampleValues.FULL,
          false,
          FailWorkflowOn.NEVER,
          Collections.emptyMap());

  /** Always up to 8 slices at a time. */
  public static final BatchConfig PARALLEL =
      DEFAULT.withExecutionStrategy(ExecutionStrategy.PARALLEL).withMaxWorkers(8);

  /** One slice at a time: least memory. */
  public static final BatchConfig SEQUENTIAL =
      DEFAULT.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL).withMaxWorkers(1);

  /**
   * Stops at the lowest failing chunk and returns its result; an ERROR there fails the workflow.
   */
  public static final BatchConfig FAIL_FAST =
      DEFAULT
          .withFailFast(true)
          .withContinueOnError(false)
          .withAggregationStrategy(AggregationStrategy.FIRST_FAILURE);

  /** 50,000 rows a chunk, parallel. */
  public static final BatchConfig LARGE_DATA =
      DEFAULT.withBatchSize(50_000).withExecutionStrategy(ExecutionStrategy.PARALLEL);

  public BatchConfig {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "Invalid batchSize: " + batchSize + " (allowed: 1 or more rows)");
    }
    if (maxWorkers < 1 || maxWorkers > MAX_WORKERS_LIMIT) {
      throw new IllegalArgumentException(
          "Invalid maxWorkers: " + maxWorkers + " (allowed: 1 to " + MAX_WORKERS_LIMIT + ")");
    }
    Durations.requirePositive("chunkTimeout", chunkTimeout);
    Durations.requirePositive("heartbeatTimeout", heartbeatTimeout);
    if (totalTimeout != null) {
      Durations.requirePositive("totalTimeout", totalTimeout);
    }
    if (sampleSize < 0 || sampleSize > 1_000) {
      throw new IllegalArgumentException(
          "Invalid sampleSize: " + sampleSize + " (allowed: 0 to 1000 rows)");
    }
    Objects.requireNonNull(sampleValues, "sampleValues");
    extra = Collections.unmodifiableMap(new TreeMap<>(extra));
  }

  @JsonCreator
  static BatchConfig of(
      @JsonProperty("batchSize") @Nullable Long batchSize,
      @JsonProperty("maxWorkers") @Nullable Integer maxWorkers,
      @JsonProperty("executionStrategy") @Nullable ExecutionStrategy executionStrategy,
      @JsonProperty("aggregationStrategy") @Nullable AggregationStrategy aggregationStrategy,
      @JsonProperty("failFast") @Nullable Boolean failFast,
      @JsonProperty("continueOnError") @Nullable Boolean continueOnError,
      @JsonProperty("collectPartialResults") @Nullable Boolean collectPartialResults,
      @JsonProperty("chunkTimeout") @Nullable Duration chunkTimeout,
      @JsonProperty("heartbeatTimeout") @Nullable Duration heartbeatTimeout,
      @JsonProperty("totalTimeout") @Nullable Duration totalTimeout,
      @JsonProperty("retryPolicy") @Nullable RetryPolicy retryPolicy,
      @JsonProperty("sampleSize") @Nullable Integer sampleSize,
      @JsonProperty("sampleValues") @Nullable SampleValues sampleValues,
      @JsonProperty("useStatistics") @Nullable Boolean useStatistics,
      @JsonProperty("failWorkflowOn") @Nullable FailWorkflowOn failWorkflowOn,
      @JsonProperty("extra") @Nullable Map<String, String> extra) {
    return new BatchConfig(
        batchSize == null ? DEFAULT.batchSize : batchSize,
        maxWorkers == null ? DEFAULT.maxWorkers : maxWorkers,
        executionStrategy == null ? DEFAULT.executionStrategy : executionStrategy,
        aggregationStrategy == null ? DEFAULT.aggregationStrategy : aggregationStrategy,
        failFast == null ? DEFAULT.failFast : failFast,
        continueOnError == null ? DEFAULT.continueOnError : continueOnError,
        collectPartialResults == null ? DEFAULT.collectPartialResults : collectPartialResults,
        chunkTimeout == null ? DEFAULT.chunkTimeout : chunkTimeout,
        heartbeatTimeout == null ? DEFAULT.heartbeatTimeout : heartbeatTimeout,
        totalTimeout,
        retryPolicy == null ? DEFAULT.retryPolicy : retryPolicy,
        sampleSize == null ? DEFAULT.sampleSize : sampleSize,
        sampleValues == null ? DEFAULT.sampleValues : sampleValues,
        useStatistics == null ? DEFAULT.useStatistics : useStatistics,
        failWorkflowOn == null ? DEFAULT.failWorkflowOn : failWorkflowOn,
        extra == null ? DEFAULT.extra : extra);
  }

  /** Says whether the lowest FAILED or ERROR chunk ends the batch: the prefix rule. */
  public boolean stopsAtFirstFailure() {
    return failFast || !continueOnError || aggregationStrategy == AggregationStrategy.FIRST_FAILURE;
  }

  public BatchConfig withBatchSize(long batchSize) {
    return changed(parts -> parts.batchSize = batchSize);
  }

  public BatchConfig withMaxWorkers(int maxWorkers) {
    return changed(parts -> parts.maxWorkers = maxWorkers);
  }

  public BatchConfig withExecutionStrategy(ExecutionStrategy executionStrategy) {
    return changed(parts -> parts.executionStrategy = executionStrategy);
  }

  public BatchConfig withAggregationStrategy(AggregationStrategy aggregationStrategy) {
    return changed(parts -> parts.aggregationStrategy = aggregationStrategy);
  }

  public BatchConfig withFailFast(boolean failFast) {
    return changed(parts -> parts.failFast = failFast);
  }

  public BatchConfig withContinueOnError(boolean continueOnError) {
    return changed(parts -> parts.continueOnError = continueOnError);
  }

  public BatchConfig withCollectPartialResults(boolean collectPartialResults) {
    return changed(parts -> parts.collectPartialResults = collectPartialResults);
  }

  public BatchConfig withChunkTimeout(Duration chunkTimeout) {
    return changed(parts -> parts.chunkTimeout = chunkTimeout);
  }

  public BatchConfig withHeartbeatTimeout(Duration heartbeatTimeout) {
    return changed(parts -> parts.heartbeatTimeout = heartbeatTimeout);
  }

  /** Sets the longest time of the whole batch, planning included. */
  public BatchConfig withTimeout(Duration totalTimeout) {
    return changed(parts -> parts.totalTimeout = totalTimeout);
  }

  /** Sets the longest time of the whole batch in seconds; positive and finite. */
  public BatchConfig withTimeout(double seconds) {
    if (!(seconds > 0) || seconds > Long.MAX_VALUE / 1_000_000_000.0) {
      throw new IllegalArgumentException(
          "Invalid totalTimeout: " + seconds + " seconds (allowed: more than 0)");
    }
    return withTimeout(Duration.ofNanos(Math.round(seconds * 1e9)));
  }

  public BatchConfig withRetryPolicy(RetryPolicy retryPolicy) {
    return changed(parts -> parts.retryPolicy = retryPolicy);
  }

  public BatchConfig withSampleSize(int sampleSize) {
    return changed(parts -> parts.sampleSize = sampleSize);
  }

  public BatchConfig withSampleValues(SampleValues sampleValues) {
    return changed(parts -> parts.sampleValues = sampleValues);
  }

  public BatchConfig withUseStatistics(boolean useStatistics) {
    return changed(parts -> parts.useStatistics = useStatistics);
  }

  public BatchConfig withFailWorkflowOn(FailWorkflowOn failWorkflowOn) {
    return changed(parts -> parts.failWorkflowOn = failWorkflowOn);
  }

  public BatchConfig withExtra(Map<String, String> extra) {
    return changed(parts -> parts.extra = extra);
  }

  private BatchConfig changed(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return new BatchConfig(
        parts.batchSize,
        parts.maxWorkers,
        parts.executionStrategy,
        parts.aggregationStrategy,
        parts.failFast,
        parts.continueOnError,
        parts.collectPartialResults,
        parts.chunkTimeout,
        parts.heartbeatTimeout,
        parts.totalTimeout,
        parts.retryPolicy,
        parts.sampleSize,
        parts.sampleValues,
        parts.useStatistics,
        parts.failWorkflowOn,
        parts.extra);
  }

  /** What a copy may have otherwise. */
  private static final class Parts {
    private long batchSize;
    private int maxWorkers;
    private ExecutionStrategy executionStrategy;
    private AggregationStrategy aggregationStrategy;
    private boolean failFast;
    private boolean continueOnError;
    private boolean collectPartialResults;
    private Duration chunkTimeout;
    private Duration heartbeatTimeout;
    private @Nullable Duration totalTimeout;
    private RetryPolicy retryPolicy;
    private int sampleSize;
    private SampleValues sampleValues;
    private boolean useStatistics;
    private FailWorkflowOn failWorkflowOn;
    private Map<String, String> extra;

    Parts(BatchConfig config) {
      batchSize = config.batchSize;
      maxWorkers = config.maxWorkers;
      executionStrategy = config.executionStrategy;
      aggregationStrategy = config.aggregationStrategy;
      failFast = config.failFast;
      continueOnError = config.continueOnError;
      collectPartialResults = config.collectPartialResults;
      chunkTimeout = config.chunkTimeout;
      heartbeatTimeout = config.heartbeatTimeout;
      totalTimeout = config.totalTimeout;
      retryPolicy = config.retryPolicy;
      sampleSize = config.sampleSize;
      sampleValues = config.sampleValues;
      useStatistics = config.useStatistics;
      failWorkflowOn = config.failWorkflowOn;
      extra = config.extra;
    }
  }
}
