package io.truthound.temporal;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.KeyEngine;
import io.truthound.temporal.engine.Preparation;
import io.truthound.temporal.engine.ProfileSurvey;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceScan;
import io.truthound.temporal.merge.Judge;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.SliceSummary;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.ProfilePlan;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
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
  public Preparation prepare(
      RuleSet rules, RuleResolution resolution, List<Column> columns, Map<String, String> extra)
      throws RefusedException {
    return engine.prepare(rules, resolution, columns, extra);
  }

  @Override
  public Optional<KeyEngine> keys() {
    return engine.keys();
  }

  @Override
  public ProfilePlan planProfile(ProfileSurvey survey, Map<String, String> extra, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    return engine.planProfile(survey, extra, watch);
  }

  @Override
  public void profile(SliceScan scan) throws IOException, ScanCancelledException {
    engine.profile(scan);
    finish(scan);
  }

  @Override
  public void check(SliceScan scan) throws IOException, ScanCancelledException {
    engine.check(scan);
    finish(scan);
  }

  private void finish(SliceScan scan) throws ScanCancelledException {
    Turns own = turns;
    BatchPlan plan = scan.plan();
    int slice = scan.slice().index();
    SliceSummary summary =
        SliceResults.of(plan, "", scan.slice(), scan.part(), scan.findings()).summary();
    try (ScanWatch.Registration cancel = scan.watch().onCancel(() -> own.cancel(slice))) {
      own.await(slice, plan.parallel(), plan.sliceCount());
    }
    scan.watch().checkCancelled();
    own.finish(plan, summary);
  }

  /** Whose turn it is in one batch. */
  private static final class Turns {
    private final Random random;
    private final int maxWorkers;
    private final boolean stopsAtFailure;
    private final TreeSet<Integer> parked = new TreeSet<>();
    private final TreeSet<Integer> free = new TreeSet<>();
    private final TreeMap<Integer, SliceSummary> finished = new TreeMap<>();
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
          int left = end - finished.headMap(end).size();
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

    synchronized void finish(BatchPlan plan, SliceSummary summary) {
      free.remove(summary.slice());
      finished.put(summary.slice(), summary);
      if (stopsAtFailure) {
        end = Math.min(end, endOfMerge(plan));
        if (summary.lowestFailing() != null) {
          end = Math.min(end, summary.slice() + 1);
        }
      }
      notifyAll();
    }

    /**
     * Returns the slice past the one that a joined chunk fails with: those beyond wait until they
     * hear that nobody needs them any more.
     */
    private int endOfMerge(BatchPlan plan) {
      Judge judge =
          new Judge(plan.rules(), plan.decided().stream().map(DecidedRule::rule).toList());
      MergedPrefix merged = MergedPrefix.empty(plan.rules().size());
      while (merged.stop() == null && finished.containsKey(merged.slices())) {
        merged = merged.plus(finished.get(merged.slices()), judge, true);
      }
      return merged.stop() == null ? Integer.MAX_VALUE : merged.slices();
    }

    synchronized void cancel(int slice) {
      free.add(slice);
      notifyAll();
    }
  }
}
