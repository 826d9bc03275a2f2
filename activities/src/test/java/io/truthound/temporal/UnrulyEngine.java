package io.truthound.temporal;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Lets slices finish in an adverse order: a slice that is scanned waits until all that can be in
 * flight are, then a random one of them goes.
 */
final class UnrulyEngine implements DataQualityEngine {
  private final DataQualityEngine engine;
  private volatile Turns turns = new Turns(0, 1, false);

  UnrulyEngine(DataQualityEngine engine) {
    this.engine = engine;
  }

  /** Begins another batch, of which at most so many slices are in flight where it is parallel. */
  void expect(long seed, int maxWorkers, boolean stopsAtFailure) {
    turns = new Turns(seed, maxWorkers, stopsAtFailure);
  }

  @Override
  public String id() {
    return engine.id() + " unruly";
  }

  @Override
  public List<String> prepare(
      RuleSet rules, List<Integer> settled, List<Column> columns, Map<String, String> extra)
      throws RefusedException {
    return engine.prepare(rules, settled, columns, extra);
  }

  @Override
  public void check(
      BatchPlan plan, PlanPart part, Slice slice, ScanWatch watch, SliceFindings findings)
      throws IOException, ScanCancelledException {
    Turns own = turns;
    engine.check(plan, part, slice, watch, findings);
    boolean fails =
        SliceResults.of(plan, "", slice, part, findings).summary().lowestFailing() != null;
    try (ScanWatch.Registration cancel = watch.onCancel(() -> own.cancel(slice.index()))) {
      own.await(slice.index(), plan.parallel(), plan.sliceCount());
    }
    watch.checkCancelled();
    own.finish(slice.index(), fails);
  }

  /** Whose turn it is in one batch. */
  private static final class Turns {
    private final Random random;
    private final int maxWorkers;
    private final boolean stopsAtFailure;
    private final TreeSet<Integer> parked = new TreeSet<>();
    private final TreeSet<Integer> free = new TreeSet<>();
    private final TreeSet<Integer> finished = new TreeSet<>();
    private int end = Integer.MAX_VALUE;

    Turns(long seed, int maxWorkers, boolean stopsAtFailure) {
      this.random = new Random(seed);
      this.maxWorkers = maxWorkers;
      this.stopsAtFailure = stopsAtFailure;
    }

    synchronized void await(int slice, boolean parallel, int slices) {
      end = Math.min(end, slices);
      parked.add(slice);
      try {
        while (!free.contains(slice)) {
          int left = end - finished.headSet(end).size();
          int inFlight = Math.min(parallel ? maxWorkers : 1, left);
          List<Integer> waiting = List.copyOf(parked.headSet(end));
          if (free.headSet(end).isEmpty() && !waiting.isEmpty() && waiting.size() >= inFlight) {
            free.add(waiting.get(random.nextInt(waiting.size())));
            notifyAll();
          } else {
            wait();
          }
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        parked.remove(slice);
      }
    }

    synchronized void finish(int slice, boolean fails) {
      free.remove(slice);
      finished.add(slice);
      if (fails && stopsAtFailure && slice < end) {
        end = slice + 1;
        if (random.nextBoolean()) {
          // Finished, though they do not count; else they wait until they are cancelled.
          free.addAll(parked.tailSet(end));
        }
      }
      notifyAll();
    }

    synchronized void cancel(int slice) {
      free.add(slice);
      notifyAll();
    }
  }
}
