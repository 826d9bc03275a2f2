package io.truthound.temporal.client;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.DataTime;
import io.truthound.temporal.contract.DatasetListRequest;
import io.truthound.temporal.contract.Memo;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.contract.SearchAttributes;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.plan.Chunker;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.PlanResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.rule.RuleSet;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts batches and waits for their answers. Immutable and safe for use by many threads; the
 * client stays the caller's.
 */
public final class BatchExecutor {
  private final WorkflowClient client;
  private final Builder settings;

  private BatchExecutor(WorkflowClient client, Builder settings) {
    this.client = client;
    this.settings = settings;
  }

  public static Builder newBuilder(WorkflowClient client) {
    return new Builder(client);
  }

  /**
   * Checks a dataset and waits for the answer.
   *
   * @throws ChunkingException if planning is refused; nothing was scanned
   * @throws BatchExecutionException if the workflow failed or was terminated
   * @throws AggregationException if what slices found cannot be put together
   * @throws java.util.concurrent.CancellationException if the batch was cancelled
   * @throws WorkflowExecutionAlreadyStarted if a batch with the given workflow id is running
   */
  public CheckResult checkBatch(Dataset dataset, RuleSet rules) {
    return startCheck(dataset, rules).result();
  }

  /**
   * Checks a dataset against its baseline: the schema that its first check learns, stored under the
   * dataset's name. Else as {@link #checkBatch(Dataset, RuleSet)}.
   */
  public CheckResult checkBatch(Dataset dataset) {
    return checkBatch(dataset, RuleSet.auto());
  }

  /**
   * Starts a check and returns at once; the batch goes on whatever becomes of the caller.
   *
   * @throws WorkflowExecutionAlreadyStarted if a batch with the given workflow id is running
   */
  public BatchHandle startCheck(Dataset dataset, RuleSet rules) {
    return start(Operation.CHECK, dataset, rules);
  }

  /**
   * Plans a check and scans nothing.
   *
   * @throws ChunkingException if planning is refused
   * @throws BatchExecutionException if the workflow failed or was terminated
   */
  public PlanResult plan(Dataset dataset, RuleSet rules) {
    return startPlan(dataset, rules).planResult();
  }

  BatchHandle startPlan(Dataset dataset, RuleSet rules) {
    return start(Operation.PLAN, dataset, rules);
  }

  /**
   * Profiles all columns of a dataset and waits for the answer.
   *
   * @throws ChunkingException if planning is refused; nothing was scanned
   * @throws BatchExecutionException if the workflow failed or was terminated
   * @throws AggregationException if what slices found cannot be put together
   * @throws java.util.concurrent.CancellationException if the batch was cancelled
   * @throws WorkflowExecutionAlreadyStarted if a batch with the given workflow id is running
   */
  public ProfileResult profileBatch(Dataset dataset) {
    return profileBatch(dataset, ProfileScope.ALL);
  }

  /** Profiles a part of a dataset; else as {@link #profileBatch(Dataset)}. */
  public ProfileResult profileBatch(Dataset dataset, ProfileScope scope) {
    return startProfile(dataset, scope).profileResult();
  }

  /**
   * Starts a profile and returns at once; the batch goes on whatever becomes of the caller.
   *
   * @throws WorkflowExecutionAlreadyStarted if a batch with the given workflow id is running
   */
  public BatchHandle startProfile(Dataset dataset, ProfileScope scope) {
    return start(Operation.PROFILE, dataset, null, scope);
  }

  /**
   * Learns which rules a dataset keeps and waits for the answer, whose {@link LearnResult#toRules}
   * go straight into {@link #checkBatch}.
   *
   * @throws ChunkingException if planning is refused; nothing was scanned
   * @throws BatchExecutionException if the workflow failed or was terminated
   * @throws AggregationException if what slices found cannot be put together
   * @throws java.util.concurrent.CancellationException if the batch was cancelled
   * @throws WorkflowExecutionAlreadyStarted if a batch with the given workflow id is running
   */
  public LearnResult learnBatch(Dataset dataset) {
    return startLearn(dataset).learnResult();
  }

