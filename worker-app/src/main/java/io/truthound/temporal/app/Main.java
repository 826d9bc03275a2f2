package io.truthound.temporal.app;

import io.truthound.temporal.app.command.Interruption;
import io.truthound.temporal.app.command.Logging;
import io.truthound.temporal.app.command.Terminal;
import io.truthound.temporal.app.command.TruthoundCommandLine;
import java.util.List;

/** Starts the command line. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    Thread.setDefaultUncaughtExceptionHandler(new LastWords(Thread.currentThread()));
    Logging.configure(List.of(arguments));
    WarmUp.start(List.of(arguments), System.getenv());
    System.exit(
        TruthoundCommandLine.run(Terminal.ofProcess(), Interruption.ofSignals(), arguments));
  }
}
