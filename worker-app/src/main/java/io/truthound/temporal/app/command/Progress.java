package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.RecentPace;
import io.truthound.temporal.app.report.Words;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows on standard error how far a batch is: a bar on a terminal, now and then a line elsewhere;
 * nothing of batches that end within 2 s, unless somebody wants to watch. Says what is tried again
 * and why, and so where no worker polls the task queue.
 */
final class Progress implements AutoCloseable {
  private static final long FIRST_SECONDS = 2;
  private static final long NOBODY_AGAIN_SECONDS = 30;

  private final Supplier<Standing> standing;
  private final Connection connection;
  private final String taskQueue;
  private final Terminal terminal;
  private final String remedy;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "truthound-progress");

  private boolean barShown;
  private long lineInterval = FIRST_SECONDS;
  private long nextLine;
  private long nextNobody;

  private Progress(
      Supplier<Standing> standing,
      Connection connection,
      String taskQueue,
      Terminal terminal,
      String remedy) {
    this.standing = standing;
    this.connection = connection;
    this.taskQueue = taskQueue;
    this.terminal = terminal;
    this.remedy = remedy;
  }

  /** Shows how far a batch is, or several are, that was just started. */
  static Progress start(Awaited<?> awaited, Connection connection, Terminal terminal) {
    RecentPace pace = new RecentPace();
    return start(
        new Progress(
            () -> awaited.standing(pace),
            connection,
            connection.taskQueue(),
            terminal,
            ", or use --with-worker"));
  }

  /** Shows at once how far a batch is that was started before. */
  static Progress watch(FoundBatch batch, Terminal terminal) {
    RecentPace pace = new RecentPace();
    Progress progress =
        new Progress(
            () -> batch.standing(pace), batch.connection(), batch.taskQueue(), terminal, "");
    progress.look(0);
    return start(progress);
  }

  private static Progress start(Progress progress) {
    progress.thread.setDaemon(true);
    progress.thread.start();
    return progress;
  }

  @Override
  public synchronized void close() {
    over.countDown();
    wipe();
  }

  private void run() {
    try {
      long waited = FIRST_SECONDS;
      while (!over.await(
          terminal.interactive() && barShown ? 1 : FIRST_SECONDS, TimeUnit.SECONDS)) {
        look(waited);
        waited += barShown ? 1 : FIRST_SECONDS;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once; a server that does not answer now may answer next time. */
  private void look(long second) {
    try {
      if (connection.pollers(taskQueue).orElse(1) == 0) {
        nobody(second);
      } else {
        show(standing.get(), second);
      }
    } catch (RuntimeException unanswered) {
      // Progress is a courtesy: the answer itself reports what is wrong.
    }
  }

  private synchronized void nobody(long second) {
    if (over.getCount() > 0 && second >= nextNobody) {
      wipe();
      terminal.say(
          "Nobody polls task queue "
              + taskQueue
              + ": the batch waits. Start a worker (truthound worker)"
              + remedy);
      nextNobody = second + NOBODY_AGAIN_SECONDS;
    }
  }

  private synchronized void show(Standing standing, long second) {
    if (over.getCount() == 0) {
      return;
    }
    if (terminal.interactive()) {
      String sentence = Words.line(standing.sentence());
      terminal.err().print("\r" + ProgressWords.bar(standing.share()) + sentence + "\u001b[K");
      terminal.err().flush();
      barShown = true;
    } else if (second >= nextLine) {
      terminal.say(Words.safe(standing.sentence()));
      nextLine = second + lineInterval;
      lineInterval = Math.min(60, lineInterval * 2);
    }
  }

  private void wipe() {
    if (barShown) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
      barShown = false;
    }
  }
}
