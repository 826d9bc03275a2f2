package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.FailWorkflowOn;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.plan.Chunker;
import io.truthound.temporal.plan.RowCountChunker;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The argument of the batch workflow: references only, never data or secrets. Many rules and many
 * URIs travel compressed, so that it stays small.
 *
 * @param operation what to do
 * @param dataset what to do it with; its paths are absolute
 * @param chunker how to cut it; null cuts by the configuration's batch size
 * @param rules what must hold; null where nothing is checked
 * @param config how to run
 * @param engine the name under which a worker registered the engine; null for the built-in one
 * @param artifactStore URI of the store for plan, results and report; null for the worker's own
 * @param keys columns whose values go with each failing row
 * @param profile what is profiled; null where that is not the operation, or all columns are
 * @param autoSchema whether the data is held against its baseline too; left out of JSON where not
 * @param carried what the run before hands over where the workflow continued as a new run; null
 *     from clients
 * @param resumes id of the run that began an earlier batch in the same store: what its slices found
 *     is not sought again where its plan is the same, and the batch is refused where it is not;
 *     null begins at the beginning
 * @param dataTime which time's data is meant, and how long it may take to come; null says nothing
 * @param channels the names under which workers know whom to tell when it is over
 * @param unrecorded whether this is a part of another batch, and so no entry in the history of its
 *     dataset; left out of JSON where not
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BatchRequest(
    Operation operation,
    @JsonSerialize(using = Packed.Serializer.class)
        @JsonDeserialize(using = Packed.DatasetDeserializer.class)
        Dataset dataset,
    @Nullable Chunker chunker,
    @JsonSerialize(using = Packed.Serializer.class)
        @JsonDeserialize(using = Packed.RulesDeserializer.class)
        @Nullable RuleSet rules,
    BatchConfig config,
    @Nullable String engine,
    @Nullable String artifactStore,
    List<String> keys,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ProfileScope profile,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean autoSchema,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Carried carried,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String resumes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DataTime dataTime,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> channels,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unrecorded) {

  /** The name of the built-in engine. */
  public static final String DEFAULT_ENGINE = "truthound";

  /** The most bytes that a request may take on the wire: nothing above 32 KiB goes into history. */
  public static final int MOST_BYTES = 30 * 1024;

  /** The most bytes of JSON that rules or URIs may take before they are compressed. */
  public static final int MOST_UNPACKED_BYTES = Packed.MOST_UNPACKED;

  public BatchRequest {
    operation = operation == null ? Operation.CHECK : operation;
    config = config == null ? BatchConfig.DEFAULT : config;
    keys = keys == null ? List.of() : List.copyOf(keys);
    dataTime = DataTime.DEFAULT.equals(dataTime) ? null : dataTime;
    channels = channels == null ? List.of() : List.copyOf(channels);
    boolean unruly = rules == null && !autoSchema && !operation.describes();
    if (dataset == null || unruly) {
      throw new IllegalArgumentException(
          "Invalid batch request: no " + (dataset == null ? "dataset" : "rules"));
    }
    if ((rules != null || autoSchema) && operation.describes()) {
      throw new IllegalArgumentException(
          "Invalid batch request: a " + operation.word() + " has no rules");
    }
  }

  /** Asks for a check, as another workflow does that has it done by a child workflow. */
  public static BatchRequest check(Dataset dataset, RuleSet rules) {
    RuleSet written = rules.rules().isEmpty() ? null : rules;
    return of(Operation.CHECK, dataset, written, rules.automatic());
  }

  /** Asks for a profile of all columns. */
  public static BatchRequest profile(Dataset dataset) {
    return of(Operation.PROFILE, dataset, null, false);
  }

  /** Asks for a learn. */
  public static BatchRequest learn(Dataset dataset) {
    return of(Operation.LEARN, dataset, null, false);
  }

  private static BatchRequest of(
      Operation operation, Dataset dataset, @Nullable RuleSet rules, boolean autoSchema) {
    return new BatchRequest(
        operation,
        dataset,
        null,
        rules,
        BatchConfig.DEFAULT,
        null,
        null,
        List.of(),
        null,
        autoSchema);
  }

  /** Asks for no automatic schema. */
  public BatchRequest(
      Operation operation,
      Dataset dataset,
      @Nullable Chunker chunker,
      @Nullable RuleSet rules,
      BatchConfig config,
      @Nullable String engine,
      @Nullable String artifactStore,
      List<String> keys,
      @Nullable ProfileScope profile) {
    this(operation, dataset, chunker, rules, config, engine, artifactStore, keys, profile, false);
  }

  /** Asks for a batch from its beginning. */
  public BatchRequest(
      Operation operation,
      Dataset dataset,
      @Nullable Chunker chunker,
      @Nullable RuleSet rules,
      BatchConfig config,
      @Nullable String engine,
      @Nullable String artifactStore,
      List<String> keys,
      @Nullable ProfileScope profile,
      boolean autoSchema) {
    this(
        operation,
        dataset,
        chunker,
        rules,
        config,
        engine,
        artifactStore,
        keys,
        profile,
        autoSchema,
        null,
        null,
        null,
        List.of(),
        false);
  }

  /** Returns the same with another configuration. */
  public BatchRequest withConfig(BatchConfig config) {
    return changed(parts -> parts.config = config);
  }

  /** Returns the same, whose sources are cut so. */
  public BatchRequest withChunker(Chunker chunker) {
    return changed(parts -> parts.chunker = chunker);
  }

  /** Returns the same for the engine that workers registered under a name. */
  public BatchRequest withEngine(String engine) {
    return changed(parts -> parts.engine = engine);
  }

  /** Returns the same with the store of a URI, which the workers must have been given too. */
  public BatchRequest withArtifactStore(String artifactStore) {
    return changed(parts -> parts.artifactStore = artifactStore);
  }

  /** Returns the same, whose failing rows come with the values of these columns. */
  public BatchRequest withKeys(List<String> keys) {
    return changed(parts -> parts.keys = keys);
  }

  /** Returns the same, to go on where a run before ended. */
  public BatchRequest with(Carried carried) {
    return changed(parts -> parts.carried = carried);
  }

  /** Returns the same, to go on where an earlier batch ended. */
  public BatchRequest resuming(@Nullable String run) {
    return changed(parts -> parts.resumes = run);
  }

  /** Returns the same with these rules after its own. */
  public BatchRequest with(RuleSet more) {
    return changed(parts -> parts.rules = rules == null ? more : rules.plus(more));
  }

  /** Returns the same for the data of a time. */
  public BatchRequest with(@Nullable DataTime dataTime) {
    return changed(parts -> parts.dataTime = dataTime);
  }

  /** Returns the same, of which these channels are told. */
  public BatchRequest withChannels(List<String> channels) {
    return changed(parts -> parts.channels = channels);
  }

  /** Says whether a URI, of the dataset or of another that rules name, has a place for a time. */
  public boolean hasTime() {
    return dataset.hasTime() || (rules != null && rules.hasTime());
  }

  /** Returns the same for data that has no place for a time: the time is settled. */
  public BatchRequest resolved() {
    if (dataTime == null || !hasTime()) {
      return this;
    }
    ZonedDateTime time = dataTime.time();
    return changed(
        parts -> {
          parts.dataset = dataset.at(time);
          parts.rules = rules == null ? null : rules.at(time);
        });
  }

  private BatchRequest changed(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return new BatchRequest(
        operation,
        parts.dataset,
        parts.chunker,
        parts.rules,
        parts.config,
        parts.engine,
        parts.artifactStore,
        parts.keys,
        profile,
        autoSchema,
        parts.carried,
        parts.resumes,
        parts.dataTime,
        parts.channels,
        unrecorded);
  }

  /** What copies may have otherwise. */
  private static final class Parts {
    private Dataset dataset;
    private @Nullable Chunker chunker;
    private @Nullable RuleSet rules;
    private BatchConfig config;
    private @Nullable String engine;
    private @Nullable String artifactStore;
    private List<String> keys;
    private @Nullable Carried carried;
    private @Nullable String resumes;
    private @Nullable DataTime dataTime;
    private List<String> channels;

    Parts(BatchRequest request) {
      dataset = request.dataset;
      chunker = request.chunker;
      rules = request.rules;
      config = request.config;
      engine = request.engine;
      artifactStore = request.artifactStore;
      keys = request.keys;
      carried = request.carried;
      resumes = request.resumes;
      dataTime = request.dataTime;
      channels = request.channels;
    }
  }

  /** Returns a request that learns from all rows what this one checks, as a part of its batch. */
  public BatchRequest learning() {
    BatchConfig whole =
        config
            .withFailFast(false)
            .withContinueOnError(true)
            .withAggregationStrategy(AggregationStrategy.MERGE)
            .withFailWorkflowOn(FailWorkflowOn.NEVER);
    return new BatchRequest(
        Operation.LEARN,
        dataset,
        chunker,
        null,
        whole,
        engine,
        artifactStore,
        List.of(),
        null,
        false,
        null,
        null,
        dataTime,
        List.of(),
        true);
  }

  /** Returns the user's rules; none where nothing is checked. */
  public List<Rule> userRules() {
    return rules == null ? List.of() : rules.rules();
  }

  /** Returns what is profiled, in force. */
  public ProfileScope effectiveProfile() {
    return profile == null ? ProfileScope.ALL : profile;
  }

  /** Returns the chunker in force: a given one wins over the configuration's batch size. */
  public Chunker effectiveChunker() {
    return chunker == null ? RowCountChunker.of(config.batchSize()) : chunker;
  }

  /** Returns the engine's name in force. */
  public String effectiveEngine() {
    return engine == null ? DEFAULT_ENGINE : engine;
  }
}
