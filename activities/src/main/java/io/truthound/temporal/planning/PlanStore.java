package io.truthound.temporal.planning;

import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.SampleValues;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.merge.KeyRules;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.PlanPartRef;
import io.truthound.temporal.plan.ProvenRule;
import io.truthound.temporal.plan.Reference;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.SettledRule;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.planning.Planner.DraftPlan;
import io.truthound.temporal.planning.References.DraftReference;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.AutomaticRules;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DamagedArtifactException;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps plans in the artifact store, in parts that are named by their own bytes. The head is
 * written last: once it is there, the plan is whole and never made again.
 */
public final class PlanStore {
  private static final int SLICES_OF_A_PART = 64;

  /** A part is read whole for each of its slices, and slices may have a thousand files. */
  private static final int SEGMENTS_OF_A_PART = 10_000;

  /**
   * So few sources are in every part: slices of all parts then read with the same DuckDB instances,
   * of which opening one costs 20 ms.
   */
  private static final int FEW_SOURCES = 64;

  private static final int FIRST_SOURCES = 5;

  private final ArtifactStore store;
  private final RunFolder folder;
  private final RunArtifacts artifacts;
  private final SampleValues shown;

  /**
   * Opens the plan of a run.
   *
   * @param folder the run's folder; its store is {@code store}
   */
  public PlanStore(ArtifactStore store, RunFolder folder) {
    this(store, folder, SampleValues.FULL);
  }

  /**
   * Opens the plan of a run for a worker that does not show every value.
   *
   * @param shown what it shows at the most, whatever a plan allows
   */
  public PlanStore(ArtifactStore store, RunFolder folder, SampleValues shown) {
    this.shown = shown;
    this.store = store;
    this.folder = folder.in(store.uri());
    this.artifacts = new RunArtifacts(store, folder);
  }

  /** Returns what history holds of the plan, or nothing where none is written. */
  public Optional<PlanSummary> find(int userRules) throws IOException {
    Optional<byte[]> head = artifacts.find(RunPaths.PLAN);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(summary(head.get(), userRules));
  }

  /** Writes a plan, unless another attempt has written one; then that one counts. */
  public PlanSummary write(DraftPlan draft, BatchRequest request) throws IOException {
    return write(headOf(draft, request), request);
  }

  /** Writes the head of a plan whose parts are written; else as the same with a draft. */
  public PlanSummary write(BatchPlan head, BatchRequest request) throws IOException {
    store.putIfAbsent(artifacts.name(RunPaths.PLAN), ArtifactJson.write(head));
    return find(request.userRules().size())
        .orElseThrow(() -> new IOException("The plan just written is gone: " + folder));
  }

  /** Writes the parts of a plan and returns its head, which is not written yet. */
  public BatchPlan headOf(DraftPlan draft, BatchRequest request) throws IOException {
    List<Slice> slices = draft.slices();
    List<PlanPartRef> parts = writeParts(draft.sources(), slices);
    List<Reference> references = new ArrayList<>();
    for (DraftReference reference : draft.references()) {
      references.add(write(reference));
    }
    AggregationStrategy aggregation = request.config().aggregationStrategy();
    BatchPlan head =
        new BatchPlan(
            draft.profile() == null ? BatchPlan.VERSION : BatchPlan.PROFILE_VERSION,
            draft.engine(),
            draft.dataset(),
            draft.format(),
            draft.columns(),
            draft.rules(),
            draft.decided(),
            request.keys(),
            draft.reads(),
            request.config().sampleSize(),
            request.config().sampleValues(),
            draft.chunkSize(),
            draft.chunks(),
            aggregation == AggregationStrategy.FIRST_FAILURE,
            aggregation == AggregationStrategy.ALL,
            slices.size(),
            draft.parallel(),
            draft.strategyReason(),
            Width.isWide(draft, request.userRules().size()),
            parts,
            references,
            proven(slices),
            draft.settled(),
            draft.reading(),
            draft.profile());
    return head.showing(shown);
  }

  /**
   * Reads the head that a reference points to.
   *
   * @throws DamagedArtifactException if it is gone or altered, or of a version that this worker
   *     does not know: it would pass over what that one added
   */
  public BatchPlan head(ArtifactRef plan) throws IOException {
    BatchPlan head = parse(artifacts.verified(RunPaths.PLAN, plan.sha256()), BatchPlan.class);
    int known = head.profile() == null ? BatchPlan.VERSION : BatchPlan.PROFILE_VERSION;
    if (head.version() != known) {
      throw new DamagedArtifactException(
          "The plan %s has version %d (this worker reads version %d)"
              .formatted(plan.uri(), head.version(), known));
    }
    return head.showing(shown);
  }

  /** Reads a part of a plan. */
  public PlanPart part(PlanPartRef part) throws IOException {
    return parse(artifacts.verified(part.name(), part.sha256()), PlanPart.class);
  }

  /** Returns what a head's bytes say, of whatever version. */
  BatchPlan parsed(byte[] head) throws IOException {
    return parse(head, BatchPlan.class);
  }

