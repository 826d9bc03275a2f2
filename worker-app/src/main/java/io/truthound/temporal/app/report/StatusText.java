package io.truthound.temporal.app.report;

import io.truthound.temporal.client.BatchDescription;
import io.truthound.temporal.client.PendingRetry;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.result.ScanOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes how far a batch is for a person, or how it ended. */
public final class StatusText {
  private static final int MOST_RETRIES = 3;

  private final Palette palette;
  private final StringBuilder text = new StringBuilder();

  private StatusText(Palette palette) {
    this.palette = palette;
  }

  /** Returns the text, ending in a newline; {@code now} tells how long ago the batch began. */
  public static String of(BatchStatus status, Instant now, Where where, Palette palette) {
    StatusText text = new StatusText(palette);
    text.write(status, now);
    text.text.append('\n');
    where.lines().forEach(line -> text.text.append(palette.faint(line)).append('\n'));
    return text.text.toString();
  }

  private void write(BatchStatus status, Instant now) {
    title(status);
    BatchProgress progress = status.progress();
    ScanOutcome scanned = status.scanned();
    if (scanned != null) {
      scanned(scanned);
    } else if (progress != null && progress.slices() > 0) {
      progress(progress, status.batch().over());
    } else if (progress == null && status.batch().pendingActivities() > 0) {
      line("Pending", Words.counted(status.batch().pendingActivities(), "activity", "activities"));
    }
    pace(status.pace());
    appendTime(text, palette, status.batch(), now);
    status.retries().stream().limit(MOST_RETRIES).forEach(this::retry);
    if (status.retries().size() > MOST_RETRIES) {
      line("", "and " + Words.number(status.retries().size() - MOST_RETRIES) + " more");
    }
    if (status.problem() != null) {
      line(failed(status.batch()) ? "Failed" : "No answer", Words.safe(status.problem()));
    }
  }

  /** Says whether the batch has a problem, or only the question. */
  private static boolean failed(BatchDescription batch) {
    return switch (batch.state()) {
      case FAILED, TERMINATED, TIMED_OUT -> true;
      case RUNNING, COMPLETED, CANCELLED -> false;
    };
  }

  private void title(BatchStatus status) {
    BatchDescription batch = status.batch();
    ScanOutcome scanned = status.scanned();
    String word =
        scanned == null
            ? palette.bold(word(status))
            : palette.of(
                scanned.status(),
                palette.bold(Palette.mark(scanned.status()) + " " + scanned.status()));
    String name = batch.dataset() == null ? batch.id() : batch.dataset();
    text.append(word).append("  ").append(palette.bold(Words.safe(name))).append("\n\n");
  }

  private static String word(BatchStatus status) {
    if (status.paused()) {
      return "Paused";
    }
    return status.progress() == null || status.batch().over()
        ? word(status.batch().state())
        : word(status.progress().phase());
  }

  /** Returns a constant as a word that begins a line. */
  static String word(Enum<?> constant) {
    String name = constant.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void scanned(ScanOutcome scanned) {
    DatasetSummary dataset = scanned.dataset();
    line("Rows", Words.number(dataset.rows()));
    line("Chunks", Words.number(scanned.totalChunks()) + ": " + Words.counts(scanned.chunks()));
    String reason = scanned.failureMessage();
    line("Ended", scanned.ended().text() + (reason == null ? "" : ": " + Words.safe(reason)));
  }

  private void progress(BatchProgress progress, boolean over) {
    String slices = of(progress.finishedSlices(), progress.slices());
    line(
        "Slices",
        over
            ? slices
            : slices
                + ", "
                + Words.number(progress.running())
                + " in flight"
                // A paused batch may have none; its workers' number comes back with it.
                + (progress.paused() ? "" : " of at most " + Words.number(progress.maxWorkers())));
    if (progress.keyPartitions() > 0) {
      line(
          "Keys",
          Words.number(progress.countedKeyPartitions())
              + " of "
              + Words.counted(progress.keyPartitions(), "partition"));
    }
    line("Rows", of(progress.mergedRows(), progress.rows()));
    line(
        "Chunks",
        of(progress.chunks().total(), progress.totalChunks())
            + ": "
            + Words.counts(progress.chunks()));
  }

  private void pace(@Nullable Pace pace) {
    if (pace != null) {
      line("Rate", pace.rate() + " since it began, about " + pace.timeLeft());
    }
  }

  /** Says when it began, or closed. */
  static void appendTime(StringBuilder text, Palette palette, BatchDescription batch, Instant now) {
    Instant closed = batch.closed();
    if (closed == null) {
      appendLine(text, palette, "Begun", ago(batch.begun(), now));
    } else {
      String after = ", after " + elapsed(batch.begun(), closed);
      appendLine(text, palette, "Closed", ago(closed, now) + after);
    }
  }

  private static String ago(Instant then, Instant now) {
    return then.truncatedTo(ChronoUnit.SECONDS) + ", " + elapsed(then, now) + " ago";
  }

  private static String elapsed(Instant from, Instant to) {
    return Words.time(Duration.between(from, to));
  }

  private void retry(PendingRetry retry) {
    line(
        "Retrying",
        retry.activityType() + ", attempt " + retry.attempt() + ": " + Words.safe(retry.failure()));
  }

  private static String of(long part, long all) {
    return Words.number(part) + " of " + Words.number(all);
  }

  private void line(String what, String value) {
    appendLine(text, palette, what, value);
  }

  static void appendLine(StringBuilder text, Palette palette, String what, String value) {
    text.append(palette.faint(CheckText.padded(what, 10))).append(value).append('\n');
  }
}
