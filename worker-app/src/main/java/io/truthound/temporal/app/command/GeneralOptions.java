package io.truthound.temporal.app.command;

import picocli.CommandLine.Option;

/** What every command can do. */
final class GeneralOptions {
  @Option(
      names = "--verbose",
      description = "Log what happens inside, and show stack traces, on standard error.")
  @SuppressWarnings("UnusedVariable") // Logging is set up before options are read
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;
}
