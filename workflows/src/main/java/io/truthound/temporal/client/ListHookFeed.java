package io.truthound.temporal.client;

import io.temporal.client.WorkflowNotFoundException;
import io.truthound.temporal.contract.DatasetListProgress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a hook what happens in the batches of a list, each from when it is seen to have begun. */
final class ListHookFeed extends Telling {
  private static final Logger log = LoggerFactory.getLogger(ListHookFeed.class);
  private static final long EVERY_MILLIS = 500;
  private static final int MOST_QUESTIONS = 5;

  private final DatasetListHandle list;
  private final CompositeBatchHook hook;
  private final ConcurrentSkipListMap<Integer, Telling> batches = new ConcurrentSkipListMap<>();
  private final CompletableFuture<Object> allBegan = new CompletableFuture<>();
  private volatile boolean closed;
  private int unanswered;

  private ListHookFeed(DatasetListHandle list, CompositeBatchHook hook) {
    this.list = list;
    this.hook = hook;
  }

  static ListHookFeed start(DatasetListHandle list, CompositeBatchHook hook) {
    ListHookFeed feed = new ListHookFeed(list, hook);
    ClientThreads.run(feed::step);
    return feed;
  }

  @Override
  CompletableFuture<?> ended() {
    return allBegan.thenCompose(
        began ->
            CompletableFuture.allOf(
                batches.values().stream().map(Telling::ended).toArray(CompletableFuture[]::new)));
  }

  @Override
  public void close() {
    closed = true;
    batches.values().forEach(HookSubscription::close);
  }

  private void step() {
    boolean over;
    try {
      over = closed || allBegan();
    } catch (RuntimeException silent) {
      log.warn("Cannot tell hooks of a list: workflow_id={}", list.id(), silent);
      over = ++unanswered >= MOST_QUESTIONS;
    }
    if (over) {
      allBegan.complete("began");
    } else {
      var unused = ClientThreads.after(EVERY_MILLIS, this::step);
    }
  }

  /** Begins to tell of batches that have begun; returns whether no more will. */
  private boolean allBegan() {
    boolean over = list.describe().over();
    DatasetListProgress progress = list.progress();
    progress.running().forEach(batch -> tellOf(batch.index()));
    if (over) {
      for (int index = 0; index < progress.datasets(); index++) {
        tellOf(index);
      }
    }
    return over;
  }

  private boolean exists(int index) {
    try {
      return !list.batch(index).describe().runId().isEmpty();
    } catch (WorkflowNotFoundException neverBegun) {
      return false;
    }
  }

  /** Begins to tell of a batch, once it is there: the list knows of it a little before. */
  private void tellOf(int index) {
    if (!batches.containsKey(index) && exists(index)) {
      Telling batch = list.batch(index).tell(hook);
      batches.put(index, batch);
      if (closed) {
        batch.close();
      }
    }
  }
}
