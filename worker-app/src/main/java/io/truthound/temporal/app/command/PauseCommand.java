package io.truthound.temporal.app.command;

import picocli.CommandLine.Command;

/** Has a batch begin nothing more for the time being. */
@Command(
    name = "pause",
    description = "Lets a batch finish what is in flight and begin nothing more until resume.",
    sortOptions = false,
    footer = {
      "",
      "A total timeout (--timeout) goes on while a batch is paused.",
      "",
      "Example:",
      "  truthound pause nightly --address localhost:7233"
    })
final class PauseCommand extends ControlCommand {
  PauseCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    return onBatch(
        batch -> {
          batch.tell(batch.handle()::pause);
          terminal.say(
              "Paused "
                  + batch.id()
                  + ": what is in flight goes on to its end. It goes on by "
                  + batch.command("resume"));
          return ExitStatus.SUCCESS;
        });
  }
}
