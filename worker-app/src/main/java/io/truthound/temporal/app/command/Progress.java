package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.Words;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows on standard error how far a batch is: a bar on a terminal, now and then a line elsewhere;
 * nothing of batches that end within 2 s. Says what is tried again and why, and so where no worker
 * polls the task queue.
 */
final class Progress implements AutoCloseable {
  private static final long FIRST_SECONDS = 2;
  private static final long NOBODY_AGAIN_SECONDS = 30;
  private static final int BAR = 24;

  private final Awaited<?> awaited;
  private final Connection connection;
  private final Terminal terminal;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "truthound-progress");

  private boolean barShown;
  private long lineInterval = FIRST_SECONDS;
  private long nextLine;
  private long nextNobody;

  private Progress(Awaited<?> awaited, Connection connection, Terminal terminal) {
    this.awaited = awaited;
    this.connection = connection;
    this.terminal = terminal;
  }

  static Progress start(Awaited<?> awaited, Connection connection, Terminal terminal) {
    Progress progress = new Progress(awaited, connection, terminal);
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
      if (connection.pollers().orElse(1) == 0) {
        nobody(second);
      } else {
        show(awaited.standing(), second);
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
              + connection.taskQueue()
              + ": the batch waits. Start a worker (truthound worker), or use --with-worker");
      nextNobody = second + NOBODY_AGAIN_SECONDS;
    }
  }

  private synchronized void show(Standing standing, long second) {
    if (over.getCount() == 0) {
      return;
    }
    if (terminal.interactive()) {
      String sentence = Words.line(standing.sentence());
      terminal.err().print("\r" + bar(standing) + sentence + "\u001b[K");
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

  private static String bar(Standing standing) {
    int filled = (int) Math.round(standing.share() * BAR);
    return "█".repeat(filled) + "░".repeat(BAR - filled) + " ";
  }
}