  /**
   * Starts a learn and returns at once; the batch goes on whatever becomes of the caller.
   *
   * @throws WorkflowExecutionAlreadyStarted if a batch with the given workflow id is running
   */
  public BatchHandle startLearn(Dataset dataset) {
    return start(Operation.LEARN, dataset, null, null);
  }

  /**
   * Checks each dataset of a list in a batch of its own and waits for all answers, which stand in
   * list order. A dataset that is refused, or whose batch fails, is an ERROR element of the answer
   * and no exception.
   *
   * @throws ChunkingException if the list itself is refused: it is empty, or too long for one
   * @throws BatchExecutionException if the list's workflow failed or was terminated
   * @throws AggregationException if a report that an answer needs is missing or altered
   * @throws java.util.concurrent.CancellationException if the list was cancelled
   * @throws WorkflowExecutionAlreadyStarted if a workflow with the given id is running
   */
  public BatchResult checkBatch(List<Dataset> datasets, RuleSet rules) {
    return startCheck(datasets, rules).result();
  }

  /** Checks each dataset against its own baseline; else as the same with rules. */
  public BatchResult checkBatch(List<Dataset> datasets) {
    return checkBatch(datasets, RuleSet.auto());
  }

  /**
   * Starts a check of each dataset of a list and returns at once; it goes on whatever becomes of
   * the caller. The configuration's workers say how many datasets are under way at once, each with
   * as many slices; fail-fast stops at the lowest dataset that is FAILED or ERROR, and the total
   * timeout is the whole list's.
   *
   * @throws ChunkingException if the list is refused: it is empty, or too long for one
   * @throws WorkflowExecutionAlreadyStarted if a workflow with the given id is running
   */
  public DatasetListHandle startCheck(List<Dataset> datasets, RuleSet rules) {
    return start(Operation.CHECK, datasets, rules, null);
  }

  /** Profiles each dataset of a list; else as {@link #checkBatch(List, RuleSet)}. */
  public BatchResult profileBatch(List<Dataset> datasets) {
    return startProfile(datasets, ProfileScope.ALL).result();
  }

  /** Starts a profile of each dataset; else as {@link #startCheck(List, RuleSet)}. */
  public DatasetListHandle startProfile(List<Dataset> datasets, ProfileScope scope) {
    return start(Operation.PROFILE, datasets, null, scope);
  }

  /** Learns which rules each dataset keeps; else as {@link #checkBatch(List, RuleSet)}. */
  public BatchResult learnBatch(List<Dataset> datasets) {
    return startLearn(datasets).result();
  }

  /** Starts a learn of each dataset; else as {@link #startCheck(List, RuleSet)}. */
  public DatasetListHandle startLearn(List<Dataset> datasets) {
    return start(Operation.LEARN, datasets, null, null);
  }

  private BatchHandle start(Operation operation, Dataset dataset, RuleSet rules) {
    return start(operation, dataset, rules, null);
  }

