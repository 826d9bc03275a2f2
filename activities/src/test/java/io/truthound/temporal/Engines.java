package io.truthound.temporal;

import com.fasterxml.jackson.databind.JsonNode;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.duckdb.DuckDbSettings;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.Engine;
import io.truthound.temporal.engine.KeyEngine;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.engine.arrow.ArrowScans;
import io.truthound.temporal.engine.truthound.TruthoundEngine;
import io.truthound.temporal.fetch.ObjectCache;
import io.truthound.temporal.merge.Judge;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.Chunker;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.planning.Planner;
import io.truthound.temporal.planning.Planner.DraftPlan;
import io.truthound.temporal.planning.Settlement;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.reader.ScratchSlots;
import io.truthound.temporal.reader.SourceReaders;
import io.truthound.temporal.reader.arrow.ArrowReader;
import io.truthound.temporal.reader.csv.CsvReader;
import io.truthound.temporal.reader.ndjson.NdjsonReader;
import io.truthound.temporal.reader.parquet.ParquetReader;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.Correlation;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.staging.AllowedSources;
import io.truthound.temporal.staging.Needs;
import io.truthound.temporal.staging.SourcesAtHand;
import io.truthound.temporal.state.ColumnSpool;
import io.truthound.temporal.state.Learned;
import io.truthound.temporal.state.ProfileState;
import io.truthound.temporal.state.Profiles;
import io.truthound.temporal.state.UniqueColumns;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.ObjectStores;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Planning, engine and merge without a server: for many tries. */
final class Engines implements AutoCloseable {
  private final DuckDbPool pool;
  private final SourceReaders readers;
  private final ScratchSlots slots;
  private final DataQualityEngine builtIn;
  private final Engine engine;
  private final SourcesAtHand hand;

  Engines(Path scratch) {
    this(new DuckDbSettings(128L << 20, scratch, 1L << 30));
  }

  /** Gives every instance so much memory and scratch space. */
  Engines(DuckDbSettings settings) {
    this(settings, builtIn -> builtIn);
  }

  /** Has an engine that may be made of the built-in one. */
  Engines(DuckDbSettings settings, Function<DataQualityEngine, ? extends Engine> ofBuiltIn) {
    pool = new DuckDbPool(settings, 1);
    readers =
        new SourceReaders(
            List.of(
                new ParquetReader(pool),
                new CsvReader(pool),
                new NdjsonReader(),
                new ArrowReader()));
    slots = new ScratchSlots(pool.settings().scratch());
    builtIn = new TruthoundEngine(pool, readers, slots);
    engine = ofBuiltIn.apply(builtIn);
    Path scratch = settings.scratch();
    ArtifactStore store = new FarStore(scratch.resolve("staged"));
    hand =
        new SourcesAtHand(
            new RunArtifacts(store, new RunFolder(store.uri(), "run")),
            scratch,
            new ObjectCache(ObjectStores.NONE, scratch, 1 << 20, 1),
            AllowedSources.ALL);
  }

  DataQualityEngine engine() {
    return builtIn;
  }

  DraftPlan plan(Dataset dataset, Scenario scenario)
      throws RefusedException, IOException, ScanCancelledException {
    return plan(
        dataset,
        scenario.ruleSet(),
        scenario.config(),
        scenario.target(),
        scenario.keys(),
        scenario.chunker());
  }

  DraftPlan plan(
      Dataset dataset,
      RuleSet rules,
      BatchConfig config,
      @Nullable SliceTarget target,
      List<String> keys,
      @Nullable Chunker chunker)
      throws RefusedException, IOException, ScanCancelledException {
    BatchRequest request =
        new BatchRequest(Operation.CHECK, dataset, chunker, rules, config, null, null, keys, null);
    return new Planner(
            readers, ObjectStores.NONE, target, Map.of(RandomCuts.NAME, new RandomCuts()))
        .plan(request, Settlement.NONE, engine, hand, ScanWatch.NONE);
  }

