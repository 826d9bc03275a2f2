package io.truthound.temporal.examples;

import static io.truthound.temporal.rule.Rules.columnPair;
import static io.truthound.temporal.rule.Rules.greaterThan;
import static io.truthound.temporal.rule.Rules.inSet;
import static io.truthound.temporal.rule.Rules.lessThan;
import static io.truthound.temporal.rule.Rules.notNull;
import static io.truthound.temporal.rule.Rules.unique;

import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ValidationFailure;
import io.truthound.temporal.rule.PairOperator;
import io.truthound.temporal.rule.RuleSet;

/** Checks a file against rules, and tells which of them it breaks. */
public final class OwnRules {
  static final RuleSet RULES =
      RuleSet.of(
          notNull("date"),
          unique("date"),
          inSet("weather", "drizzle", "fog", "rain", "snow", "sun"),
          columnPair("temp_min", PairOperator.LESS_OR_EQUAL, "temp_max"),
          greaterThan("precipitation", 0).where("weather = 'rain'").named("rain is wet"),
          lessThan("wind", 7.5).mostly("0.99").warning().named("calm days"));

  private OwnRules() {}

  public static void main(String[] args) {
    try (EmbeddedTruthound truthound = EmbeddedTruthound.start()) {
      run(truthound);
    }
  }

  static void run(EmbeddedTruthound truthound) {
    CheckResult result =
        truthound
            .executor(BatchConfig.DEFAULT)
            .checkBatch(Dataset.csv("examples/seattle-weather.csv"), RULES);

    System.out.printf(
        "%s, succeeded: %b, %.1f %% of rows passed%n",
        result.status(), result.succeeded(), 100 * result.passRate());
    for (ValidationFailure failure : result.failures()) {
      System.out.printf(
          "%s (%s): %s, first in row %d%n",
          failure.name(), failure.severity(), failure.message(), failure.samples().get(0).row());
    }
  }
}
