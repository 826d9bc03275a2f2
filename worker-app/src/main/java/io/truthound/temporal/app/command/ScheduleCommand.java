package io.truthound.temporal.app.command;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Has a server start batches at times; each thing to do with a schedule is a command. */
@Command(
    name = "schedule",
    description = {
      "Has a Temporal server start checks, profiles and learns at times, whether anybody is there or"
          + " not.",
      "",
      "DATA may have places for the time that a batch is for: {scheduled:yyyy-MM-dd} is its day, and"
          + " {scheduled-1d:yyyy-MM-dd} the day before; h, w and M shift by hours, weeks and months."
          + " A batch that is backfilled reads the data of its own time."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  truthound schedule create orders 's3://lake/orders/dt={scheduled-1d:yyyy-MM-dd}/' \\",
      "      --rules rules.yaml --cron '0 3 * * *' --zone Europe/Berlin --wait-for 2h",
      "  truthound schedule backfill orders --from 2026-01-01 --until 2026-01-07",
      "  truthound schedule describe orders"
    })
final class ScheduleCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Returns the command with those below it. */
  static CommandLine line(Terminal terminal) {
    Map<String, Object> below = new LinkedHashMap<>();
    below.put("create", new ScheduleCreateCommand(terminal));
    below.put("list", new ScheduleListCommand(terminal));
    below.put("describe", new ScheduleChange.Describe(terminal));
    below.put("update", new ScheduleChange.Update(terminal));
    below.put("pause", new ScheduleChange.Pause(terminal));
    below.put("resume", new ScheduleChange.Resume(terminal));
    below.put("trigger", new ScheduleChange.Trigger(terminal));
    below.put("backfill", new ScheduleChange.Backfill(terminal));
    below.put("delete", new ScheduleChange.Delete(terminal));
    CommandLine line = new CommandLine(new ScheduleCommand());
    below.forEach(line::addSubcommand);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), TruthoundCommand.MISSING_COMMAND);
  }
}
