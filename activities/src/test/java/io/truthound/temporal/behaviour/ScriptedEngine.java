package io.truthound.temporal.behaviour;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.Preparation;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.engine.SliceScan;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.plan.SourceChunks;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.rule.RowRule;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * An engine that finds what a test scripted, slice by slice; a slice without a script passes. Every
 * source is one chunk.
 */
final class ScriptedEngine implements DataQualityEngine {
  static final String NAME = "scripted";

  private final Map<Integer, Script> scripts = new ConcurrentHashMap<>();
  private final Map<String, Script> datasetScripts = new ConcurrentHashMap<>();
  private final List<String> datasets = new CopyOnWriteArrayList<>();
  private final List<Integer> scans = new CopyOnWriteArrayList<>();
  private final List<Integer> stopped = new CopyOnWriteArrayList<>();
  private volatile String id = "scripted/1";
  private volatile Map<String, String> extra = Map.of();
  private volatile CountDownLatch preparing = new CountDownLatch(0);
  private final CountDownLatch prepares = new CountDownLatch(1);

  /** What happens in a slice. */
  interface Script {
    void run(Scan scan) throws IOException, ScanCancelledException;
  }

  ScriptedEngine slice(int slice, Script script) {
    scripts.put(slice, script);
    return this;
  }

  /** Has the scan of a slice wait, once it has begun, until the test lets it go on. */
  Held holds(int slice) {
    Held held = new Held(new CountDownLatch(1), new CountDownLatch(1));
    slice(
        slice,
        scan -> {
          held.begun.countDown();
          scan.awaits(held.late);
        });
    return held;
  }

  /** A slice whose scan waits. */
  record Held(CountDownLatch begun, CountDownLatch late) {
    void awaitBegun() {
      Behaviour.await(begun);
    }

    void release() {
      late.countDown();
    }
  }

  /** Scripts every slice of the dataset of a name; goes before scripts of slices. */
  ScriptedEngine dataset(String name, Script script) {
    datasetScripts.put(name, script);
    return this;
  }

  /** Scripts every slice of a range that has no script yet. */
  ScriptedEngine slices(int first, int end, Script script) {
    for (int slice = first; slice < end; slice++) {
      scripts.putIfAbsent(slice, script);
    }
    return this;
  }

  /** Forgets all scripts. */
  void forget() {
    scripts.clear();
  }

  /** Forgets which slices were scanned: the next attempt at each is its first. */
  void forgetScans() {
    scans.clear();
    stopped.clear();
  }

  /** Makes planning wait; returns what is counted down when it does. */
  CountDownLatch preparesAfter(CountDownLatch latch) {
    preparing = latch;
    return prepares;
  }

  /** Returns the slices scanned, once for each attempt, in the order of their start. */
  List<Integer> scans() {
    return List.copyOf(scans);
  }

  /**
   * Returns the names of the datasets scanned, once for each slice, in the order of their start.
   */
  List<String> datasets() {
    return List.copyOf(datasets);
  }

  /** Returns how often a slice was scanned. */
  long scansOf(int slice) {
    return scans.stream().filter(scanned -> scanned == slice).count();
  }

  /** Returns the slices whose hanging scan was told to stop. */
  List<Integer> stopped() {
    return List.copyOf(stopped);
  }

  /** Returns the settings that planning was given. */
  Map<String, String> extra() {
    return extra;
  }

  /** Becomes another engine. */
  void becomes(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Preparation prepare(
      RuleSet rules, RuleResolution resolution, List<Column> columns, Map<String, String> extra)
      throws RefusedException {
    this.extra = extra;
    prepares.countDown();
    await(preparing);
    return Preparation.reading(columns.stream().map(Column::name).toList());
  }

  @Override
  public void check(SliceScan given) throws IOException, ScanCancelledException {
    BatchPlan plan = given.plan();
    Slice slice = given.slice();
    long before = scansOf(slice.index());
    scans.add(slice.index());
    Scan scan = new Scan(given, before + 1);
    String dataset = plan.dataset().name();
    datasets.add(dataset);
    Script ofSlice = scripts.getOrDefault(slice.index(), passing -> {});
    datasetScripts.getOrDefault(dataset, ofSlice).run(scan);
    scan.count();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** One attempt at a slice. */
  final class Scan {
    private final BatchPlan plan;
    private final PlanPart part;
    private final Slice slice;
    private final ScanWatch watch;
    private final SliceFindings findings;
    private final long attempt;
    private final Map<Integer, Long> failed = new TreeMap<>();
    private boolean unreadable;

    private Scan(SliceScan scan, long attempt) {
      this.plan = scan.plan();
      this.part = scan.part();
      this.slice = scan.slice();
      this.watch = scan.watch();
      this.findings = scan.findings();
      this.attempt = attempt;
    }

    /** Returns the number of this attempt, from 1. */
    long attempt() {
      return attempt;
    }

    /** Says whether this attempt reads a row of the slice's first source. */
    boolean reads(long row) {
      return slice.segments().stream()
          .anyMatch(segment -> segment.range().first() <= row && row < segment.range().end());
    }

    /** Makes the first rows of the slice's first chunk break a rule. */
    void fails(int rule, long rows) {
      failed.put(rule, rows);
    }

    /** Makes all its chunks ERROR. */
    void isUnreadable() {
      unreadable = true;
    }

    /** Waits for a latch; a scan that is cancelled meanwhile ends. */
    void awaits(CountDownLatch latch) throws ScanCancelledException {
      if (!await(latch)) {
        throw new ScanCancelledException();
      }
    }

    /** Does nothing until it is told to stop. */
    void hangs() throws ScanCancelledException {
      hangs(new CountDownLatch(0));
    }

    /** Does nothing until it is told to stop; then counts a latch down. */
    void hangs(CountDownLatch then) throws ScanCancelledException {
      CountDownLatch told = new CountDownLatch(1);
      try (ScanWatch.Registration registered = watch.onCancel(told::countDown)) {
        if (await(told)) {
          stopped.add(slice.index());
          then.countDown();
        }
      }
      throw new ScanCancelledException();
    }

    private void count() {
      for (Segment segment : slice.segments()) {
        String source = part.source(segment.source()).uri();
        if (unreadable) {
          findings.unreadable(
              segment, segment.range(), source, FailureTypes.DATA_UNREADABLE, "scripted");
          continue;
        }
        for (int rule = 0; rule < plan.rules().size(); rule++) {
          if (plan.rules().get(rule) instanceof RowRule) {
            count(segment, source, rule, failed.getOrDefault(rule, 0L));
          }
        }
        failed.clear();
      }
    }

    private void count(Segment segment, String source, int rule, long rows) {
      SourceChunks chunks = plan.chunksOf(segment);
      long end = segment.range().end();
      long first = segment.range().first();
      for (long row = first; row < end; ) {
        long chunk = chunks.chunkOf(row);
        long next = Math.min(end, chunks.endRow(chunk, end));
        findings.count(segment.firstChunk() + chunk, rule, next - row, row == first ? rows : 0);
        row = next;
      }
      String column = plan.rules().get(rule).columns().get(0);
      for (long row : rowsOf(rows)) {
        findings.failingRow(
            rule,
            segment.firstChunk(),
            new FailingRow(source, row, Map.of(column, "secret-" + row), Map.of()));
      }
    }

    private List<Long> rowsOf(long rows) {
      List<Long> first = new ArrayList<>();
      for (long row = 0; row < Math.min(rows, plan.sampleSize()); row++) {
        first.add(row);
      }
      return first;
    }
  }
}
