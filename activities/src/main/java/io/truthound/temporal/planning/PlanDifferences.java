package io.truthound.temporal.planning;

import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPartRef;
import io.truthound.temporal.plan.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says for a person in what two plans differ. */
final class PlanDifferences {
  private final BatchPlan earlier;
  private final PlanStore earlierParts;
  private final BatchPlan now;
  private final PlanStore parts;
  private final List<String> found = new ArrayList<>();

  /**
   * Compares two plans.
   *
   * @param earlierParts has the parts of the earlier one
   * @param parts has the parts of the other
   */
  PlanDifferences(BatchPlan earlier, PlanStore earlierParts, BatchPlan now, PlanStore parts) {
    this.earlier = earlier;
    this.earlierParts = earlierParts;
    this.now = now;
    this.parts = parts;
  }

  /** Returns what differs, at least one sentence; what only follows from that is left out. */
  List<String> all() throws IOException {
    valued("the engine", earlier.engine(), now.engine());
    valued("the dataset's name", earlier.dataset().name(), now.dataset().name());
    sources(earlier.parts(), now.parts(), "");
    for (int at = 0; at < Math.min(earlier.references().size(), now.references().size()); at++) {
      Reference before = earlier.references().get(at);
      sources(before.parts(), now.references().get(at).parts(), ", to which a rule refers,");
    }
    request();
    if (found.isEmpty()) {
      consequences();
    }
    return found;
  }

  /** Compares what a person asks for. */
  private void request() {
    named("the rules", earlier.rules(), now.rules());
    valued("the batch size", earlier.chunkSize(), now.chunkSize());
    valued("the sample size", earlier.sampleSize(), now.sampleSize());
    valued("what is shown of values", earlier.sampleValues(), now.sampleValues());
    valued("the key columns", earlier.keys(), now.keys());
    named("what is profiled", earlier.profile(), now.profile());
    named(
        "the aggregation",
        List.of(earlier.firstFailureOnly(), earlier.everyChunk()),
        List.of(now.firstFailureOnly(), now.everyChunk()));
    valued("the strategy", earlier.strategyReason(), now.strategyReason());
    named("how the data is read", earlier.reading(), now.reading());
  }

  /** Compares what follows from data and request; told where nothing that it follows from is. */
  private void consequences() {
    named("the schema", earlier.columns(), now.columns());
    named("what the schema decides about rules", earlier.decided(), now.decided());
    named("which columns are read", earlier.reads(), now.reads());
    valued("the number of chunks", earlier.chunks(), now.chunks());
    if (found.isEmpty()) {
      found.add(
          "its slices are cut otherwise (%,d, now %,d), as for another number of workers"
              .formatted(earlier.sliceCount(), now.sliceCount()));
    }
  }

  private void named(String what, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      found.add(what + " changed");
    }
  }

  private void valued(String what, Object before, Object after) {
    if (!before.equals(after)) {
      found.add("%s changed from %s to %s".formatted(what, before, after));
    }
  }

  private void sources(List<PlanPartRef> before, List<PlanPartRef> after, String relation)
      throws IOException {
    if (before.equals(after)) {
      return;
    }
    Map<String, Source> gone = sources(earlierParts, before);
    List<String> differing = new ArrayList<>();
    for (Source source : sources(parts, after).values()) {
      Source same = gone.remove(source.uri());
      if (!source.equals(same)) {
        differing.add(
            source.uri() + relation + (same == null ? " was no part of it" : " changed since"));
      }
    }
    gone.keySet().forEach(uri -> differing.add(uri + relation + " is no part of it any more"));
    if (!differing.isEmpty()) {
      String first = differing.get(0);
      found.add(
          differing.size() == 1
              ? first
              : "%s (the first of %,d sources that differ)".formatted(first, differing.size()));
    }
  }

  private static Map<String, Source> sources(PlanStore store, List<PlanPartRef> parts)
      throws IOException {
    Map<String, Source> sources = new LinkedHashMap<>();
    for (PlanPartRef part : parts) {
      store.part(part).sources().forEach(source -> sources.put(source.uri(), source));
    }
    return sources;
  }
}
