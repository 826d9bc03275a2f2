package io.truthound.temporal.engine.arrow;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.engine.ArrowUnavailableException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.engine.SliceReader;
import io.truthound.temporal.engine.arrow.ArrowScans.OpenScan;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.reader.LocalSources;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** A scan that loads nothing of Arrow until it is asked for. */
final class ArrowScan implements OpenScan {
  private final Opening opening;
  private final BatchPlan plan;
  private final PlanPart part;
  private final Slice slice;
  private final ScanWatch watch;
  private final SliceFindings findings;
  private final Set<Segment> read = new LinkedHashSet<>();
  private final Set<Segment> changed = new LinkedHashSet<>();
  private final Set<String> told = new TreeSet<>();
  private @Nullable ArrowMemory memory;

  ArrowScan(
      Opening opening,
      BatchPlan plan,
      PlanPart part,
      Slice slice,
      ScanWatch watch,
      SliceFindings findings) {
    this.opening = opening;
    this.plan = plan;
    this.part = part;
    this.slice = slice;
    this.watch = watch;
    this.findings = findings;
  }

  @Override
  public BatchPlan plan() {
    return plan;
  }

  @Override
  public PlanPart part() {
    return part;
  }

  @Override
  public Slice slice() {
    return slice;
  }

  @Override
  public ScanWatch watch() {
    return watch;
  }

  @Override
  public SliceFindings findings() {
    return findings;
  }

  @Override
  public SliceReader openArrow(List<String> columns) throws IOException, ScanCancelledException {
    watch.checkCancelled();
    return memory().open(this, opening, List.copyOf(columns));
  }

  @Override
  public BufferAllocator allocator() throws ArrowUnavailableException {
    return memory().allocator();
  }

  private ArrowMemory memory() throws ArrowUnavailableException {
    if (memory == null) {
      ArrowMemory.requireOpened();
      memory = ArrowMemory.ofAtMost(opening.pool().settings().memoryLimit());
    }
    return memory;
  }

  Source source(Segment segment) {
    return part.source(segment.source());
  }

  /** Says whether something is told for the first time; two readers must not count it twice. */
  boolean isNews(String told) {
    return this.told.add(told);
  }

  /** Says whether a segment's source is still the one that was planned; tells if it is not. */
  boolean isAsPlanned(Segment segment) throws IOException {
    read.add(segment);
    String difference = LocalSources.difference(source(segment));
    if (difference != null && changed.add(segment)) {
      // What was counted may belong to other bytes than those that were planned.
      findings.discard(segment);
      findings.unreadable(
          segment, segment.range(), source(segment).uri(), FailureTypes.SOURCE_CHANGED, difference);
    }
    return difference == null;
  }

  @Override
  public void finish() throws IOException {
    for (Segment segment : read) {
      boolean unused = isAsPlanned(segment);
    }
  }

  @Override
  public void close() throws IOException {
    if (memory != null) {
      memory.close();
    }
  }
}
