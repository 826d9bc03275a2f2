package io.truthound.temporal.workflow;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.truthound.temporal.contract.PlanHost;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.Ended;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether workers still poll the queue of the only machine that has what a batch reads. A
 * queue that is long is not a machine that is gone: only who polls it tells.
 */
final class HostWatch {
  /** When nothing is wanted any more but the report, patience is so much shorter. */
  private static final int SHORTER_AT_END = 5;

  private static final int LOOKS = 20;
  private static final Duration SHORTEST_LOOK = Duration.ofSeconds(1);

  /** A worker that is there polls at least once a minute. */
  private static final Duration ALIVE = Duration.ofSeconds(90);

  private final PlanHost host;
  private final Duration patience;
  private final Duration look;
  private final Activities activities;
  private final Run run;
  private final Control control;
  private final Display display;
  private final CancellationScope watching;
  private CancellationScope guarded;
  private @Nullable Instant absentSince;
  private @Nullable String lost;
  private boolean ending;

  /**
   * Begins to watch over a machine.
   *
   * @param patience how long nobody polls before it counts as lost
   * @param run what it works for: as long as that goes forward nobody is asked, and it hears when
   *     the machine is lost
   * @param work is cancelled when the machine is lost
   */
  HostWatch(
      PlanHost host,
      Duration patience,
      Activities activities,
      Run run,
      Control control,
      Display display,
      CancellationScope work) {
    this.host = host;
    this.patience = patience;
    Duration look = patience.dividedBy(LOOKS);
    this.look = look.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : look;
    this.activities = activities;
    this.run = run;
    this.control = control;
    this.display = display;
    this.guarded = work;
    this.watching =
        Workflow.newDetachedCancellationScope(
            () -> {
              Promise<Void> unused = Async.procedure(this::watch);
            });
    watching.run();
  }

  /** Says whether the machine is lost. */
  boolean isLost() {
    return lost != null;
  }

  /** Watches no more. */
  void end() {
    watching.cancel("over");
  }

  /**
   * Writes the report, or returns what is known where that cannot be done any more: the store is
   * lost with its machine.
   */
  BatchOutcome report(Func<BatchOutcome> report) {
    if (!host.holdsStore()) {
      end(); // other machines can
      return report.apply();
    }
    ending = true;
    CompletablePromise<BatchOutcome> written = Workflow.newPromise();
    try {
      if (lost == null) {
        guarded = Workflow.newCancellationScope(() -> written.complete(report.apply()));
        guarded.run();
      }
    } catch (CanceledFailure | ActivityFailure stopped) {
      if (lost == null) {
        throw stopped;
      }
    }
    return written.isCompleted() ? written.get() : run.known(Ended.ABORTED);
  }

  private void watch() {
    long before = run.finished();
    while (lost == null) {
      Timers.sleep(look, "look whether its machine is there");
      long now = run.finished();
      if (now > before || control.paused()) {
        seen(); // or nobody minds
      } else {
        ask();
      }
      before = now;
    }
  }

  private void ask() {
    String queue = host.taskQueue();
    try {
      heard(activities.hosts("who polls " + queue).lastPolled(queue));
    } catch (ActivityFailure failure) {
      if (Failures.isCancelled(failure)) {
        throw failure;
      }
      // Nobody can say: asked again with the next look.
    }
  }

  private void heard(@Nullable Instant last) {
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    if (last != null && last.plus(ALIVE).isAfter(now)) {
      seen();
      return;
    }
    if (absentSince == null) {
      absentSince = last == null ? now.minus(look) : last;
    }
    String who = "nobody has polled %s since %s".formatted(host.taskQueue(), absentSince);
    if (absentSince.plus(ending ? patience.dividedBy(SHORTER_AT_END) : patience).isAfter(now)) {
      display.absent(who);
    } else {
      lose(who);
    }
  }

  private void lose(String who) {
    lost =
        "The machine %s is lost: %s, and no other has what the batch reads"
            .formatted(host.name(), who);
    run.lose(lost);
    guarded.cancel("host lost");
  }

  private void seen() {
    if (absentSince != null) {
      absentSince = null;
      display.absent(null);
    }
  }
}
