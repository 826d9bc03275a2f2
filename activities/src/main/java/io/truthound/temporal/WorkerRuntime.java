package io.truthound.temporal;

import io.temporal.worker.Worker;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.duckdb.DuckDbSettings;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.Engine;
import io.truthound.temporal.engine.arrow.ArrowScans;
import io.truthound.temporal.engine.truthound.KeySettings;
import io.truthound.temporal.engine.truthound.TruthoundEngine;
import io.truthound.temporal.fetch.ObjectCache;
import io.truthound.temporal.listener.WorkerListener;
import io.truthound.temporal.metrics.RequestMeters;
import io.truthound.temporal.metrics.WorkerMeters;
import io.truthound.temporal.planning.Planner;
import io.truthound.temporal.planning.RecentPlans;
import io.truthound.temporal.reader.ScratchSlots;
import io.truthound.temporal.reader.SourceReaders;
import io.truthound.temporal.reader.arrow.ArrowReader;
import io.truthound.temporal.reader.csv.CsvReader;
import io.truthound.temporal.reader.ndjson.NdjsonReader;
import io.truthound.temporal.reader.parquet.ParquetReader;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.ArtifactStores;
import io.truthound.temporal.storage.ObjectStores;
import io.truthound.temporal.storage.s3.S3Connection;
import io.truthound.temporal.storage.s3.S3Objects;
import io.truthound.temporal.storage.s3.S3Requests;
import io.truthound.temporal.storage.s3.S3Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a plugin holds while its workers run; made when the first worker is, closed with the last.
 */
