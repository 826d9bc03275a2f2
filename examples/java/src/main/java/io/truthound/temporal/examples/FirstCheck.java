package io.truthound.temporal.examples;

import static io.truthound.temporal.rule.Rules.inRange;
import static io.truthound.temporal.rule.Rules.notNull;

import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.rule.RuleSet;

/** A first check: ten lines, as in a test. */
public final class FirstCheck {
  private FirstCheck() {}

  public static void main(String[] args) {
    try (EmbeddedTruthound truthound = EmbeddedTruthound.start()) {
      CheckResult result =
          truthound
              .executor(BatchConfig.DEFAULT)
              .checkBatch(
                  Dataset.csv("examples/seattle-weather.csv"),
                  RuleSet.of(notNull("date"), inRange("wind", 0, 7.5).mostly("0.99").warning()));
      result.failures().forEach(failure -> System.out.println(failure.message()));
    }
  }
}
