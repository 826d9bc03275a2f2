package io.truthound.temporal.app.command;

import io.truthound.temporal.StoredArtifacts;
import io.truthound.temporal.app.report.Words;
import java.nio.file.Path;

/** Says what is deleted as it is, a line each, and in the end how much that was. */
final class PruneText implements StoredArtifacts.Listener {
  private final Terminal terminal;
  private final Path folder;
  private long deleted;
  private long bytes;
  private int failures;

  PruneText(Terminal terminal, Path folder) {
    this.terminal = terminal;
    this.folder = folder;
  }

  @Override
  public void deleted(String name, long bytes) {
    print(Words.safe(name) + "  " + Words.bytes(bytes));
    deleted++;
    this.bytes += bytes;
  }

  @Override
  public void failed(String name, String reason) {
    terminal.say(
        "truthound artifacts: Cannot prune "
            + Words.safe(folder.resolve(name).normalize() + ": " + reason));
    failures++;
  }

  void end(boolean dryRun) {
    if (deleted == 0) {
      print("Nothing is that old" + (dryRun ? " (dry run)" : ""));
    } else {
      String all = Words.counted(deleted, "folder or file", "folders and files");
      print(
          dryRun
              ? "Would delete %s, %s (dry run: nothing was deleted)"
                  .formatted(all, Words.bytes(bytes))
              : "Deleted %s, %s".formatted(all, Words.bytes(bytes)));
    }
  }

  int failures() {
    return failures;
  }

  private void print(String line) {
    terminal.out().println(line);
    terminal.out().flush();
  }
}
