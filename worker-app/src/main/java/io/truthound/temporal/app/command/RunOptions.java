package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says how a batch is cut, run and stopped. */
class RunOptions {
  /** The presets by the names that they have here. */
  static final Map<String, BatchConfig> PRESETS = presets();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "default, parallel, sequential, fail-fast or large; other options adjust it.")
  private @Nullable String preset;

  @Option(
      names = "--batch-size",
      paramLabel = "ROWS",
      description = "Rows of a chunk, the unit that gets a verdict. Default: 1000.")
  private @Nullable Long batchSize;

  @Option(
      names = "--max-workers",
      paramLabel = "N",
      description = "Most slices in flight at once, 1 to 500. Default: 4.")
  private @Nullable Integer maxWorkers;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description =
          "sequential, parallel or adaptive (by the size of the data). Default: adaptive.")
  private @Nullable String strategy;

  @Option(
      names = "--aggregation",
      paramLabel = "NAME",
      description =
          "How chunks become one answer: merge, worst, best, majority, first-failure or all."
              + " Default: merge.")
  private @Nullable String aggregation;

  @Option(names = "--fail-fast", description = "Stop at the lowest chunk that is FAILED or ERROR.")
  private boolean failFast;

  @Option(
      names = "--continue-on-error",
      negatable = true,
      description = "Whether to go on where a chunk cannot be checked. Default: go on.")
  private @Nullable Boolean continueOnError;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Longest time of the whole batch. Default: none.")
  private @Nullable Double timeout;

  @Option(
      names = "--chunk-timeout",
      paramLabel = "SECONDS",
      description = "Longest time of one attempt of a slice. Default: 600.")
  private @Nullable Double chunkTimeout;

  @Option(
      names = "--max-attempts",
      paramLabel = "N",
      description = "How often a slice is tried when infrastructure fails. Default: 10.")
  private @Nullable Integer maxAttempts;

  BatchConfig config() {
    BatchConfig config =
        preset == null ? BatchConfig.DEFAULT : Choices.of("--preset", preset, PRESETS);
    config = withNumbers(config);
    if (strategy != null) {
      config =
          config.withExecutionStrategy(Choices.of("--strategy", strategy, ExecutionStrategy.class));
    }
    if (aggregation != null) {
      config =
          config.withAggregationStrategy(
              Choices.of("--aggregation", aggregation, AggregationStrategy.class));
    }
    if (continueOnError != null) {
      config = config.withContinueOnError(continueOnError);
    }
    return failFast ? config.withFailFast(true) : config;
  }

  private BatchConfig withNumbers(BatchConfig preset) {
    BatchConfig config = preset;
    if (batchSize != null) {
      config = valid("--batch-size", config, batchSize, BatchConfig::withBatchSize);
    }
    if (maxWorkers != null) {
      config = valid("--max-workers", config, maxWorkers, BatchConfig::withMaxWorkers);
    }
    if (maxAttempts != null) {
      config =
          valid(
              "--max-attempts",
              config,
              maxAttempts,
              (c, n) -> c.withRetryPolicy(c.retryPolicy().withMaximumAttempts(n)));
    }
    if (chunkTimeout != null) {
      config =
          valid("--chunk-timeout", config, chunkTimeout, (c, s) -> c.withChunkTimeout(seconds(s)));
    }
    return timeout == null ? config : valid("--timeout", config, timeout, BatchConfig::withTimeout);
  }

  private static Duration seconds(double seconds) {
    if (!(seconds > 0) || seconds > 1e9) {
      throw new IllegalArgumentException(
          "Invalid time: " + seconds + " seconds (allowed: more than 0)");
    }
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /** Copies a setting, and lets a refusal name the option in place of the setting. */
  static <T> BatchConfig valid(
      String option, BatchConfig config, T value, BiFunction<BatchConfig, T, BatchConfig> copy) {
    try {
      return copy.apply(config, value);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw new InvalidRequestException(
          "Invalid " + option + message.substring(Math.max(0, message.indexOf(": "))), e);
    }
  }

  private static Map<String, BatchConfig> presets() {
    Map<String, BatchConfig> presets = new LinkedHashMap<>();
    presets.put("default", BatchConfig.DEFAULT);
    presets.put("parallel", BatchConfig.PARALLEL);
    presets.put("sequential", BatchConfig.SEQUENTIAL);
    presets.put("fail-fast", BatchConfig.FAIL_FAST);
    presets.put("large", BatchConfig.LARGE_DATA);
    return presets;
  }
}
