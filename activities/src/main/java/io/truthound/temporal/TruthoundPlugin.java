package io.truthound.temporal;

import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.common.SimplePlugin;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.TypeAlreadyRegisteredException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.truthound.temporal.config.SampleValues;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.BatchWorkflow;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.Engine;
import io.truthound.temporal.engine.truthound.KeySettings;
import io.truthound.temporal.listener.WorkerListener;
import io.truthound.temporal.metrics.TruthoundMetrics;
import io.truthound.temporal.notify.Notification;
import io.truthound.temporal.notify.Notifier;
import io.truthound.temporal.notify.Notifiers;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.planning.SourceChunker;
import io.truthound.temporal.staging.AllowedSources;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.ArtifactStores;
import io.truthound.temporal.storage.StagedArrow;
import io.truthound.temporal.storage.s3.S3Connection;
import io.truthound.temporal.storage.s3.S3Settings;
import io.truthound.temporal.workflow.BatchWorkflowImpl;
import io.truthound.temporal.workflow.DatasetListWorkflowImpl;
import io.truthound.temporal.workflow.NotifyWorkflowImpl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes Temporal workers check data: one line added to the options of what they are made from.
 * Workers that poll one of its task queues get the batch workflows and their activities, beside
 * those of their user's own; other workers are left as they are. Scratch space and DuckDB instances
 * are taken when the first worker is made and given back when the factory of the last shuts down.
 *
 * <p>The options of one of these take it, and workers of all that is made from it check data:
 *
 * <ul>
 *   <li>{@code WorkflowServiceStubsOptions}: the meters of Temporal's SDK come with it, see {@link
 *       Builder#setMeterRegistry}
 *   <li>{@code WorkflowClientOptions}
 *   <li>{@code WorkerFactoryOptions}
 * </ul>
 *
 * At two of them it would come to a worker twice, which is refused when the worker is made. Spring
 * Boot takes {@link Builder#buildForClient} as a bean.
 *
 * <p>Data converters are left as they are: with a codec in the client's, all that a batch leaves in
 * Temporal is encoded as the client's own is, and messages of failures where the codec is told to
 * encode those too. What lies in the artifact store is not encoded by it.
 */
public final class TruthoundPlugin extends SimplePlugin {
  /** A cancelled activity hears of it with a heartbeat; so often one is really sent. */
  private static final Duration HEARTBEATS_SENT = Duration.ofSeconds(1);

  private final Set<String> taskQueues;
  private final int slots;
  private final int activitiesInOneRun;
  private final @Nullable String host;
  private final Duration hostPatience;
  private final ActivityCancellationType cancellation;
  private final @Nullable MeterRegistry meters;
  private final Notifiers notifiers;
  private final WorkerRuntime runtime;

  private TruthoundPlugin(Builder builder) {
    super("io.truthound.temporal");
    taskQueues = builder.taskQueues();
    meters = builder.meters;
    slots = builder.slots;
    activitiesInOneRun = builder.activitiesInOneRun;
    host = builder.host();
    hostPatience = builder.hostPatience;
    cancellation =
        builder.inMemoryServer
            ? ActivityCancellationType.ABANDON
            : ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;
    notifiers = new Notifiers(builder.notifiers);
    runtime = new WorkerRuntime(builder);
  }

  public static Builder newBuilder() {
    return new Builder();
  }

  @Override
  public void configureServiceStubs(WorkflowServiceStubsOptions.Builder options) {
    if (meters != null) {
      options.setMetricsScope(TruthoundMetrics.scope(meters));
    }
  }

  @Override
  public void configureWorker(String taskQueue, WorkerOptions.Builder options) {
    if (isOurs(taskQueue)) {
      options
          .setMaxConcurrentActivityExecutionSize(slots)
          .setMaxHeartbeatThrottleInterval(HEARTBEATS_SENT)
          .setDefaultHeartbeatThrottleInterval(HEARTBEATS_SENT);
    }
  }

  /**
   * Makes the worker check data where its task queue is one of those that do.
   *
   * @throws IllegalStateException if a plugin has made it check data already
   */
  @Override
  public void initializeWorker(String taskQueue, Worker worker) {
    if (isOurs(taskQueue)) {
      try {
        register(worker, runtime.enter(worker));
      } catch (TypeAlreadyRegisteredException e) {
        throw new IllegalStateException(
            "Cannot give the worker of task queue \""
                + taskQueue
                + "\" a TruthoundPlugin twice: it has those of its factory, of the factory's client,"
                + " and of the client's service stubs; set the plugin at one of them",
            e);
      }
    }
  }

  private void register(Worker worker, WorkerParts parts) {
    worker.registerWorkflowImplementationFactory(
        BatchWorkflow.class,
        () -> new BatchWorkflowImpl(cancellation, activitiesInOneRun, hostPatience, onEnding()));
    worker.registerWorkflowImplementationTypes(
        DatasetListWorkflowImpl.class, NotifyWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        new DurablePlanning(parts),
        new DurableSlices(parts),
        new DurableMerges(parts),
        new DurableStates(parts),
        new DurableKeys(parts),
        new DurableProfiles(parts),
        new DurableLearns(parts),
        new DurableBaselines(parts),
        new DurableReports(parts),
        new DurableNotices(parts, notifiers),
        new DurableHosts());
  }

  private boolean isOurs(String taskQueue) {
    return taskQueues.contains(taskQueue)
        || (host != null
            && taskQueues.stream()
                .anyMatch(queue -> WireNames.hostQueue(queue, host).equals(taskQueue)));
  }

  /** Opens this machine's own queue beside each of the factory's that check data. */
  @Override
  public void startWorkerFactory(WorkerFactory factory, Consumer<WorkerFactory> next) {
    if (host != null) {
      for (String taskQueue : taskQueues) {
        String own = WireNames.hostQueue(taskQueue, host);
        if (factory.tryGetWorker(taskQueue) != null && factory.tryGetWorker(own) == null) {
          Worker unused = factory.newWorker(own);
        }
      }
    }
    next.accept(factory);
  }

  /** Abandoned activities run in this process, as the in-memory server does. */
  private Consumer<String> onEnding() {
    return cancellation == ActivityCancellationType.ABANDON
        ? runtime.endedRuns()::add
        : runId -> {};
  }

  @Override
  public void shutdownWorker(String taskQueue, Worker worker, BiConsumer<String, Worker> next) {
    next.accept(taskQueue, worker);
    runtime.leave(worker);
  }

  @Override
  public void shutdownWorkerFactory(WorkerFactory factory, Consumer<WorkerFactory> next) {
    next.accept(factory);
    runtime.close();
  }

  /** Collects the settings of a {@link TruthoundPlugin}. Not safe for use by many threads. */
  public static final class Builder {
    final List<Function<S3Connection, ArtifactStore>> stores = new ArrayList<>();
    final Map<String, Function<DataQualityEngine, ? extends Engine>> engines =
        new LinkedHashMap<>();
    final Map<String, SourceChunker> chunkers = new LinkedHashMap<>();
    final List<WorkerListener> listeners = new ArrayList<>();
    @Nullable MeterRegistry meters;
    private final List<String> taskQueues = new ArrayList<>();
    int slots = Runtime.getRuntime().availableProcessors();
    long memoryLimit = 256L << 20;
    Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
    @Nullable SliceTarget sliceTarget;
    @Nullable S3Settings s3;
    SampleValues shown = SampleValues.FULL;
    private final List<String> allowed = new ArrayList<>();
    private final Map<String, Notifiers.Channel> notifiers = new LinkedHashMap<>();
    private int activitiesInOneRun = BatchWorkflowImpl.ACTIVITIES_IN_ONE_RUN;
    private boolean inMemoryServer;
    private @Nullable String host;
    private Duration hostPatience = BatchWorkflowImpl.HOST_PATIENCE;

    /** How keys are cut into partitions; null to decide by memory. */
    @Nullable KeySettings keySettings;

    private Builder() {}

    /**
     * Adds a store that requests may name; the first added is the default. Without any, artifacts
     * lie in {@code truthound} below the user's state folder.
     *
     * @param uriOrPath a folder, or its {@code file:} URI, or {@code s3://<bucket>/<prefix>}
     */
    public Builder addStore(String uriOrPath) {
      stores.add(s3 -> Stores.of(uriOrPath, () -> s3));
      return this;
    }

    /** Adds a store of any kind. */
    public Builder addStore(ArtifactStore store) {
      stores.add(s3 -> store);
      return this;
    }

    /**
     * Sets how S3 is reached, for sources and for stores that are named by URI; by default as the
     * environment says.
     */
    public Builder setS3(S3Settings settings) {
      this.s3 = settings;
      return this;
    }

    /**
     * Adds somebody whom requests may have told of batches that are over, by this name, of failures
     * and of recoveries.
     */
    public Builder addNotifier(String channel, Notifier notifier) {
      return addNotifier(
          channel, notifier, Set.of(Notification.Event.FAILURE, Notification.Event.RECOVERY));
    }

    /** Adds somebody to tell of these events; else as {@link #addNotifier(String, Notifier)}. */
    public Builder addNotifier(String channel, Notifier notifier, Set<Notification.Event> events) {
      if (channel.isBlank() || notifiers.containsKey(channel)) {
        throw new IllegalArgumentException(
            channel.isBlank()
                ? "Invalid name of a channel: blank"
                : "There are two channels \"" + channel + "\"");
      }
      notifiers.put(channel, new Notifiers.Channel(notifier, events));
      return this;
    }

    /**
     * Lets the workers read only what lies at or below a place, and below others that are added so:
     * everything that the process may read where none is. Requests for anything else are refused,
     * whatever leads there: {@code ..}, links, globs, rules that name other datasets. Data of
     * memory that is staged in the workers' stores stays readable.
     *
     * @param uriOrPath a folder, or its {@code file:} URI, or {@code s3://<bucket>/<prefix>}
     * @throws IllegalArgumentException if it is neither
     */
    public Builder allowSources(String uriOrPath) {
      AllowedSources unused = AllowedSources.below(List.of(uriOrPath));
      allowed.add(uriOrPath);
      return this;
    }

    /**
     * Bounds what is shown of values that stood in rows: of each column, what shows less of this
     * and of what the request says; columns that a dataset does not have are left aside. By default
     * the request decides. All workers of a task queue need the same.
     */
    public Builder boundSampleValues(SampleValues most) {
      this.shown = most;
      return this;
    }

    /** Returns what workers may read that have these stores. */
    AllowedSources allowedSources(ArtifactStores stores) {
      if (allowed.isEmpty()) {
        return AllowedSources.ALL;
      }
      List<String> places = new ArrayList<>(allowed);
      stores.uris().forEach(store -> places.add(StagedArrow.in(store)));
      return AllowedSources.below(places);
    }

    /** Replaces the built-in engine, which requests mean that name none. */
    public Builder addEngine(Engine engine) {
      return addEngine(BatchRequest.DEFAULT_ENGINE, engine);
    }

    /** Adds an engine that requests may name; {@code truthound} replaces the built-in one. */
    public Builder addEngine(String name, Engine engine) {
      return addEngine(name, builtIn -> engine);
    }

    /**
     * Adds an engine that is made of the built-in one, such as {@code SyncEngineAsyncAdapter::of}.
     * Its id must be another.
     */
    public Builder addEngine(String name, Function<DataQualityEngine, ? extends Engine> ofBuiltIn) {
      engines.put(name, ofBuiltIn);
      return this;
    }

    /** Adds a chunker that requests may name by a {@code CustomChunker}. */
    public Builder addChunker(String name, SourceChunker chunker) {
      chunkers.put(name, chunker);
      return this;
    }

    /** Adds who hears of each attempt at an activity; listeners are told in this order. */
    public Builder addListener(WorkerListener listener) {
      listeners.add(listener);
      return this;
    }

    /**
     * Sets where meters go: {@code truthound.*} of what the workers do, and, where the plugin is
     * given to the options of service stubs, those of Temporal's SDK in place of any metrics scope
     * set there before. See {@code TruthoundMetrics.scope} for plugins that are given to a client.
     */
    public Builder setMeterRegistry(MeterRegistry registry) {
      this.meters = registry;
      return this;
    }

    /** Adds a task queue whose workers check data; {@code truthound} where none is added. */
    public Builder addTaskQueue(String taskQueue) {
      taskQueues.add(taskQueue);
      return this;
    }

    /** Sets how many activities run at once in a worker; by default one for each core. */
    public Builder setSlots(int slots) {
      if (slots < 1) {
        throw new IllegalArgumentException("Invalid slots: " + slots + " (allowed: 1 or more)");
      }
      this.slots = slots;
      return this;
    }

    /** Sets the bytes that all scans of this worker may take together; 256 MiB by default. */
    public Builder setMemoryLimit(long bytes) {
      if (bytes < 32L << 20) {
        throw new IllegalArgumentException(
            "Invalid memory limit: " + bytes + " bytes (allowed: 33554432 or more)");
      }
      this.memoryLimit = bytes;
      return this;
    }

    /** Sets the folder for what does not fit into memory; the JVM's temporary one by default. */
    public Builder setScratch(Path scratch) {
      this.scratch = scratch;
      return this;
    }

    /**
     * Sets about how many bytes a slice reads of the batches that this worker plans; by default as
     * much as takes about half a second.
     */
    public Builder setSliceBytes(long bytes) {
      return setSliceTarget(SliceTarget.ofBytes(bytes));
    }

    /** Sets how much a slice holds; by default planning decides by the data. */
    public Builder setSliceTarget(SliceTarget target) {
      this.sliceTarget = target;
      return this;
    }

    /**
     * Sets after about how many activities a batch's workflow continues as a new run, so that no
     * history grows too long; 1,000 by default. All workers of a task queue need the same.
     */
    public Builder setActivitiesInOneRun(int activities) {
      if (activities < 2) {
        throw new IllegalArgumentException(
            "Invalid activities in one run: " + activities + " (allowed: 2 or more)");
      }
      this.activitiesInOneRun = activities;
      return this;
    }

    /**
     * Sets what this machine is called; its host name by default. Local files are read by the
     * workers of the machine that planned with them, on a task queue of its own, {@code <task
     * queue>@<host>}, which the plugin opens beside each that it was given. Workers of two machines
     * may not have the same name.
     */
    public Builder setHost(String host) {
      if (host.isBlank()) {
        throw new IllegalArgumentException("Invalid host: blank (allowed: a name)");
      }
      this.host = host;
      return this;
    }

    /**
     * Sets how long nobody polls the queue of the only machine that has what a batch reads before
     * that machine counts as lost, and the batch ends with what it knows; 10 minutes by default.
     * All workers of a task queue need the same.
     *
     * @throws IllegalArgumentException if it is not at least a second
     */
    public Builder setHostPatience(Duration patience) {
      if (patience.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException(
            "Invalid host patience: " + patience + " (allowed: a second or more)");
      }
      this.hostPatience = patience;
      return this;
    }

    /** Returns the task queues whose workers check data, each once. */
    Set<String> taskQueues() {
      return taskQueues.isEmpty() ? Set.of(WireNames.TASK_QUEUE) : new LinkedHashSet<>(taskQueues);
    }

    /** Returns what the machine is called; null where its workers need no queue of their own. */
    @Nullable String host() {
      if (host == null && !inMemoryServer) {
        host = HostName.get();
      }
      return host;
    }

    /**
     * Says that the workers are those of temporal-testing's in-memory server. It loses a workflow
     * task that cancels an activity which has just completed (temporalio/sdk-java#2391), and the
     * batch would hang. So activities are not cancelled there but abandoned, and told by this
     * plugin once the batch is cancelled or its time is over; slices beyond a failing chunk run to
     * their own end. Nobody but this process works for that server, and no machine's own task queue
     * is opened unless {@link #setHost} names it.
     */
    public Builder forInMemoryServer() {
      this.inMemoryServer = true;
      return this;
    }

    public TruthoundPlugin build() {
      return new TruthoundPlugin(this);
    }

    /** Builds the same without what is for service stubs: a bean of Spring Boot's. */
    public TruthoundClientPlugin buildForClient() {
      return new TruthoundClientPlugin(build());
    }
  }
}
