package io.truthound.temporal.examples;

import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.dataset.Dataset;

/** Watches and controls a batch while it runs, also one that somebody else started. */
public final class Handles {
  private Handles() {}

  public static void main(String[] args) {
    try (EmbeddedTruthound truthound = EmbeddedTruthound.start()) {
      run(truthound, truthound.executor(BatchConfig.DEFAULT), () -> {});
    }
  }

  static void run(EmbeddedTruthound truthound, BatchExecutor executor, Runnable meanwhile) {
    String id =
        executor.startCheck(Dataset.csv("examples/seattle-weather.csv"), OwnRules.RULES).id();

    BatchHandle batch = BatchHandle.of(truthound.client(), id);
    batch.pause();
    System.out.println("paused: " + batch.progress().paused());
    meanwhile.run();
    batch.setMaxWorkers(2);
    batch.resume();
    System.out.println(batch.result().status());
    BatchProgress progress = batch.progress();
    System.out.printf("%d of %d rows%n", progress.mergedRows(), progress.rows());
    System.out.println("known: " + batch.partialResult().isPresent());
    batch.cancel(); // too late: a batch that is over is left as it is
    System.out.println(batch.describe().state());
  }
}