  private PlanSummary summary(byte[] head, int userRules) throws IOException {
    BatchPlan plan = parse(head, BatchPlan.class);
    List<String> firstSources =
        plan.parts().isEmpty()
            ? List.of()
            : part(plan.parts().get(0)).sources().stream()
                .limit(FIRST_SOURCES)
                .map(Source::uri)
                .toList();
    return new PlanSummary(
        folder,
        new ArtifactRef(RunPaths.uri(folder, RunPaths.PLAN), Digests.sha256(head), head.length),
        plan.engine(),
        plan.dataset(),
        firstSources,
        plan.chunks(),
        plan.sliceCount(),
        plan.parallel(),
        plan.strategyReason(),
        plan.wide()
            ? List.of()
            : plan.rules().subList(userRules, plan.rules().size()).stream()
                .map(rule -> AutomaticRules.forHistory(rule, plan.sampleValues()))
                .toList(),
        plan.wide() ? List.of() : plan.decided(),
        plan.wide(),
        plan.wide() && plan.decided().stream().anyMatch(PlanStore::isBroken),
        plan.wide() ? KeyRules.of(plan.rules(), plan.decided()) : null,
        readsKeysAlone(plan),
        plan.wide() ? List.of() : plan.referenceRows(),
        plan.wide() ? List.of() : plan.proven(),
        plan.wide()
            ? List.of()
            : plan.settled().stream()
                .map(
                    each ->
                        new SettledRule(
                            each.rule(),
                            each.given(),
                            AutomaticRules.shown(each.as(), plan.sampleValues()),
                            each.from(),
                            each.judged()))
                .toList(),
        null);
  }

  /**
   * Says whether all that is to be read is keys, where they lie. Of several columns, a null in one
   * may leave the others unread.
   */
  private static boolean readsKeysAlone(BatchPlan plan) {
    List<Integer> keys = KeyRules.of(plan.rules(), plan.decided());
    return plan.format() == DatasetFormat.PARQUET
        && !plan.wide()
        && !keys.isEmpty()
        && keys.size() + plan.decided().size() == plan.rules().size()
        && keys.stream().allMatch(rule -> plan.rules().get(rule).columns().size() == 1);
  }

  private static List<ProvenRule> proven(List<Slice> slices) {
    Map<Integer, Long> rows = new TreeMap<>();
    for (Slice slice : slices) {
      for (Segment segment : slice.segments()) {
        segment.proven().forEach(each -> rows.merge(each.rule(), each.rows().count(), Long::sum));
      }
    }
    return rows.entrySet().stream()
        .map(rule -> new ProvenRule(rule.getKey(), rule.getValue()))
        .toList();
  }

  private static boolean isBroken(DecidedRule rule) {
    return rule.status() == Status.FAILED;
  }

  private Reference write(DraftReference draft) throws IOException {
    return new Reference(
        draft.rule(),
        draft.rows(),
        draft.dataset().format(),
        draft.dataset().reading(),
        draft.dataset().columns(),
        writeParts(draft.dataset().sources(), draft.slices()));
  }

  private List<PlanPartRef> writeParts(List<Source> sources, List<Slice> slices)
      throws IOException {
    List<PlanPartRef> parts = new ArrayList<>();
    for (int first = 0; first < slices.size(); ) {
      int end = endOfPart(slices, first);
      parts.add(writePart(part(sources, slices.subList(first, end)), first));
      first = end;
    }
    return parts;
  }

  private static int endOfPart(List<Slice> slices, int first) {
    int most = Math.min(slices.size(), first + SLICES_OF_A_PART);
    int end = first + 1;
    int segments = slices.get(first).segments().size();
    while (end < most && segments + slices.get(end).segments().size() <= SEGMENTS_OF_A_PART) {
      segments += slices.get(end).segments().size();
      end++;
    }
    return end;
  }

  private static PlanPart part(List<Source> sources, List<Slice> slices) {
    // Staged texts are brought from the store, and none without need.
    if (sources.size() <= FEW_SOURCES
        && sources.stream().allMatch(source -> source.staged() == null)) {
      return new PlanPart(0, sources, slices);
    }
    List<Segment> lastSegments = slices.get(slices.size() - 1).segments();
    int first = slices.get(0).segments().get(0).source();
    int last = lastSegments.get(lastSegments.size() - 1).source();
    return new PlanPart(first, sources.subList(first, last + 1), slices);
  }

  private PlanPartRef writePart(PlanPart part, int firstSlice) throws IOException {
    byte[] bytes = ArtifactJson.write(part);
    String sha256 = Digests.sha256(bytes);
    String name = RunPaths.planPart(sha256);
    store.putIfAbsent(artifacts.name(name), bytes);
    return new PlanPartRef(firstSlice, part.slices().size(), name, sha256);
  }

  private static <T> T parse(byte[] bytes, Class<T> type) throws IOException {
    try {
      return ArtifactJson.read(bytes, type);
    } catch (IOException e) {
      throw new DamagedArtifactException("Cannot understand a plan: " + e.getMessage());
    }
  }
}
