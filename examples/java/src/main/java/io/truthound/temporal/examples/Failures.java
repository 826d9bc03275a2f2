package io.truthound.temporal.examples;

import static io.truthound.temporal.rule.Rules.notNull;

import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.client.AggregationException;
import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.BatchOperationException;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.rule.RuleSet;
import java.util.concurrent.CancellationException;

/** What goes wrong is thrown, with its batch; broken rules are an answer. */
public final class Failures {
  private Failures() {}

  public static void main(String[] args) {
    try (EmbeddedTruthound truthound = EmbeddedTruthound.start()) {
      run(truthound);
    }
  }

  static void run(EmbeddedTruthound truthound) {
    BatchExecutor executor = truthound.executor(BatchConfig.DEFAULT);
    tell(executor.startCheck(Dataset.csv("examples/no-such-file.csv"), OwnRules.RULES));
    tell(
        executor.startCheck(
            Dataset.csv("examples/seattle-weather.csv"), RuleSet.of(notNull("wnd"))));
    BatchHandle cancelled =
        executor.startCheck(Dataset.csv("examples/seattle-weather.csv"), OwnRules.RULES);
    cancelled.cancel();
    tell(cancelled);
  }

  static void tell(BatchHandle batch) {
    try {
      System.out.println(batch.result().status());
    } catch (ChunkingException refused) {
      System.out.println("refused: " + refused.getMessage());
    } catch (BatchExecutionException failed) {
      System.out.println("failed, and known so far: " + failed.partialResult());
    } catch (AggregationException damaged) {
      System.out.println("artifacts are missing or altered: " + damaged.getMessage());
    } catch (BatchOperationException other) {
      System.out.println("workflow " + other.workflowId() + " gave no answer");
    } catch (CancellationException stopped) {
      System.out.println("cancelled");
    }
  }
}
