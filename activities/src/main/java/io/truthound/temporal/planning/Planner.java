package io.truthound.temporal.planning;

import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.dataset.OwnColumn;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.engine.Engine;
import io.truthound.temporal.engine.ProfileSurvey;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.ProfilePlan;
import io.truthound.temporal.plan.ProvenRows;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.SettledRule;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.plan.SourceChunks;
import io.truthound.temporal.planning.References.DraftReference;
import io.truthound.temporal.reader.LocalSources;
import io.truthound.temporal.reader.SourceReaders;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.staging.Needs;
import io.truthound.temporal.staging.SourcesAtHand;
import io.truthound.temporal.storage.ObjectStores;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans batches: finds and probes sources, fixes one schema, resolves rules, cuts slices. */
public final class Planner {
  private static final long LITTLE_TO_READ = 8 << 20;

  /** What opening a file costs, in bytes that a scan reads meanwhile; less than it does. */
  private static final long OPENING = 4 << 10;

  private final SourceReaders readers;
  private final ObjectStores stores;
  private final @Nullable SliceTarget fixedTarget;
  private final Map<String, SourceChunker> chunkers;

  /**
   * Creates a planner.
   *
   * @param readers the formats that it knows
   * @param stores where objects may lie
   * @param fixedTarget how much a slice holds; null to decide by the data
   * @param chunkers the user's own, by name
   */
  public Planner(
      SourceReaders readers,
      ObjectStores stores,
      @Nullable SliceTarget fixedTarget,
      Map<String, SourceChunker> chunkers) {
    this.chunkers = Collections.unmodifiableMap(new LinkedHashMap<>(chunkers));
    this.readers = readers;
    this.stores = stores;
    this.fixedTarget = fixedTarget;
  }

  /**
   * Plans a request.
   *
   * @param past what became of the rules about the past
   * @param hand brings what does not lie on this machine or cannot be read as it lies
   * @throws RefusedException if it cannot be carried out; nothing was scanned
   * @throws IOException if the file system does not answer
   */
  public DraftPlan plan(
      BatchRequest request, Settlement past, Engine engine, SourcesAtHand hand, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    Survey survey = Survey.of(request.dataset(), request.userRules(), readers, stores, hand, watch);
    List<Column> columns = survey.columns();
    // What is said of a column that is not there would hide nothing.
    AskedColumns.require(
        request.config().sampleValues().columns().keySet(),
        columns,
        "Unknown column \"%s\" of sample values");
    List<Column> profiled =
        request.operation().describes() ? ProfiledColumns.of(request, columns) : List.of();
    RuleSet asked = request.rules();
    ResolvedRules rules =
        asked == null
            ? ResolvedRules.none(profiled)
            : ResolvedRules.of(
                request, asked, past, columns, survey.held(), survey.open().reader(), engine);
    List<List<Block>> blocks = survey.blocks(rules.needed(), watch);
    List<Source> sources = survey.pinned(blocks);
    long rows = sources.stream().mapToLong(Source::rows).sum();
    List<DraftReference> references =
        asked == null
            ? List.of()
            : new References(readers, stores, hand, watch)
                .plan(asked, rules.decided(), columns, rows);
    DraftPlan draft =
        cut(
                request,
                engine,
                survey.open(),
                columns,
                rules,
                sources,
                blocks,
                proofs(request, engine, survey, rules, sources, watch),
                references)
            .settled(past.settled());
    return request.operation().describes()
        ? draft.profiling(profile(request, engine, draft, profiled, hand, watch))
        : draft;
  }

  private static List<List<ProvenRows>> proofs(
      BatchRequest request,
      Engine engine,
      Survey survey,
      ResolvedRules rules,
      List<Source> sources,
      ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    return request.config().useStatistics()
        ? new Proofs(rules, survey.columns(), engine)
            .of(sources, survey.statistics(rules.needed(), watch))
        : Collections.nCopies(sources.size(), List.of());
  }

