package io.truthound.temporal.examples;

import static io.truthound.temporal.rule.Rules.inRange;

import io.truthound.temporal.ArrowDatasets;
import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.plan.ArrowChunker;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Checks data that is in memory as Arrow: it is staged in the artifact store, and the workflow sees
 * a reference. The JVM needs {@code --add-opens=java.base/java.nio=ALL-UNNAMED}.
 */
public final class InMemoryArrow {
  private InMemoryArrow() {}

  public static void main(String[] args) throws IOException {
    try (EmbeddedTruthound truthound = EmbeddedTruthound.start()) {
      run(truthound, EmbeddedTruthound.defaultStore().toString());
    }
  }

  static void run(EmbeddedTruthound truthound, String store) throws IOException {
    try (RootAllocator allocator = new RootAllocator(1 << 20);
        BigIntVector quantity = new BigIntVector("quantity", allocator)) {
      quantity.allocateNew(1_000);
      for (int row = 0; row < 1_000; row++) {
        quantity.set(row, row);
      }
      quantity.setValueCount(1_000);
      Dataset dataset =
          ArrowDatasets.in(store)
              .stage(new VectorSchemaRoot(List.of(quantity)))
              .named("quantities");
      CheckResult result =
          truthound
              .executorBuilder()
              .setChunker(ArrowChunker.of(100))
              .build()
              .checkBatch(dataset, RuleSet.of(inRange("quantity", 1, 1_000)));
      System.out.printf(
          "%s: %d of %d chunks passed%n",
          result.status(), result.passedChunks(), result.totalChunks());
    }
  }
}
