package io.truthound.temporal.app;

import io.truthound.temporal.app.command.Interruption;
import io.truthound.temporal.app.command.Logging;
import io.truthound.temporal.app.command.Terminal;
import io.truthound.temporal.app.command.TruthoundCommandLine;
import java.util.List;

/**
 * Runs what an archive of classes is to hold for the command line's later starts: a command, and
 * the planning of data in S3, which is asked for in vain.
 */
public final class Training {
  private Training() {}

  /** Runs a command like {@link Main}; the process's environment names an S3 that is not there. */
  public static void main(String[] arguments) {
    Logging.configure(List.of(arguments));
    WarmUp.start(List.of(arguments), System.getenv());
    int status =
        TruthoundCommandLine.run(Terminal.ofProcess(), Interruption.ofSignals(), arguments);
    int unused =
        TruthoundCommandLine.run(
            Terminal.ofProcess(),
            Interruption.ofSignals(),
            new String[] {"profile", "s3://truthound/training.csv"});
    System.exit(status);
  }
}