  private BatchHandle start(
      Operation operation,
      Dataset dataset,
      @Nullable RuleSet rules,
      @Nullable ProfileScope profile) {
    BatchRequest request = request(operation, dataset, rules, profile);
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            WireNames.BATCH_WORKFLOW, options(request, workflowId(operation)));
    RequestSize.requireSmall(request);
    WorkflowExecution started = stub.start(request);
    return new BatchHandle(client, started.getWorkflowId(), started.getRunId())
        .telling(settings.hooks);
  }

  /** Returns what is asked of a dataset's workflow. */
  BatchRequest request(
      Operation operation,
      Dataset dataset,
      @Nullable RuleSet rules,
      @Nullable ProfileScope profile) {
    return new BatchRequest(
            operation,
            AbsolutePaths.of(dataset),
            settings.chunker,
            written(rules),
            settings.config,
            settings.engine,
            settings.artifactStore,
            settings.keys,
            profile,
            rules != null && rules.automatic())
        .resuming(settings.resume)
        .with(settings.dataTime)
        .withChannels(settings.channels);
  }

  /** Returns how a dataset's workflow is started. */
  WorkflowOptions options(BatchRequest request, String workflowId) {
    WorkflowOptions.Builder options =
        options(workflowId)
            .setStaticSummary(Summaries.of(request.operation().word(), request.dataset()))
            .setStaticDetails(Summaries.details(request))
            .setMemo(Memo.of(request));
    if (settings.searchAttributes) {
      options.setTypedSearchAttributes(
          SearchAttributes.begun(request.operation(), request.dataset()));
    }
    return options.build();
  }

  WorkflowClient client() {
    return client;
  }

  private DatasetListHandle start(
      Operation operation,
      List<Dataset> datasets,
      @Nullable RuleSet rules,
      @Nullable ProfileScope profile) {
    if (settings.resume != null) {
      throw new IllegalStateException(
          "Cannot resume a list of datasets: resume the batch of each by itself");
    }
    DatasetListRequest request =
        new DatasetListRequest(
                operation,
                datasets.stream().map(AbsolutePaths::of).toList(),
                settings.chunker,
                written(rules),
                settings.config,
                settings.engine,
                settings.artifactStore,
                settings.keys,
                profile,
                rules != null && rules.automatic())
            .with(settings.dataTime)
            .withChannels(settings.channels);
    RequestSize.requireSmall(request);
    WorkflowOptions.Builder begun =
        options(workflowId(operation))
            .setStaticSummary(Summaries.of(operation.word(), datasets))
            .setStaticDetails(Summaries.details(request))
            .setMemo(Memo.of(request));
    if (settings.searchAttributes) {
      begun.setTypedSearchAttributes(SearchAttributes.begun(operation));
    }
    WorkflowOptions options = begun.build();
    RequestSize.requireRoomForChildren(options.getWorkflowId());
    WorkflowStub stub = client.newUntypedWorkflowStub(WireNames.DATASET_LIST_WORKFLOW, options);
    WorkflowExecution started = stub.start(request);
    return new DatasetListHandle(client, started.getWorkflowId(), started.getRunId())
        .telling(settings.hooks);
  }

  private WorkflowOptions.Builder options(String workflowId) {
    return WorkflowOptions.newBuilder().setTaskQueue(settings.taskQueue).setWorkflowId(workflowId);
  }

  private String workflowId(Operation operation) {
    String id = settings.workflowId;
    return id != null ? id : "truthound-" + operation.word() + "-" + UUID.randomUUID();
  }

  /** Returns the rules that were written down; null where only automatic ones are wanted. */
  private static @Nullable RuleSet written(@Nullable RuleSet rules) {
    return rules == null || rules.rules().isEmpty() ? null : AbsolutePaths.of(rules);
  }

  /** Collects the settings of a {@link BatchExecutor}. Not safe for use by many threads. */
  public static final class Builder {
    private final WorkflowClient client;
    private String taskQueue = WireNames.TASK_QUEUE;
    private BatchConfig config = BatchConfig.DEFAULT;
    private @Nullable String engine;
    private @Nullable Chunker chunker;
    private @Nullable String artifactStore;
    private @Nullable String workflowId;
    private List<String> keys = List.of();
    private @Nullable String resume;
    private DataTime dataTime = DataTime.DEFAULT;
    private boolean searchAttributes;
    private List<String> channels = List.of();
    private List<BatchHook> hooks = List.of();

    private Builder(WorkflowClient client) {
      this.client = client;
    }

    private Builder(Builder other) {
      client = other.client;
      taskQueue = other.taskQueue;
      config = other.config;
      engine = other.engine;
      chunker = other.chunker;
      artifactStore = other.artifactStore;
      workflowId = other.workflowId;
      keys = other.keys;
      resume = other.resume;
      dataTime = other.dataTime;
      searchAttributes = other.searchAttributes;
      channels = other.channels;
      hooks = other.hooks;
    }

    /** Sets the task queue that workers with the plugin poll; {@code truthound} by default. */
    public Builder setTaskQueue(String taskQueue) {
      this.taskQueue = taskQueue;
      return this;
    }

    public Builder setConfig(BatchConfig config) {
      this.config = config;
      return this;
    }

    /** Sets the name under which the workers registered the engine; the built-in one by default. */
    public Builder setEngine(String engine) {
      this.engine = engine;
      return this;
    }

    /** Sets how sources are cut; its size wins over the configuration's batch size. */
    public Builder setChunker(Chunker chunker) {
      this.chunker = chunker;
      return this;
    }

    /** Sets the URI of the artifact store; the worker must have been given it too. */
    public Builder setArtifactStore(String artifactStore) {
      this.artifactStore = artifactStore;
      return this;
    }

    /** Sets the id of the next batches' workflow; a random one by default. */
    public Builder setWorkflowId(String workflowId) {
      this.workflowId = workflowId;
      return this;
    }

    /** Sets the columns whose values go with each failing row in reports. */
    public Builder setKeys(List<String> keys) {
      this.keys = List.copyOf(keys);
      return this;
    }

    /**
     * Has the next batches go on where an earlier one ended, however it did: what its slices found
     * is not sought again, but for slices of which rows could not be read. Data, rules, chunker,
     * configuration of chunks, samples and workers, engine and store must be the same, else a batch
     * is refused with what differs. Lists of datasets are not resumed.
     *
     * @param runId what {@link BatchHandle#runId} returns of the earlier batch
     */
    public Builder setResume(String runId) {
      this.resume = runId;
      return this;
    }

    /**
     * Sets the time that places in URIs such as {@code {scheduled:yyyy-MM-dd}} stand for; that of
     * the schedule, or where none starts the batch its start in UTC, by default.
     */
    public Builder setScheduledTime(ZonedDateTime time) {
      this.dataTime = dataTime.withScheduled(time.toInstant()).withZone(time.getZone());
      return this;
    }

    /**
     * Has batches wait for data of which there is nothing yet, and look for it after a minute, two,
     * four and so on up to ten; not at all by default. What is there once something is found is
     * checked: where files come one by one, name one that comes last.
     *
     * @param most how long, from the start of the batch; its total timeout ends the wait, too
     */
    public Builder setWaitForData(Duration most) {
      this.dataTime = dataTime.withWaitFor(most);
      return this;
    }

    /**
     * Says that the namespace has the search attributes of {@code truthound setup}, by which
     * batches are then found; not by default. A server refuses batches where it has them not.
     */
    public Builder setSearchAttributes(boolean registered) {
      this.searchAttributes = registered;
      return this;
    }

    /**
     * Has workers tell channels of each batch that is over, also of one that is refused; of a list,
     * of each dataset's. Whom a name stands for, and of what it wants to hear, its workers know
     * ({@code TruthoundPlugin.Builder.addNotifier}); who does not answer is tried for a day, and no
     * batch waits for it.
     */
    public Builder setNotify(String... channels) {
      this.channels = List.of(channels);
      return this;
    }

    /**
     * Has hooks hear what happens in the batches that the executor starts; of a list, in the batch
     * of each dataset.
     */
    public Builder addHooks(BatchHook... hooks) {
      List<BatchHook> all = new ArrayList<>(this.hooks);
      all.addAll(List.of(hooks));
      this.hooks = List.copyOf(all);
      return this;
    }

    public BatchExecutor build() {
      return new BatchExecutor(client, new Builder(this));
    }

    /** Returns an executor with these settings whose answers come as futures. */
    public AsyncBatchExecutor buildAsync() {
      return new AsyncBatchExecutor(build());
    }
  }
}
