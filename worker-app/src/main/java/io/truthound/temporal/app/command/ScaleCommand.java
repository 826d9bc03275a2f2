package io.truthound.temporal.app.command;

import io.truthound.temporal.config.BatchConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gives a batch under way more or fewer slices in flight. */
@Command(
    name = "scale",
    description = "Changes how many slices of a batch under way may be in flight at once.",
    sortOptions = false,
    footer = {
      "",
      "More begin at once, as far as workers have room; fewer begin as what is in flight ends.",
      "Whatever the number, the answer is the same.",
      "",
      "Example:",
      "  truthound scale nightly --max-workers 16 --address localhost:7233"
    })
final class ScaleCommand extends ControlCommand {
  @Option(
      names = "--max-workers",
      paramLabel = "N",
      required = true,
      description = "Most slices in flight at once from now on, 1 to 500.")
  private int maxWorkers;

  ScaleCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    int most =
        RunOptions.valid(
                "--max-workers", BatchConfig.DEFAULT, maxWorkers, BatchConfig::withMaxWorkers)
            .maxWorkers();
    return onBatch(
        batch -> {
          batch.tell(() -> batch.handle().setMaxWorkers(most));
          terminal.say(batch.id() + " has at most " + most + " in flight from now on");
          return ExitStatus.SUCCESS;
        });
  }
}