  /** Pins a source as it was before it was probed, if it still is so. */
  static Source pinned(Source before, List<Block> blocks, List<OwnColumn> own)
      throws RefusedException, IOException {
    String changed = LocalSources.difference(before);
    if (changed != null) {
      throw new RefusedException(FailureTypes.DATASET_REFUSED, "While planning: " + changed);
    }
    long rows = blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1).endRow();
    return new Source(before.uri(), before.bytes(), before.version(), rows, own, before.staged());
  }

  private DraftPlan cut(
      BatchRequest request,
      Engine engine,
      OpenReading open,
      List<Column> columns,
      ResolvedRules rules,
      List<Source> sources,
      List<List<Block>> blocks,
      List<List<ProvenRows>> proven,
      List<DraftReference> references)
      throws RefusedException, IOException {
    long rows = sources.stream().mapToLong(Source::rows).sum();
    long bytes = sources.stream().mapToLong(Source::bytes).sum();
    long toRead = blocks.stream().flatMap(List::stream).mapToLong(Block::bytes).sum();
    BatchConfig config = request.config();
    SourceCutting cutting = request.effectiveChunker().accept(new Cuttings(chunkers));
    SliceCutter cutter = new SliceCutter(target(open.reader().format(), toRead, rows, config));
    long chunks = 0;
    for (int at = 0; at < sources.size(); at++) {
      Source source = sources.get(at);
      if (source.rows() > 0) {
        SourceChunks cut = cutting.cut(source, open.reader().format(), columns, blocks.get(at));
        cutter.add(at, chunks, cut, blocks.get(at), proven.get(at));
        chunks += cut.chunkOf(source.rows() - 1) + 1;
      }
    }
    List<Slice> slices = cutter.slices();
    long work = toRead + OPENING * sources.size();
    Strategy strategy = Strategy.of(config.executionStrategy(), slices.size(), work);
    return new DraftPlan(
        engine.id(),
        new DatasetSummary(request.dataset().displayName(), sources.size(), rows, bytes),
        open.reader().format(),
        open.reading(),
        columns,
        rules.all(),
        rules.decided(),
        rules.reads(request.keys()),
        cutting.mostRows(),
        chunks,
        strategy.parallel,
        strategy.reason,
        sources,
        slices,
        references,
        List.of(),
        null);
  }

  private ProfilePlan profile(
      BatchRequest request,
      Engine engine,
      DraftPlan draft,
      List<Column> columns,
      SourcesAtHand hand,
      ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    Segment first = draft.slices().isEmpty() ? null : draft.slices().get(0).segments().get(0);
    ProfileSurvey survey =
        new ProfileSurvey(
            draft.format(),
            draft.reading(),
            draft.columns(),
            columns,
            request.effectiveProfile().correlations(),
            first == null ? null : atHand(draft, columns, hand, watch).source(first.source()),
            first == null
                ? null
                : new Segment(
                    first.source(), first.firstChunk(), first.blocks().subList(0, 1), null));
    ProfilePlan planned = engine.planProfile(survey, request.config().extra(), watch);
    return request.operation() == Operation.LEARN ? planned.learning() : planned;
  }

  private PlanPart atHand(
      DraftPlan draft, List<Column> columns, SourcesAtHand hand, ScanWatch watch)
      throws IOException, ScanCancelledException {
    Slice first = draft.slices().get(0);
    Needs needs =
        new Needs(
            readers.reader(draft.format(), draft.reading()),
            columns.stream().map(Column::name).toList());
    return hand.atHand(new PlanPart(0, draft.sources(), draft.slices()), first, needs, watch);
  }

  private SliceTarget target(DatasetFormat format, long bytes, long rows, BatchConfig config) {
    if (fixedTarget != null) {
      return fixedTarget;
    }
    boolean oneByOne = config.executionStrategy() == ExecutionStrategy.SEQUENTIAL;
    return SliceTarget.of(format, bytes, rows, oneByOne ? 1 : config.maxWorkers());
  }

  private record Strategy(boolean parallel, String reason) {
    static Strategy of(ExecutionStrategy wanted, int slices, long toRead) {
      return switch (wanted) {
        case SEQUENTIAL -> new Strategy(false, "Sequential, as asked for.");
        case PARALLEL -> new Strategy(true, "Parallel, as asked for.");
        case ADAPTIVE -> adaptive(slices, toRead);
      };
    }

    private static Strategy adaptive(int slices, long toRead) {
      if (slices <= 1) {
        return new Strategy(false, "Sequential: the data is one slice.");
      }
      return toRead < LITTLE_TO_READ
          ? new Strategy(false, "Sequential: there is little to read.")
          : new Strategy(true, "Parallel: there are several slices to read.");
    }
  }

  /** A plan that is not written yet. */
  public record DraftPlan(
      String engine,
      DatasetSummary dataset,
      DatasetFormat format,
      @Nullable Reading reading,
      List<Column> columns,
      List<Rule> rules,
      List<DecidedRule> decided,
      List<String> reads,
      long chunkSize,
      long chunks,
      boolean parallel,
      String strategyReason,
      List<Source> sources,
      List<Slice> slices,
      List<DraftReference> references,
      List<SettledRule> settled,
      @Nullable ProfilePlan profile) {

    /** Returns the same with what is profiled. */
    DraftPlan profiling(ProfilePlan profile) {
      return with(settled, profile);
    }

    /** Returns the same with what became of rules about the past. */
    DraftPlan settled(List<SettledRule> settled) {
      return with(settled, profile);
    }

    private DraftPlan with(List<SettledRule> settled, @Nullable ProfilePlan profile) {
      return new DraftPlan(
          engine,
          dataset,
          format,
          reading,
          columns,
          rules,
          decided,
          reads,
          chunkSize,
          chunks,
          parallel,
          strategyReason,
          sources,
          slices,
          references,
          settled,
          profile);
    }
  }
}
