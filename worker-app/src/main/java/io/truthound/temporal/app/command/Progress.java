package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.PendingRetry;
import io.truthound.temporal.contract.BatchProgress;
import java.util.List;
import java.util.Locale;
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

  private final BatchHandle batch;
  private final Connection connection;
  private final Terminal terminal;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "truthound-progress");

  private boolean barShown;
  private long lineInterval = FIRST_SECONDS;
  private long nextLine;
  private long nextNobody;

  private Progress(BatchHandle batch, Connection connection, Terminal terminal) {
    this.batch = batch;
    this.connection = connection;
    this.terminal = terminal;
  }

  static Progress start(BatchHandle batch, Connection connection, Terminal terminal) {
    Progress progress = new Progress(batch, connection, terminal);
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
        show(batch.progress(), batch.retries(), second);
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

  private synchronized void show(BatchProgress progress, List<PendingRetry> retries, long second) {
    if (over.getCount() == 0) {
      return;
    }
    if (terminal.interactive()) {
      String sentence = Words.line(sentence(progress, retries));
      terminal.err().print("\r" + bar(progress) + sentence + "\u001b[K");
      terminal.err().flush();
      barShown = true;
    } else if (second >= nextLine) {
      terminal.say(Words.safe(sentence(progress, retries)));
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

  private static String bar(BatchProgress progress) {
    int filled = (int) Math.round(share(progress) * BAR);
    return "█".repeat(filled) + "░".repeat(BAR - filled) + " ";
  }

  static String sentence(BatchProgress progress) {
    String phase = progress.phase().name();
    String word = phase.charAt(0) + phase.substring(1).toLowerCase(Locale.ROOT);
    if (progress.slices() == 0) {
      return word;
    }
    long failed = progress.chunks().failed();
    long error = progress.chunks().error();
    return String.format(Locale.ROOT, "%s: %.0f %%", word, Math.floor(share(progress) * 100))
        + ", "
        + Words.number(progress.finishedSlices())
        + " of "
        + Words.counted(progress.slices(), "slice")
        + (failed == 0 ? "" : ", " + Words.counted(failed, "chunk") + " failed")
        + (error == 0 ? "" : ", " + Words.counted(error, "chunk") + " in error");
  }

  /** Says how far a batch is, and what it is trying again. */
  static String sentence(BatchProgress progress, List<PendingRetry> retries) {
    if (retries.isEmpty()) {
      return sentence(progress);
    }
    PendingRetry worst = retries.get(0);
    String others =
        retries.size() == 1 ? "" : " (and " + Words.number(retries.size() - 1) + " more)";
    return sentence(progress)
        + (progress.slices() == 0 ? ": " : "; ")
        + "attempt "
        + worst.attempt()
        + others
        + ", "
        + worst.failure();
  }

  private static double share(BatchProgress progress) {
    return progress.slices() == 0 ? 0 : (double) progress.finishedSlices() / progress.slices();
  }
}
