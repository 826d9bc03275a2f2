package io.truthound.temporal.notify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command, which gets the event as JSON on its standard input and {@code TRUTHOUND_EVENT},
 * {@code TRUTHOUND_EVENT_ID}, {@code TRUTHOUND_DATASET} and {@code TRUTHOUND_STATUS} in its
 * environment. It has 45 seconds; another exit status than 0 is tried again. No shell reads the
 * command, and what it prints goes nowhere.
 */
public final class CommandNotifier implements Notifier {
  private static final long PATIENCE = 45; // seconds

  private final List<String> command;

  /**
   * Runs a program with arguments.
   *
   * @throws IllegalArgumentException if there is no program
   */
  public CommandNotifier(List<String> command) {
    if (command.isEmpty() || command.get(0).isBlank()) {
      throw new IllegalArgumentException(
          "Invalid command: none (allowed: a program and arguments)");
    }
    this.command = List.copyOf(command);
  }

  @Override
  public void tell(Notification notification) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder
        .environment()
        .putAll(
            Map.of(
                "TRUTHOUND_EVENT", notification.event().name().toLowerCase(java.util.Locale.ROOT),
                "TRUTHOUND_EVENT_ID", notification.id(),
                "TRUTHOUND_DATASET", notification.batch().dataset().replace('\0', ' '),
                "TRUTHOUND_STATUS", notification.batch().status()));
    Process process = builder.start();
    try {
      write(process, NotificationJson.of(notification));
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
        throw new IOException(command.get(0) + " took longer than " + PATIENCE + " seconds");
      }
      if (process.exitValue() != 0) {
        throw new IOException(command.get(0) + " ended with status " + process.exitValue());
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** A command that does not read its input is none the worse for it: its exit status counts. */
  private static void write(Process process, String json) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException notRead) {
      return;
    }
  }
}