  /** What slices came to and what is left of them for a report. */
  record Answer(BatchPlan plan, MergedPrefix merged, List<SliceResult> slices) {

    /** Returns a rule's failing rows as a report gathers them. */
    List<FailingRow> samples(int rule, boolean ofStopOnly) {
      List<FailingRow> rows = new ArrayList<>();
      long last = merged.stop() == null ? Long.MAX_VALUE : merged.stop().chunk();
      boolean onlyLast = ofStopOnly && merged.stop() != null;
      for (SliceResult slice : slices) {
        for (SliceResult.SampledRow sample : slice.samples()) {
          boolean counts = onlyLast ? sample.chunk() == last : sample.chunk() <= last;
          if (sample.rule() == rule && counts && rows.size() < plan.sampleSize()) {
            rows.add(sample.row());
          }
        }
      }
      return rows;
    }
  }

  Answer check(
      Dataset dataset, RuleSet rules, BatchConfig config, SliceTarget target, List<String> keys)
      throws RefusedException, IOException, ScanCancelledException {
    return check(plan(dataset, rules, config, target, keys, null), config, keys);
  }

  Answer check(DraftPlan draft, BatchConfig config, List<String> keys)
      throws IOException, ScanCancelledException {
    return check(draft, config, keys, ScanWatch.NONE);
  }

  Answer check(DraftPlan draft, BatchConfig config, List<String> keys, ScanWatch watch)
      throws IOException, ScanCancelledException {
    BatchPlan plan = head(draft, config, keys);
    PlanPart part = new PlanPart(0, draft.sources(), draft.slices());
    Judge judge = new Judge(plan.rules(), plan.decided().stream().map(DecidedRule::rule).toList());
    MergedPrefix merged = MergedPrefix.empty(plan.rules().size());
    List<SliceResult> results = new ArrayList<>();
    for (Slice slice : draft.slices()) {
      SliceFindings findings = new SliceFindings(plan, slice);
      scan(
          SliceWork.CHECK,
          plan,
          hand.atHand(part, slice, Needs.of(readers, plan), watch),
          slice,
          watch,
          findings);
      SliceResult result = SliceResults.of(plan, "digest", slice, part, findings);
      results.add(result);
      merged = merged.plus(result.summary(), judge, config.stopsAtFirstFailure());
      if (merged.stop() != null) {
        break;
      }
    }
    return new Answer(plan, merged, results);
  }

  private void scan(
      SliceWork work,
      BatchPlan plan,
      PlanPart part,
      Slice slice,
      ScanWatch watch,
      SliceFindings findings)
      throws IOException, ScanCancelledException {
    work.run(engine, new ArrowScans(pool, readers, slots).open(plan, part, slice, watch, findings));
  }

  /** Counts all keys of rule 0. */
  KeyEngine.Found countKeys(Dataset dataset, RuleSet rules, BatchConfig config)
      throws RefusedException, IOException, ScanCancelledException {
    DraftPlan draft = plan(dataset, rules, config, new SliceTarget(1, 1, 1), List.of(), null);
    BatchPlan plan = head(draft, config, List.of());
    PlanPart part =
        hand.atHand(
            new PlanPart(0, draft.sources(), draft.slices()),
            Needs.of(readers, plan),
            ScanWatch.NONE);
    return engine
        .keys()
        .orElseThrow()
        .count(
            new KeyEngine.Keys(plan, List.of(part), 0, List.of()),
            new KeyEngine.Partition(0, 1),
            ScanWatch.NONE);
  }

  /** A profile, and what its slices came to. */
  record Profiled(BatchPlan plan, ProfileState state, int slices) {
    List<ColumnProfile> columns() {
      return Profiles.columns(plan, state);
    }

    List<Correlation> correlations() {
      return Profiles.correlations(state);
    }
  }

