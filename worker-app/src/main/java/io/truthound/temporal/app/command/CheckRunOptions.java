package io.truthound.temporal.app.command;

import io.truthound.temporal.config.BatchConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says how a check is run, and what is kept of the rows that fail. */
final class CheckRunOptions extends RunOptions {
  @Option(
      names = "--sample-size",
      paramLabel = "N",
      description = "Most failing rows kept for each rule, 0 to 1000. Default: 20.")
  private @Nullable Integer sampleSize;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      description = "Show this column beside each failing row. Repeatable.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = SamplesText.OPTION,
      paramLabel = SamplesText.LABEL,
      description = SamplesText.MEANING)
  private List<String> samples = new ArrayList<>();

  @Option(
      names = "--use-statistics",
      description =
          "Do not read rows that the statistics in Parquet files say to pass a rule: no nulls, and"
              + " the lowest and highest value inside the bounds.")
  private boolean useStatistics;

  List<String> keys() {
    return List.copyOf(keys);
  }

  @Override
  BatchConfig config() {
    BatchConfig config =
        super.config()
            .withUseStatistics(useStatistics)
            .withSampleValues(SamplesText.parse(samples));
    return sampleSize == null
        ? config
        : valid("--sample-size", config, sampleSize, BatchConfig::withSampleSize);
  }
}
