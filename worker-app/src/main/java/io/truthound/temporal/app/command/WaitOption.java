package io.truthound.temporal.app.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says how long data may take to come. */
class WaitOption {
  @Option(
      names = "--wait-for",
      paramLabel = "TIME",
      description =
          "Wait so long, such as 2h, for DATA of which there is nothing yet, and look for it again and"
              + " again. Default: refuse.")
  private @Nullable String most;

  /** Returns how long to wait; null for not at all. */
  @Nullable Duration most() {
    return most == null ? null : TimeSpan.parse("--wait-for", most);
  }
}