  /** Profiles slices one by one, and merges what they say in a random order. */
  Profiled profile(Dataset dataset, ProfileScope scope, SliceTarget target, Random random)
      throws RefusedException, IOException, ScanCancelledException {
    BatchConfig config = BatchConfig.DEFAULT.withBatchSize(1 + random.nextInt(5_000));
    BatchRequest request =
        new BatchRequest(
            Operation.PROFILE, dataset, null, null, config, null, null, List.of(), scope);
    return profile(
        new Planner(readers, ObjectStores.NONE, target, Map.of())
            .plan(request, Settlement.NONE, engine, hand, ScanWatch.NONE),
        config,
        random);
  }

  private Profiled profile(DraftPlan draft, BatchConfig config, Random random)
      throws IOException, ScanCancelledException {
    BatchPlan plan = head(draft, config, List.of());
    PlanPart part = new PlanPart(0, draft.sources(), draft.slices());
    List<ProfileState> states = new ArrayList<>();
    for (Slice slice : draft.slices()) {
      try (ColumnSpool spool = new ColumnSpool(pool.settings().scratch())) {
        SliceFindings findings = new SliceFindings(plan, slice, spool);
        PlanPart atHand = hand.atHand(part, slice, Needs.of(readers, plan), ScanWatch.NONE);
        scan(SliceWork.PROFILE, plan, atHand, slice, ScanWatch.NONE, findings);
        for (JsonNode state : SliceResults.of(plan, "", slice, part, findings).states()) {
          states.add(ArtifactJson.read(ArtifactJson.write(state), ProfileState.class));
        }
      }
    }
    Collections.shuffle(states, random);
    ProfileState none = ProfileState.none(plan);
    return new Profiled(
        plan, states.stream().reduce(none, ProfileState::plus), draft.slices().size());
  }

  /** Learns from slices of their own; counts what may be unique as keys. */
  Learned learn(Dataset dataset, SliceTarget target, Random random)
      throws RefusedException, IOException, ScanCancelledException {
    BatchConfig config = BatchConfig.DEFAULT.withBatchSize(1 + random.nextInt(5_000));
    BatchRequest request =
        new BatchRequest(Operation.LEARN, dataset, null, null, config, null, null, List.of(), null);
    DraftPlan draft =
        new Planner(readers, ObjectStores.NONE, target, Map.of())
            .plan(request, Settlement.NONE, engine, hand, ScanWatch.NONE);
    Profiled profiled = profile(draft, config, random);
    List<Integer> unique = new ArrayList<>(UniqueColumns.proven(profiled.plan(), profiled.state()));
    PlanPart part = new PlanPart(0, draft.sources(), draft.slices());
    for (int column : UniqueColumns.open(profiled.plan(), profiled.state())) {
      KeyEngine.Keys keys =
          new KeyEngine.Keys(
              profiled.plan().countingColumn(column), List.of(part), column, List.of());
      KeyEngine.Found found =
          engine.keys().orElseThrow().count(keys, new KeyEngine.Partition(0, 1), ScanWatch.NONE);
      if (found.count().failed() == 0) {
        unique.add(column);
      }
    }
    return Learned.of(profiled.plan(), profiled.state(), unique);
  }

  private static BatchPlan head(DraftPlan draft, BatchConfig config, List<String> keys) {
    return new BatchPlan(
        draft.profile() == null ? BatchPlan.VERSION : BatchPlan.PROFILE_VERSION,
        draft.engine(),
        draft.dataset(),
        draft.format(),
        draft.columns(),
        draft.rules(),
        draft.decided(),
        keys,
        draft.reads(),
        config.sampleSize(),
        config.sampleValues(),
        draft.chunkSize(),
        draft.chunks(),
        config.aggregationStrategy() == AggregationStrategy.FIRST_FAILURE,
        config.aggregationStrategy() == AggregationStrategy.ALL,
        draft.slices().size(),
        draft.parallel(),
        draft.strategyReason(),
        false,
        List.of(),
        List.of(),
        List.of(),
        draft.settled(),
        draft.reading(),
        draft.profile());
  }

  @Override
  public void close() throws SQLException, IOException {
    hand.close();
    pool.close();
  }
}
