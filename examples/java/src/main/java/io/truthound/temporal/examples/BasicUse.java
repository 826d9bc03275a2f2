package io.truthound.temporal.examples;

import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.rule.RuleSet;

/** Checks a file against what its first check learned of it: a server in this JVM, three lines. */
public final class BasicUse {
  private BasicUse() {}

  public static void main(String[] args) {
    try (EmbeddedTruthound truthound = EmbeddedTruthound.start()) {
      run(truthound);
    }
  }

  static void run(EmbeddedTruthound truthound) {
    BatchExecutor executor =
        truthound.executor(BatchConfig.DEFAULT.withBatchSize(500).withMaxWorkers(4));
    CheckResult result =
        executor.checkBatch(
            Dataset.csv("examples/seattle-weather.csv").named("weather"), RuleSet.auto());
    System.out.printf(
        "%s: %d of %d chunks passed in %.2f s%n",
        result.status(), result.passedChunks(), result.totalChunks(), result.durationSeconds());
  }
}
