package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.FailWorkflowOn;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.plan.Chunker;
import io.truthound.temporal.rule.RuleSet;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The argument of the workflow of several datasets: each once, and what all share, as in {@link
 * BatchRequest}.
 *
 * @param operation what to do with each
 * @param datasets what to do it with; their paths are absolute
 * @param chunker how to cut each; null cuts by the configuration's batch size
 * @param rules what must hold; null where nothing is checked
 * @param config how to run each; its fail-fast, total timeout and {@code failWorkflowOn} are the
 *     list's, and its workers say how many datasets are under way at once
 * @param engine the name under which a worker registered the engine; null for the built-in one
 * @param artifactStore URI of the store for plans, results and reports; null for the worker's own
 * @param keys columns whose values go with each failing row
 * @param profile what is profiled; null where that is not the operation, or all columns are
 * @param autoSchema whether each is held against its own baseline too
 * @param dataTime which time's data is meant, and how long it may take to come; null says nothing
 * @param channels the names under which workers know whom to tell of each dataset
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatasetListRequest(
    Operation operation,
    @JsonSerialize(using = Packed.Serializer.class)
        @JsonDeserialize(using = Packed.DatasetsDeserializer.class)
        List<Dataset> datasets,
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
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DataTime dataTime,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> channels) {

  /** The most datasets of a list: what its workflow's history holds comfortably. */
  public static final int MOST_DATASETS = 1_000;

  /**
   * The most bytes that the requests of all datasets may take together: the list's history has each
   * of them beside each answer, and servers end a workflow whose history passes 50 MB.
   */
  public static final long MOST_BYTES_OF_ALL = 16L << 20;

  public DatasetListRequest {
    operation = operation == null ? Operation.CHECK : operation;
    datasets = datasets == null ? List.of() : List.copyOf(datasets);
    config = config == null ? BatchConfig.DEFAULT : config;
    keys = keys == null ? List.of() : List.copyOf(keys);
    dataTime = DataTime.DEFAULT.equals(dataTime) ? null : dataTime;
    channels = channels == null ? List.of() : List.copyOf(channels);
  }

  /** Names no time of the data. */
  public DatasetListRequest(
      Operation operation,
      List<Dataset> datasets,
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
        datasets,
        chunker,
        rules,
        config,
        engine,
        artifactStore,
        keys,
        profile,
        autoSchema,
        null,
        List.of());
  }

  /** Returns the same for the data of a time. */
  public DatasetListRequest with(@Nullable DataTime dataTime) {
    return copy(dataTime, channels);
  }

  /** Returns the same, of which these channels are told. */
  public DatasetListRequest withChannels(List<String> channels) {
    return copy(dataTime, channels);
  }

  private DatasetListRequest copy(@Nullable DataTime dataTime, List<String> channels) {
    return new DatasetListRequest(
        operation,
        datasets,
        chunker,
        rules,
        config,
        engine,
        artifactStore,
        keys,
        profile,
        autoSchema,
        dataTime,
        channels);
  }

  /** Says whether a URI, of a dataset or of another that rules name, has a place for a time. */
  public boolean hasTime() {
    return datasets.stream().anyMatch(Dataset::hasTime) || (rules != null && rules.hasTime());
  }

  /** Returns why no workflow should take this, for a person; null where it may. */
  public @Nullable String refusal() {
    if (datasets.isEmpty()) {
      return "no dataset (allowed: 1 or more)";
    }
    if (datasets.size() > MOST_DATASETS) {
      return String.format(
          Locale.ROOT,
          "%,d datasets (allowed: %,d or fewer); make several lists of them",
          datasets.size(),
          MOST_DATASETS);
    }
    if (operation == Operation.PLAN) {
      return "a plan is of one dataset";
    }
    boolean ruled = rules != null || autoSchema;
    if (ruled == operation.describes()) {
      return ruled ? "a " + operation.word() + " has no rules" : "no rules";
    }
    return null;
  }

  /**
   * Returns the request of a dataset; its place counts from 0.
   *
   * @param timeLeft what is left of the list's total timeout, or null where there is none
   */
  public BatchRequest batch(int index, @Nullable Duration timeLeft) {
    // What becomes of a dataset is an element of the answer, never a failure of the list.
    BatchConfig quiet = config.withFailWorkflowOn(FailWorkflowOn.NEVER);
    return new BatchRequest(
            operation,
            datasets.get(index),
            chunker,
            rules,
            timeLeft == null ? quiet : quiet.withTimeout(timeLeft),
            engine,
            artifactStore,
            keys,
            profile,
            autoSchema)
        .with(dataTime)
        .withChannels(channels);
  }
}
