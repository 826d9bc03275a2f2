package io.truthound.temporal.app.command;

import io.truthound.temporal.StoredArtifacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes from a store what is no longer wanted. */
@Command(
    name = "artifacts",
    description = {
      "Deletes from a store in a folder what nobody has written to for long: plans, results and"
          + " reports of runs, data that was staged from memory and that no younger run reads, and"
          + " what killed writers left. Baselines and histories stay. A batch that is still going on, paused or"
          + " to be resumed needs what it has written: give more time than that takes.",
      "",
      "A store in S3 is pruned by lifecycle rules of its bucket, for the prefixes runs/ and staged/"
          + " below the store's own."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  truthound artifacts prune --older-than 30d --dry-run",
      "  truthound artifacts prune --older-than 30d --store /data/truthound"
    })
final class ArtifactsCommand implements Callable<Integer> {
  /** What to do with artifacts. */
  private enum Action {
    PRUNE
  }

  private static final Map<String, Action> ACTIONS = Map.of("prune", Action.PRUNE);

  @Parameters(
      index = "0",
      paramLabel = "ACTION",
      description = "prune: print what is old, and its size, and delete it.")
  private String action = "";

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      required = true,
      description =
          "How long nothing was written to what is deleted, such as 30d, 12h, 90min or, in"
              + " seconds, 3600.")
  private String olderThan = "";

  @Option(names = "--dry-run", description = "Print what would be deleted, and delete nothing.")
  private boolean dryRun;

  @Mixin private StoreOptions store = new StoreOptions();

  private final Terminal terminal;

  ArtifactsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return switch (Choices.of("ACTION", action, ACTIONS)) {
      case PRUNE -> prune();
    };
  }

  private int prune() {
    Duration age = TimeSpan.parse("--older-than", olderThan);
    Path folder = store.folderToPrune(terminal);
    StoredArtifacts artifacts = StoredArtifacts.in(folder);
    PruneText text = new PruneText(terminal, folder);
    if (dryRun) {
      artifacts.rehearse(age, text);
    } else {
      artifacts.prune(age, text);
    }
    text.end(dryRun);
    if (terminal.out().checkError()) {
      throw new ReportNotWrittenException(
          "Cannot write what was deleted to standard output",
          new IOException("the stream is closed"));
    }
    return text.failures() == 0 ? ExitStatus.SUCCESS : ExitStatus.NOT_FINISHED;
  }
}
