package io.truthound.temporal.app.command;

import io.truthound.temporal.client.BatchExecutor;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says which time's data is meant, and how long it may take to come. */
final class DataTimeOptions extends WaitOption {
  @Option(
      names = "--scheduled-time",
      paramLabel = "TIME",
      description =
          "The time that places in DATA such as {scheduled:yyyy-MM-dd} stand for, such as 2026-01-31"
              + " or 2026-01-31T03:00+01:00. Default: now, in UTC.")
  private @Nullable String scheduled;

  void set(BatchExecutor.Builder executor) {
    if (scheduled != null) {
      executor.setScheduledTime(Times.parse("--scheduled-time", scheduled, ZoneOffset.UTC));
    }
    Duration most = most();
    if (most != null) {
      executor.setWaitForData(most);
    }
  }
}
