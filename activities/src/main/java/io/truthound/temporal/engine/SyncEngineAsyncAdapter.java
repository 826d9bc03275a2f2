package io.truthound.temporal.engine;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.plan.ProfilePlan;
import io.truthound.temporal.plan.ProvenRows;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes an asynchronous engine of one that works at once. It answers the same, under an id of its
 * own: {@code <id> async}.
 */
public final class SyncEngineAsyncAdapter implements AsyncDataQualityEngine {
  private static final long IDLE_SECONDS = 5;

  private final DataQualityEngine engine;
  private final Executor executor;

  private SyncEngineAsyncAdapter(DataQualityEngine engine, Executor executor) {
    this.engine = engine;
    this.executor = executor;
  }

  /**
   * Scans on daemon threads, one for each slice at work, which end when idle for {@value
   * #IDLE_SECONDS} s. The worker's slots bound their number.
   */
  public static SyncEngineAsyncAdapter of(DataQualityEngine engine) {
    return of(
        engine,
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            SyncEngineAsyncAdapter::daemon));
  }

  /**
   * Scans on threads of the caller's executor, which stays the caller's. A slice that waits there
   * for a thread heartbeats, and takes a slot.
   */
  public static SyncEngineAsyncAdapter of(DataQualityEngine engine, Executor executor) {
    return new SyncEngineAsyncAdapter(engine, executor);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "truthound-async-engine");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public String id() {
    return engine.id() + " async";
  }

  @Override
  public Preparation prepare(
      RuleSet rules, RuleResolution resolution, List<Column> columns, Map<String, String> extra)
      throws RefusedException {
    return engine.prepare(rules, resolution, columns, extra);
  }

  @Override
  public List<ProvenRows> prove(
      List<Rule> rules, List<Column> columns, List<BlockStatistics> statistics) {
    return engine.prove(rules, columns, statistics);
  }

  @Override
  public Optional<KeyEngine> keys() {
    return engine.keys();
  }

  @Override
  public ProfilePlan planProfile(ProfileSurvey survey, Map<String, String> extra, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    return engine.planProfile(survey, extra, watch);
  }

  @Override
  public CompletionStage<?> check(SliceScan scan) {
    return run(() -> engine.check(scan));
  }

  @Override
  public CompletionStage<?> profile(SliceScan scan) {
    return run(() -> engine.profile(scan));
  }

  private interface Work {
    void run() throws IOException, ScanCancelledException;
  }

  private CompletionStage<?> run(Work work) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            work.run();
          } catch (IOException | ScanCancelledException e) {
            throw new CompletionException(e);
          }
        },
        executor);
  }
}