final class WorkerRuntime implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkerRuntime.class);
  private static final long SCRATCH_LIMIT = 64L << 30;
  private static final long OBJECTS_LIMIT = 64L << 30;

  /** As many as keep a fast line busy in spite of the time that each answer takes. */
  private static final int RANGES_IN_FLIGHT = 16;

  /** After once to twice as long, a slot that nobody takes is emptied. */
  private static final long IDLE_SECONDS = 10;

  /** Whoever is done before does not pay for what others have left. */
  private static final long LEFTOVERS_SECONDS = 2;

  private final TruthoundPlugin.Builder settings;
  private final EndedRuns endedRuns = new EndedRuns();
  private final Set<Worker> workers = new HashSet<>();
  private @Nullable WorkerParts parts;
  private @Nullable DuckDbPool pool;
  private @Nullable ScheduledExecutorService clock;
  private @Nullable ExecutorService finishers;
  private @Nullable ObjectCache objects;
  private @Nullable S3Connection s3;
  private @Nullable ScratchSpace space;
  private @Nullable WorkerMeters meters;

  WorkerRuntime(TruthoundPlugin.Builder settings) {
    this.settings = settings;
  }

  EndedRuns endedRuns() {
    return endedRuns;
  }

  /** Returns what a worker works with, which stays until {@link #leave} of the same worker. */
  synchronized WorkerParts enter(Worker worker) {
    if (parts == null) {
      parts = open();
    }
    workers.add(worker);
    return parts;
  }

  synchronized void leave(Worker worker) {
    workers.remove(worker);
  }

  private WorkerParts open() {
    space = ScratchSpace.in(settings.scratch);
    Path scratch = space.folder();
    DuckDbSettings each =
        new DuckDbSettings(
            settings.memoryLimit / settings.slots, scratch, SCRATCH_LIMIT / settings.slots);
    pool = new DuckDbPool(each, settings.slots);
    clock =
        Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "truthound-heartbeats"));
    ScratchSpace own = space;
    ScheduledFuture<?> unused =
        clock.schedule(() -> deleteLeftovers(own), LEFTOVERS_SECONDS, TimeUnit.SECONDS);
    SourceReaders readers =
        new SourceReaders(
            List.of(
                new ParquetReader(pool),
                new CsvReader(pool),
                new NdjsonReader(),
                new ArrowReader()));
    ScratchSlots slices = slots(scratch, clock);
    KeySettings keys =
        settings.keySettings == null
            ? KeySettings.of(each.memoryLimit(), settings.slots)
            : settings.keySettings;
    s3 = new S3Connection(settings.s3 == null ? S3Settings.ofEnvironment() : settings.s3);
    if (settings.meters != null) {
      s3.tell(requests(new RequestMeters(settings.meters)));
    }
    objects = objects(scratch, s3);
    finishers = Executors.newCachedThreadPool(work -> daemon(work, "truthound-finishing"));
    ArtifactStores stores = new ArtifactStores(stores(s3));
    return new WorkerParts(
        stores,
        engines(new TruthoundEngine(pool, readers, slices, keys)),
        new ArrowScans(pool, readers, slices),
        new Planner(readers, objects.stores(), settings.sliceTarget, settings.chunkers),
        new ActivityEdge(
            clock,
            endedRuns,
            new WorkerListeners(listeners(), settings.host()),
            settings.slots,
            finishers),
        new RecentPlans(),
        scratch,
        readers,
        objects,
        settings.allowedSources(stores),
        settings.shown,
        new VerifiedStores(),
        settings.host());
  }

  private static S3Requests requests(RequestMeters meters) {
    return new S3Requests() {
      @Override
      public void done(String operation, Duration took, int retries, boolean failed) {
        meters.done(operation, took, retries, failed);
      }

      @Override
      public void moved(String operation, long bytes) {
        meters.moved(operation, bytes);
      }
    };
  }

  /** Others need the disk, too: half of what is free is for objects, or less. */
  private static ObjectCache objects(Path scratch, S3Connection s3) {
    try {
      Path folder = Files.createDirectory(scratch.resolve("objects"));
      long free = Files.getFileStore(folder).getUsableSpace();
      return new ObjectCache(
          new ObjectStores(List.of(new S3Objects(s3))),
          folder,
          Math.min(OBJECTS_LIMIT, free / 2),
          RANGES_IN_FLIGHT);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a folder for objects in " + scratch, e);
    }
  }

  /** Meters come first: no listener's time is added to what they show. */
  private List<WorkerListener> listeners() {
    List<WorkerListener> listeners = new ArrayList<>();
    if (settings.meters != null) {
      meters =
          new WorkerMeters(settings.meters, List.copyOf(settings.taskQueues()), settings.slots);
      listeners.add(meters);
    }
    listeners.addAll(settings.listeners);
    return listeners;
  }

  private Map<String, Engine> engines(DataQualityEngine builtIn) {
    Map<String, Engine> engines = new LinkedHashMap<>();
    engines.put(BatchRequest.DEFAULT_ENGINE, builtIn);
    settings.engines.forEach((name, engine) -> engines.put(name, engine.apply(builtIn)));
    return engines;
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private static void deleteLeftovers(ScratchSpace space) {
    space.deleteLeftovers();
    LeftLibraries.delete(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Rewritten data does not lie around while there is nothing to do. */
  private static ScratchSlots slots(Path scratch, ScheduledExecutorService clock) {
    ScratchSlots slots = new ScratchSlots(scratch);
    Runnable clear =
        () -> {
          try {
            slots.clearIdle();
          } catch (IOException | UncheckedIOException e) {
            log.warn("Cannot clear scratch space: {}", e.toString());
          }
        };
    ScheduledFuture<?> unused =
        clock.scheduleWithFixedDelay(clear, IDLE_SECONDS, IDLE_SECONDS, TimeUnit.SECONDS);
    return slots;
  }

  private List<ArtifactStore> stores(S3Connection s3) {
    return settings.stores.isEmpty()
        ? List.of(Stores.ofUser())
        : settings.stores.stream().map(store -> store.apply(s3)).toList();
  }

  /**
   * Gives everything back once all workers have left, which may be those of several factories; does
   * nothing the second time: a factory may shut down twice.
   */
  @Override
  public synchronized void close() {
    if (parts == null || !workers.isEmpty()) {
      return;
    }
    parts = null;
    if (meters != null) {
      meters.close();
    }
    if (clock != null) {
      clock.shutdownNow();
    }
    if (finishers != null) {
      finishers.shutdown();
    }
    if (objects != null) {
      objects.close();
    }
    if (s3 != null) {
      s3.close();
    }
    try {
      if (pool != null) {
        pool.close();
      }
      if (space != null) {
        space.close();
      }
    } catch (SQLException | IOException e) {
      log.warn("Cannot clean up after a worker: {}", e.toString());
    }
  }
}
