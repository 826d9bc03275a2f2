package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.BlockStatistics;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.KeyEngine;
import io.truthound.temporal.engine.Preparation;
import io.truthound.temporal.engine.ProfileSurvey;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.engine.SliceScan;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.ProfilePlan;
import io.truthound.temporal.plan.ProfilePlan.ProfiledColumn;
import io.truthound.temporal.plan.ProvenRows;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.reader.LocalSources;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.ScratchSlots;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.reader.SourceReaders;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ProfileState;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The built-in engine: compiles all rules into one DuckDB scan of a slice, grouped by chunk. One
 * thread a slice; memory is bounded by the pool's settings.
 */
public final class TruthoundEngine implements DataQualityEngine {
  private static final String VERSION = "1";
  private static final int FEW_FILES = 64;

  private final DuckDbPool pool;
  private final OpenSegments segments;
  private final KeyEngine keys;

  /**
   * Creates an engine.
   *
   * @param pool where it takes DuckDB instances from; stays the caller's
   * @param readers the formats that it reads
   * @param slots where slices are rewritten
   */
  public TruthoundEngine(DuckDbPool pool, SourceReaders readers, ScratchSlots slots) {
    this(pool, readers, slots, KeySettings.of(pool.settings().memoryLimit(), 1));
  }

  /** Creates an engine that cuts keys in a certain way. */
  public TruthoundEngine(
      DuckDbPool pool, SourceReaders readers, ScratchSlots slots, KeySettings keySettings) {
    this.pool = pool;
    this.segments = new OpenSegments(pool, readers, slots);
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
    requireNone(extra);
    try (DuckDbPool.Lease lease = pool.lease(List.of())) {
      Preparation preparation = RulePreparation.check(lease.db(), rules, resolution, columns);
      lease.sound();
      return preparation;
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot start DuckDB: " + e.getMessage(), e);
    }
  }

  @Override
  public List<ProvenRows> prove(
      List<Rule> rules, List<Column> columns, List<BlockStatistics> statistics) {
    try (DuckDbPool.Lease lease = pool.lease(List.of())) {
      List<ProvenRows> proven = new StatisticsProof(lease.db(), columns, statistics).of(rules);
      lease.sound();
      return proven;
    } catch (SQLException | ScanCancelledException e) {
      throw new IllegalStateException("Cannot compare statistics: " + e.getMessage(), e);
    }
  }

  private static void requireNone(Map<String, String> extra) throws RefusedException {
    if (!extra.isEmpty()) {
      throw new RefusedException(
          FailureTypes.REQUEST_REFUSED,
          "Unknown settings of the engine in extra: %s (allowed: none)"
              .formatted(String.join(", ", extra.keySet())));
    }
  }

  @Override
  public ProfilePlan planProfile(ProfileSurvey survey, Map<String, String> extra, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    requireNone(extra);
    Source source = survey.source();
    Segment first = survey.first();
    List<ProfiledColumn> columns =
        source == null
                || first == null
                || survey.columns().isEmpty()
                || ProfilePlanning.isInVain(survey, first)
            ? ProfilePlanning.blind(survey)
            : planned(survey, source, first, watch);
    return new ProfilePlan(columns, survey.correlations());
  }

  /** A block that cannot be read tells nothing; the slice that it lies in will say so. */
  private List<ProfiledColumn> planned(
      ProfileSurvey survey, Source source, Segment first, ScanWatch watch)
      throws IOException, ScanCancelledException {
    List<ProfiledColumn> columns = new ArrayList<>(ProfilePlanning.blind(survey));
    segments.untilItFits(
        1,
        watch,
        () -> {},
        (effort, its) ->
            segments.open(
                segments.reader(survey.format(), survey.reading()),
                survey.schema(),
                survey.columns(),
                List.of(LocalSources.path(source)),
                first,
                source,
                effort,
                its,
                (open, scratch, db) -> {
                  List<ProfiledColumn> seen = look(survey, open, db, source, first, its);
                  if (!seen.isEmpty()) {
                    columns.clear();
                    columns.addAll(seen);
                  }
                }));
    return columns;
  }

  private static List<ProfiledColumn> look(
      ProfileSurvey survey,
      OpenSource open,
      DuckDb db,
      Source source,
      Segment first,
      ScanWatch watch)
      throws IOException, ScanCancelledException {
    Optional<OpenSource> stripes =
        ColumnStripes.isWide(survey.columns()) ? open.inStripes(watch) : Optional.empty();
    if (stripes.isEmpty()) {
      return new ProfilePlanning(survey, open, db, watch).columns(first, source);
    }
    try (OpenSource few = stripes.get()) {
      return new ProfilePlanning(survey, few, db, watch).columns(first, source);
    }
  }

