package io.truthound.temporal.client;

import io.temporal.client.WorkflowNotFoundException;
import io.truthound.temporal.contract.DatasetListProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a hook what happens in the batches of a list, each from when it is seen to have begun. */
final class ListHookFeed implements HookSubscription {
  private static final Logger log = LoggerFactory.getLogger(ListHookFeed.class);
  private static final long EVERY_MILLIS = 500;
  private static final int MOST_QUESTIONS = 5;

  private final DatasetListHandle list;
  private final CompositeBatchHook hook;
  private final ConcurrentSkipListMap<Integer, HookSubscription> batches =
      new ConcurrentSkipListMap<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean closed;
  private int unanswered;

  private ListHookFeed(DatasetListHandle list, CompositeBatchHook hook) {
    this.list = list;
    this.hook = hook;
  }

  static ListHookFeed start(DatasetListHandle list, CompositeBatchHook hook) {
    ListHookFeed feed = new ListHookFeed(list, hook);
    ClientThreads.after(0, feed::step);
    return feed;
  }

  @Override
  public boolean awaitEnd(Duration most) throws InterruptedException {
    Instant deadline = Instant.now().plus(most);
    if (!end.await(most.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    for (HookSubscription batch : batches.values()) {
      if (!batch.awaitEnd(Duration.between(Instant.now(), deadline))) {
        return false;
      }
    }
    return true;
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
      end.countDown();
    } else {
      ClientThreads.after(EVERY_MILLIS, this::step);
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
      HookSubscription batch = list.batch(index).addHooks(hook);
      batches.put(index, batch);
      if (closed) {
        batch.close();
      }
    }
  }
}
