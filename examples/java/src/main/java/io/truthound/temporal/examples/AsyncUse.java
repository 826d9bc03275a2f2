package io.truthound.temporal.examples;

import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.client.AsyncBatchExecutor;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ProfileResult;
import java.util.concurrent.CompletableFuture;

/** Two batches at once, without a thread that waits. */
public final class AsyncUse {
  private static final Dataset WEATHER = Dataset.csv("examples/seattle-weather.csv");

  private AsyncUse() {}

  public static void main(String[] args) {
    try (EmbeddedTruthound truthound = EmbeddedTruthound.start()) {
      run(truthound);
    }
  }

  static void run(EmbeddedTruthound truthound) {
    AsyncBatchExecutor executor = truthound.asyncExecutor(BatchConfig.DEFAULT);
    CompletableFuture<CheckResult> check = executor.checkBatch(WEATHER, OwnRules.RULES);
    CompletableFuture<ProfileResult> profile = executor.profileBatch(WEATHER);
    check
        .thenCombine(
            profile, (checked, profiled) -> checked.status() + " of " + profiled.rows() + " rows")
        .thenAccept(System.out::println)
        .join();
  }
}