  @Override
  public void profile(SliceScan scan) throws IOException, ScanCancelledException {
    BatchPlan plan = scan.plan();
    SliceFindings findings = scan.findings();
    scan(
        scan,
        segment -> true,
        opened -> {
          Optional<OpenSource> staged = staged(plan, opened);
          if (staged.isEmpty()) {
            profile(plan, opened, opened.open(), findings);
            return;
          }
          try (OpenSource few = staged.get()) {
            profile(plan, opened, few, findings);
          }
        });
  }

  private static void profile(
      BatchPlan plan, Opened opened, OpenSource open, SliceFindings findings)
      throws SQLException, IOException, ScanCancelledException {
    new SegmentProfile(
            plan, opened.segment(), opened.source(), open, opened.db(), opened.watch(), findings)
        .run();
  }

  /** Text is written so that a query over one column does not read all others. */
  private static Optional<OpenSource> staged(BatchPlan plan, Opened opened)
      throws SQLException, IOException, ScanCancelledException {
    List<Column> columns = ProfileState.columns(plan);
    if (isTyped(plan.format()) || columns.isEmpty()) {
      return Optional.empty();
    }
    return ColumnStripes.isWide(columns)
        ? opened.open().inStripes(opened.watch())
        : Optional.of(
            TextColumns.write(
                opened.open(),
                columns,
                opened.segment().range(),
                opened.scratch(),
                opened.db(),
                opened.watch()));
  }

  private static boolean isTyped(DatasetFormat format) {
    return switch (format) {
      case PARQUET, ARROW -> true;
      case CSV, NDJSON -> false;
    };
  }

  @Override
  public void check(SliceScan scan) throws IOException, ScanCancelledException {
    BatchPlan plan = scan.plan();
    ScanWatch watch = scan.watch();
    SliceFindings findings = scan.findings();
    Map<String, DataType> types = types(plan.columns());
    SourceReader reader = segments.reader(plan.format(), plan.reading());
    Set<Integer> counted =
        new JointScan(plan, scan.part(), reader, types, watch, findings)
            .run(scan.slice(), pool, reach(scan.part(), scan.slice()));
    boolean measures = !ColumnNeeds.of(plan).isEmpty();
    scan(
        scan,
        segment ->
            measures
                || !counted.contains(segment.source())
                || new WantedRows(plan, segment, findings).any(),
        opened -> {
          SegmentCheck check = new SegmentCheck(plan, opened, types, findings);
          // A second attempt counts again what the first has lost.
          if (counted.remove(opened.segment().source())) {
            check.runCounted();
          } else {
            check.run();
          }
        });
  }

  /**
   * Blocks of a source that are open.
   *
   * @param scratch a folder of this work alone
   * @param effort what is spent on them
   */
  record Opened(
      Segment segment,
      Source source,
      OpenSource open,
      Path scratch,
      DuckDb db,
      ScanWatch watch,
      Effort effort) {}

  /** What is done with the blocks of a source while they are open. */
  private interface SegmentWork {
    void run(Opened opened) throws SQLException, IOException, ScanCancelledException;
  }

  /** Opens those segments that are to be opened, and finds out which sources have changed. */
  private void scan(SliceScan scan, Predicate<Segment> opens, SegmentWork work)
      throws IOException, ScanCancelledException {
    PlanPart part = scan.part();
    SliceFindings findings = scan.findings();
    List<Path> planned = reach(part, scan.slice());
    for (Segment segment : scan.slice().segments()) {
      Source source = part.source(segment.source());
      String changed = LocalSources.difference(source);
      if (changed == null && opens.test(segment)) {
        open(scan, planned, segment, source, work);
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

  private void open(
      SliceScan scan, List<Path> planned, Segment segment, Source source, SegmentWork work)
      throws IOException, ScanCancelledException {
    BatchPlan plan = scan.plan();
    segments.untilItFits(
        plan.rules().size(),
        scan.watch(),
        () -> scan.findings().discard(segment),
        (effort, watch) ->
            segments.open(
                plan,
                planned,
                segment,
                source,
                effort,
                watch,
                (open, scratch, db) ->
                    work.run(new Opened(segment, source, open, scratch, db, watch, effort))));
  }

  /**
   * Returns what an instance may read: all files of the part, so that it serves slice after slice;
   * of a slice of many files only these. It remembers each file's footer.
   */
  private static List<Path> reach(PlanPart part, Slice slice) {
    Stream<Source> sources =
        slice.segments().size() > FEW_FILES
            ? slice.segments().stream().map(segment -> part.source(segment.source())).distinct()
            : part.sources().stream();
    // The pool compares lists: a copy of a copy is the same one.
    return List.copyOf(LocalSources.reach(sources));
  }

  private static Map<String, DataType> types(List<Column> columns) {
    Map<String, DataType> types = new TreeMap<>();
    columns.forEach(column -> types.put(column.name(), column.type()));
    return types;
  }
}
