package io.truthound.temporal.examples;

import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.plan.Chunker;
import io.truthound.temporal.plan.CustomChunker;
import io.truthound.temporal.plan.DatasetListChunker;
import io.truthound.temporal.plan.RowCountChunker;
import io.truthound.temporal.planning.SourceChunker;
import io.truthound.temporal.result.PlanResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The ways to cut a dataset into chunks; for Arrow data there is {@code ArrowChunker} too. */
public final class Chunkers {
  /** Cuts off a head of so many rows; registered with the worker under the name {@code head}. */
  static final SourceChunker HEAD =
      (source, columns, parameters) -> {
        long head = Math.min(Long.parseLong(parameters.get("rows")), source.rows());
        List<RowRange> chunks = new ArrayList<>();
        chunks.add(new RowRange(0, head));
        if (head < source.rows()) {
          chunks.add(new RowRange(head, source.rows() - head));
        }
        return chunks;
      };

  private Chunkers() {}

  public static void main(String[] args) {
    try (EmbeddedTruthound truthound =
        EmbeddedTruthound.newBuilder()
            .configure(plugin -> plugin.addChunker("head", HEAD))
            .start()) {
      run(truthound);
    }
  }

  static void run(EmbeddedTruthound truthound) {
    List<Chunker> chunkers =
        List.of(
            RowCountChunker.of(500),
            DatasetListChunker.of(),
            CustomChunker.of("head", Map.of("rows", "100")));
    for (Chunker chunker : chunkers) {
      BatchExecutor executor = truthound.executorBuilder().setChunker(chunker).build();
      PlanResult plan = executor.plan(Dataset.csv("examples/seattle-weather.csv"), OwnRules.RULES);
      System.out.printf("%s: %d chunks%n", chunker.getClass().getSimpleName(), plan.chunks());
    }
  }
}
