package io.truthound.temporal.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A hook that is being told, and for which answers wait a little. */
abstract class Telling implements HookSubscription {
  /** How long answers wait for hooks. */
  private static final Duration SETTLING = Duration.ofSeconds(10);

  /** What is told where there is no hook: nothing. */
  static final Telling NOBODY =
      new Telling() {
        @Override
        CompletableFuture<?> ended() {
          return CompletableFuture.completedFuture("nobody");
        }

        @Override
        public void close() {}
      };

  /** Completes when the hook has heard all; asking for it has the hook told at once. */
  abstract CompletableFuture<?> ended();

  /** Completes when the hook has heard all, but does not wait for one that takes very long. */
  CompletableFuture<?> settled() {
    CompletableFuture<Object> settled = new CompletableFuture<>();
    Future<?> late = ClientThreads.after(SETTLING.toMillis(), () -> settled.complete("late"));
    var unused =
        ended()
            .whenComplete(
                (all, failure) -> {
                  late.cancel(false);
                  settled.complete("told");
                });
    return settled;
  }

  /** Waits as {@link #settled} does. */
  void settle() {
    try {
      boolean unused = awaitEnd(SETTLING);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean awaitEnd(Duration most) throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    var unused = ended().whenComplete((all, failure) -> end.countDown());
    return end.await(most.toNanos(), TimeUnit.NANOSECONDS);
  }
}
