package io.truthound.temporal.examples;

import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.PlanResult;
import io.truthound.temporal.result.ProfileResult;
import java.util.List;

/** Says what columns are like, learns rules, and checks data against what it learned. */
public final class ProfileAndLearn {
  private static final Dataset WEATHER =
      Dataset.csv("examples/seattle-weather.csv").named("seattle");

  private ProfileAndLearn() {}

  public static void main(String[] args) {
    try (EmbeddedTruthound truthound = EmbeddedTruthound.start()) {
      run(truthound);
    }
  }

  static void run(EmbeddedTruthound truthound) {
    BatchExecutor executor = truthound.executor(BatchConfig.DEFAULT);

    PlanResult plan = executor.plan(WEATHER, OwnRules.RULES);
    System.out.printf("%d rows in %d chunks%n", plan.dataset().rows(), plan.chunks());

    ProfileResult profile = executor.profileBatch(WEATHER);
    profile
        .columns()
        .forEach(
            column ->
                System.out.printf(
                    "%s: %s, %d nulls%n", column.name(), column.type(), column.nulls()));

    LearnResult learned = executor.learnBatch(WEATHER);
    CheckResult check = executor.checkBatch(WEATHER, learned.toRules());
    System.out.printf("%d rules learned, %s%n", learned.rules().size(), check.status());

    BatchResult both =
        executor.checkBatch(List.of(WEATHER, WEATHER.named("again")), OwnRules.RULES);
    both.results().forEach(each -> System.out.printf("%s: %s%n", each.dataset(), each.status()));
  }
}
