package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.KeyEngine;
import io.truthound.temporal.engine.Preparation;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.reader.LocalSources;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.ScratchSlots;
import io.truthound.temporal.reader.SourceReaders;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The built-in engine: compiles all rules into one DuckDB scan of a slice, grouped by chunk. One
 * thread a slice; memory is bounded by the pool's settings.
 */
public final class TruthoundEngine implements DataQualityEngine {
  private static final String VERSION = "1";

  private final DuckDbPool pool;
  private final SourceReaders readers;
  private final ScratchSlots slots;
  private final KeyEngine keys;

  /**
   * Creates an engine.
   *
   * @param pool where it takes DuckDB instances from; stays the caller's
   * @param readers the formats that it reads
   * @param slots where slices are rewritten
   */
  public TruthoundEngine(DuckDbPool pool, SourceReaders readers, ScratchSlots slots) {
    this(pool, readers, slots, KeySettings.ofMemory(pool.settings().memoryLimit()));
  }

  /** Creates an engine that cuts keys in a certain way. */
  public TruthoundEngine(
      DuckDbPool pool, SourceReaders readers, ScratchSlots slots, KeySettings keySettings) {
    this.pool = pool;
    this.readers = readers;
    this.slots = slots;
    this.keys = new TruthoundKeys(pool, readers, slots, keySettings);
  }

  @Override
  public Optional<KeyEngine> keys() {
    return Optional.of(keys);
  }

  @Override
  public String id() {
    return "truthound/" + VERSION + " duckdb/" + DuckDb.version();
  }

  @Override
  public Preparation prepare(
      RuleSet rules, RuleResolution resolution, List<Column> columns, Map<String, String> extra)
      throws RefusedException {
    if (!extra.isEmpty()) {
      throw new RefusedException(
          FailureTypes.REQUEST_REFUSED,
          "Unknown settings of the engine in extra: %s (allowed: none)"
              .formatted(String.join(", ", extra.keySet())));
    }
    try (DuckDbPool.Lease lease = pool.lease(List.of())) {
      Preparation preparation = RulePreparation.check(lease.db(), rules, resolution, columns);
      lease.sound();
      return preparation;
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot start DuckDB: " + e.getMessage(), e);
    }
  }

  @Override
  public void check(
      BatchPlan plan, PlanPart part, Slice slice, ScanWatch watch, SliceFindings findings)
      throws IOException, ScanCancelledException {
    List<Path> planned = part.sources().stream().map(LocalSources::path).toList();
    for (Segment segment : slice.segments()) {
      Source source = part.source(segment.source());
      Path file = LocalSources.path(source);
      String changed = LocalSources.difference(source);
      if (changed == null) {
        checkSegment(plan, planned, segment, source, file, watch, findings);
        changed = LocalSources.difference(source);
      }
      if (changed != null) {
        // What was counted may belong to other bytes than those that were planned.
        findings.discard(segment);
        findings.unreadable(
            segment, segment.range(), source.uri(), FailureTypes.SOURCE_CHANGED, changed);
      }
    }
  }

  private void checkSegment(
      BatchPlan plan,
      List<Path> planned,
      Segment segment,
      Source source,
      Path file,
      ScanWatch watch,
      SliceFindings findings)
      throws IOException, ScanCancelledException {
    Path scratch = slots.take();
    try (OpenSource open =
        readers.open(plan.format(), source, segment, plan.readColumns(), scratch, watch)) {
      boolean inPlace = open.readable().equals(List.of(file));
      // One instance that may read all sources of the part serves slice after slice.
      try (DuckDbPool.Lease lease = pool.lease(inPlace ? planned : open.readable())) {
        new SegmentCheck(
                plan, segment, source, open, types(plan.columns()), lease.db(), watch, findings)
            .run();
        lease.sound();
      }
    } catch (SQLException e) {
      throw new IOException("Cannot scan %s: %s".formatted(source.uri(), DuckDbErrors.brief(e)), e);
    } finally {
      slots.give(scratch);
    }
  }

  private static Map<String, DataType> types(List<Column> columns) {
    Map<String, DataType> types = new TreeMap<>();
    columns.forEach(column -> types.put(column.name(), column.type()));
    return types;
  }
}
