package io.truthound.temporal.app.command;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What stands before the command. */
@Command(
    name = "truthound",
    description = "Checks data at scale, as durable Temporal workflows.",
    versionProvider = TruthoundCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    footer = {"", "truthound COMMAND --help explains a command."})
final class TruthoundCommand implements Runnable {
  static final String MISSING_COMMAND = "Missing command";

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean version;

  @Spec private @Nullable CommandSpec spec;

  /** Reads the version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = TruthoundCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "truthound " + (version == null ? "(development)" : version),
        "Java " + Runtime.version() + ", " + System.getProperty("os.name")
      };
    }
  }

  @Override
  public void run() {
    throw new ParameterException(Objects.requireNonNull(spec).commandLine(), MISSING_COMMAND);
  }
}
