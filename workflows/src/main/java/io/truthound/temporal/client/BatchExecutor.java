package io.truthound.temporal.client;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.Memo;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.plan.Chunker;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.PlanResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.rule.RuleSet;
import java.util.List;
import java.util.Locale;
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
    return start(Operation.PLAN, dataset, rules).planResult();
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

  private BatchHandle start(Operation operation, Dataset dataset, RuleSet rules) {
    return start(operation, dataset, rules, null);
  }

  private BatchHandle start(
      Operation operation,
      Dataset dataset,
      @Nullable RuleSet rules,
      @Nullable ProfileScope profile) {
    String verb = operation.name().toLowerCase(Locale.ROOT);
    String id =
        settings.workflowId != null
            ? settings.workflowId
            : "truthound-" + verb + "-" + UUID.randomUUID();
    BatchRequest request =
        new BatchRequest(
            operation,
            AbsolutePaths.of(dataset),
            settings.chunker,
            rules == null || rules.rules().isEmpty() ? null : AbsolutePaths.of(rules),
            settings.config,
            settings.engine,
            settings.artifactStore,
            settings.keys,
            profile,
            rules != null && rules.automatic());
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setTaskQueue(settings.taskQueue)
            .setWorkflowId(id)
            .setStaticSummary(Summaries.of(verb, dataset))
            .setStaticDetails(Summaries.details(request))
            .setMemo(Memo.of(request))
            .build();
    WorkflowStub stub = client.newUntypedWorkflowStub(WireNames.BATCH_WORKFLOW, options);
    RequestSize.requireSmall(request);
    WorkflowExecution started = stub.start(request);
    return new BatchHandle(client, started.getWorkflowId(), started.getRunId());
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

    public BatchExecutor build() {
      return new BatchExecutor(client, new Builder(this));
    }
  }
}
