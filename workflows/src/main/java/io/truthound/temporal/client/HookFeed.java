package io.truthound.temporal.client;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.ScanOutcome;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a hook what happens in a batch until the batch is over. */
final class HookFeed extends Telling {
  private static final Logger log = LoggerFactory.getLogger(HookFeed.class);
  private static final long EVERY_MILLIS = 500;

  /** A batch that is over is asked so often what happened before its end. */
  private static final int MOST_QUESTIONS = 5;

  private final BatchHandle batch;
  private final CompositeBatchHook hook;
  private final EventReader events;
  private final HookTeller teller;
  private final CompletableFuture<Object> end = new CompletableFuture<>();
  private volatile boolean closed;
  private boolean started;
  private boolean planned;
  private int unanswered;

  private HookFeed(WorkflowClient client, BatchHandle batch, CompositeBatchHook hook) {
    this.batch = batch;
    this.hook = hook;
    this.events = new EventReader(client, batch.id());
    this.teller = new HookTeller(batch, hook);
  }

  static HookFeed start(WorkflowClient client, BatchHandle batch, CompositeBatchHook hook) {
    HookFeed feed = new HookFeed(client, batch, hook);
    ClientThreads.run(feed::step);
    return feed;
  }

  @Override
  CompletableFuture<?> ended() {
    ClientThreads.run(this::tell);
    return end;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void step() {
    if (!tell()) {
      var unused = ClientThreads.after(EVERY_MILLIS, this::step);
    }
  }

  /** Tells what is new, one thread at a time; returns whether all is told. */
  private synchronized boolean tell() {
    if (end.isDone()) {
      return true;
    }
    boolean over;
    try {
      over = closed || toldAll();
    } catch (WorkflowNotFoundException gone) {
      log.warn("No such batch any more: workflow_id={}", batch.id());
      over = true;
    } catch (RuntimeException unforeseen) {
      log.warn("Cannot tell hooks: workflow_id={}", batch.id(), unforeseen);
      over = ++unanswered >= MOST_QUESTIONS;
    }
    if (over) {
      end.complete("told");
    }
    return over;
  }

  /** Tells what is new; returns whether that was the last. */
  private boolean toldAll() {
    if (!started) {
      started = true;
      hook.batchStarted(batch);
    }
    // Asked first: what happened before the end is there once it has come.
    boolean over = batch.describe().over();
    try {
      tellEvents();
      unanswered = 0;
    } catch (WorkflowNotFoundException gone) {
      throw gone;
    } catch (RuntimeException silent) {
      // No worker answers at the moment, as often where one is started after the batch.
      if (!over) {
        return false;
      }
      if (++unanswered < MOST_QUESTIONS) {
        return false;
      }
      log.warn("Nobody tells what happened: workflow_id={}", batch.id(), silent);
    }
    if (over) {
      tellEnd();
    }
    return over;
  }

  private void tellEvents() {
    BatchProgress progress = batch.progress();
    if (!planned && progress.slices() + progress.totalChunks() > 0) {
      planned = true;
      hook.batchPlanned(batch, progress);
    }
    if (progress.events() > events.read()) {
      events.readTo(teller::tell);
    }
  }

  private void tellEnd() {
    BatchOutcome outcome;
    try {
      outcome = batch.outcome();
    } catch (CancellationException cancelled) {
      teller.skip(chunks());
      hook.batchCancelled(batch);
      return;
    } catch (BatchOperationException failed) {
      teller.skip(chunks());
      hook.batchFailed(batch, failed);
      return;
    }
    if (outcome instanceof ScanOutcome scan) {
      if (!planned && scan.ended() == Ended.COMPLETED) {
        hook.batchPlanned(batch, batch.progress()); // of a dataset without rows
      }
      teller.skip(scan.totalChunks());
    }
    hook.batchCompleted(batch, outcome);
  }

  private long chunks() {
    try {
      return planned ? batch.progress().totalChunks() : 0;
    } catch (RuntimeException silent) {
      log.warn("Cannot tell how many chunks were skipped: workflow_id={}", batch.id(), silent);
      return 0;
    }
  }
}
