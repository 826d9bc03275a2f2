package io.truthound.temporal.planning;

import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.PlanPartRef;
import io.truthound.temporal.result.ArtifactRef;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the plans that a worker read last, by their bytes: each of a batch's slices asks for
 * the same head, and 64 of them for the same part. Memory that is short is given back. Safe for
 * many threads.
 */
public final class RecentPlans {
  private static final int MOST = 8;

  private final Map<String, SoftReference<Object>> bySha256 =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<Object>> eldest) {
          return size() > MOST;
        }
      };

  /** Returns what {@link PlanStore#head} does. */
  public BatchPlan head(PlanStore plans, ArtifactRef plan) throws IOException {
    return remembered(plan.sha256(), BatchPlan.class, () -> plans.head(plan));
  }

  /** Returns what {@link PlanStore#part} does. */
  public PlanPart part(PlanStore plans, PlanPartRef part) throws IOException {
    return remembered(part.sha256(), PlanPart.class, () -> plans.part(part));
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private <T> T remembered(String sha256, Class<T> type, Reading<T> reading) throws IOException {
    Object before = find(sha256);
    if (type.isInstance(before)) {
      return type.cast(before);
    }
    T read = reading.read();
    synchronized (bySha256) {
      bySha256.put(sha256, new SoftReference<>(read));
    }
    return read;
  }

  private @Nullable Object find(String sha256) {
    synchronized (bySha256) {
      SoftReference<Object> found = bySha256.get(sha256);
      return found == null ? null : found.get();
    }
  }
}
