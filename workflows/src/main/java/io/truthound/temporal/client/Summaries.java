package io.truthound.temporal.client;

import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.rule.RuleSet;
import java.util.Locale;

/** What Temporal's UI shows of a batch that has just begun. */
final class Summaries {
  /** Temporal refuses longer summaries than 200 bytes. */
  private static final int LONGEST_NAME = 60;

  private Summaries() {}

  static String of(String verb, Dataset dataset) {
    String name = dataset.displayName();
    int length = name.length();
    return verb
        + " "
        + (length <= LONGEST_NAME ? name : "…" + name.substring(length - LONGEST_NAME));
  }

  static String details(Dataset dataset, RuleSet rules, BatchConfig config) {
    return String.format(
        Locale.ROOT,
        "%s: %,d rules, %,d rows a chunk, up to %,d slices at a time, aggregation %s%s",
        of("Dataset", dataset),
        rules.rules().size(),
        config.batchSize(),
        config.maxWorkers(),
        config.aggregationStrategy(),
        config.stopsAtFirstFailure() ? ", stops at the lowest failing chunk" : "");
  }
}
