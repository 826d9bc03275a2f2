package io.truthound.temporal.app.report;

import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.result.PlanResult;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A plan as far as people look at it.
 *
 * @param result what the workflow answered
 * @param plan the plan's head
 * @param bytesToRead bytes of the needed columns
 * @param sources the first {@value #MOST_SOURCES} sources, in plan order
 */
public record PlanView(PlanResult result, BatchPlan plan, long bytesToRead, List<Source> sources) {
  private static final int MOST_SOURCES = 100;

  public PlanView {
    sources = List.copyOf(sources);
  }

  /**
   * Reads a plan from the artifact store, part by part.
   *
   * @throws io.truthound.temporal.client.AggregationException if it is missing or altered
   */
  public static PlanView of(PlanResult result) {
    List<Source> sources = new ArrayList<>();
    long bytes = 0;
    try (Stream<PlanPart> parts = BatchArtifacts.parts(result.plan())) {
      for (Iterator<PlanPart> each = parts.iterator(); each.hasNext(); ) {
        PlanPart part = each.next();
        bytes += part.slices().stream().mapToLong(Slice::byteCount).sum();
        addNew(sources, part);
      }
    }
    return new PlanView(result, BatchArtifacts.plan(result.plan()), bytes, sources);
  }

  /** Adds a part's sources but those that the part before it already named. */
  private static void addNew(List<Source> sources, PlanPart part) {
    int known = Math.max(0, sources.size() - part.firstSource());
    part.sources().stream()
        .skip(known)
        .limit(Math.max(0, MOST_SOURCES - sources.size()))
        .forEach(sources::add);
  }

  String strategy() {
    return plan.parallel() ? "parallel" : "sequential";
  }
}
