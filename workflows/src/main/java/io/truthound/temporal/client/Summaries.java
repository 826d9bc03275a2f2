package io.truthound.temporal.client;

import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.DatasetListRequest;
import io.truthound.temporal.dataset.Dataset;
import java.util.List;
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

  static String of(String verb, List<Dataset> datasets) {
    return String.format(
        Locale.ROOT, "%s, and %,d more datasets", of(verb, datasets.get(0)), datasets.size() - 1);
  }

  static String details(DatasetListRequest request) {
    BatchConfig config = request.config();
    return String.format(
        Locale.ROOT,
        "%,d datasets, each in a child workflow, up to %,d at a time%s",
        request.datasets().size(),
        config.executionStrategy() == ExecutionStrategy.SEQUENTIAL ? 1 : config.maxWorkers(),
        config.failFast() ? ", stops at the lowest dataset that fails" : "");
  }

  static String details(BatchRequest request) {
    BatchConfig config = request.config();
    String what =
        switch (request.operation()) {
          case CHECK, PLAN ->
              String.format(Locale.ROOT, "%,d rules", request.userRules().size())
                  + (request.autoSchema() ? " and those of the baseline" : "");
          case PROFILE -> columns(request.effectiveProfile().columns().size());
          case LEARN -> "learns rules";
        };
    return String.format(
        Locale.ROOT,
        "%s: %s, %,d rows a chunk, up to %,d slices at a time, aggregation %s%s",
        of("Dataset", request.dataset()),
        what,
        config.batchSize(),
        config.maxWorkers(),
        config.aggregationStrategy(),
        config.stopsAtFirstFailure() ? ", stops at the lowest failing chunk" : "");
  }

  private static String columns(int named) {
    return named == 0 ? "profile of all columns" : "profile of " + named + " columns";
  }
}
