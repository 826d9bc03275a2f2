package io.truthound.temporal.app.command;

import picocli.CommandLine.Command;

/** Has a paused batch go on. */
@Command(
    name = "resume",
    description = "Lets a paused batch go on.",
    sortOptions = false,
    footer = {"", "Example:", "  truthound resume nightly --address localhost:7233"})
final class ResumeCommand extends ControlCommand {
  ResumeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    return onBatch(
        batch -> {
          batch.tell(batch.handle()::resume);
          terminal.say(batch.id() + " goes on");
          return ExitStatus.SUCCESS;
        });
  }
}
