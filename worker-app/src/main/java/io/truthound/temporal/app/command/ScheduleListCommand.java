package io.truthound.temporal.app.command;

import io.truthound.temporal.client.BatchSchedules.Listed;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** Lists schedules. */
@Command(
    name = "list",
    description = "Lists the schedules that start batches; a new one comes after a moment.",
    sortOptions = false)
final class ScheduleListCommand implements Callable<Integer> {
  @ArgGroup(validate = false, order = 1, heading = "%nServer (one must be named):%n")
  private AddressOptions server = new AddressOptions();

  private final Terminal terminal;

  ScheduleListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return NamedServer.schedules(
        server,
        terminal,
        schedules -> {
          List<Listed> all = schedules.list().toList();
          terminal.out().print(ScheduleText.list(all));
          terminal.out().flush();
          return ExitStatus.SUCCESS;
        });
  }
}
