package io.truthound.temporal.app.command;

import io.temporal.client.schedules.ScheduleException;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.BatchSchedule;
import io.truthound.temporal.client.BatchSchedule.Description;
import io.truthound.temporal.contract.WireNames;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands on one schedule have in common: its id and its server. */
abstract class ScheduleChange implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "ID", description = "What the schedule is called.")
  private String id = "";

  @ArgGroup(validate = false, order = 9, heading = "%nServer (one must be named):%n")
  private AddressOptions server = new AddressOptions();

  final Terminal terminal;

  private ScheduleChange(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public final Integer call() {
    String named = Names.required("ID", id);
    return NamedServer.with(
        "no schedules",
        server,
        WireNames.TASK_QUEUE,
        terminal,
        connection -> {
          try {
            apply(connection.schedules().find(named), connection);
            return ExitStatus.SUCCESS;
          } catch (ScheduleException missing) {
            throw new InvalidRequestException(
                "There is no schedule \"" + named + "\" there (truthound schedule list)", missing);
          } catch (IllegalArgumentException refused) {
            throw new InvalidRequestException(String.valueOf(refused.getMessage()), refused);
          }
        });
  }

  /** Does what the command is for. */
  abstract void apply(BatchSchedule schedule, ServerConnection connection);

  /** Shows a schedule. */
  @Command(
      name = "describe",
      description = "Shows what a schedule starts, when, and how its last batches ended.",
      sortOptions = false)
  static final class Describe extends ScheduleChange {
    Describe(Terminal terminal) {
      super(terminal);
    }

    @Override
    void apply(BatchSchedule schedule, ServerConnection connection) {
      Description described = schedule.describe();
      Map<String, String> ends = RecentBatches.of(described.recent(), connection);
      terminal.out().print(ScheduleText.of(schedule, described, ends));
      terminal.out().flush();
    }
  }

  /** Changes the times of a schedule. */
  @Command(
      name = "update",
      description =
          "Changes when a schedule starts batches; what it starts is changed by create --replace.",
      sortOptions = false)
  static final class Update extends ScheduleChange {
    @ArgGroup(validate = false, order = 1, heading = "%nWhen (the rest stays):%n")
    private TimingOptions timing = new TimingOptions();

    Update(Terminal terminal) {
      super(terminal);
    }

    @Override
    void apply(BatchSchedule schedule, ServerConnection connection) {
      timing.requireSome();
      schedule.update(timing::adjusted);
      terminal.out().print(ScheduleText.of(schedule, schedule.describe(), Map.of()));
      terminal.out().flush();
    }
  }

  /** Has a schedule start nothing. */
  @Command(
      name = "pause",
      description = "Has a schedule start nothing until resume; batches that run go on.",
      sortOptions = false)
  static final class Pause extends ScheduleChange {
    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for people.")
    private @Nullable String note;

    Pause(Terminal terminal) {
      super(terminal);
    }

    @Override
    void apply(BatchSchedule schedule, ServerConnection connection) {
      schedule.pause(note);
      terminal.say("Paused " + schedule.id() + ": it starts nothing until resume");
    }
  }

  /** Has a schedule go on. */
  @Command(
      name = "resume",
      description = "Has a paused schedule go on; times that passed meanwhile are not caught up.",
      sortOptions = false)
  static final class Resume extends ScheduleChange {
    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for people.")
    private @Nullable String note;

    Resume(Terminal terminal) {
      super(terminal);
    }

    @Override
    void apply(BatchSchedule schedule, ServerConnection connection) {
      schedule.resume(note);
      terminal.say("Resumed " + schedule.id() + ScheduleText.next(schedule.describe()));
    }
  }

  /** Starts a batch now. */
  @Command(
      name = "trigger",
      description = "Starts a batch now, beside its times; skipped as those are while one runs.",
      sortOptions = false)
  static final class Trigger extends ScheduleChange {
    Trigger(Terminal terminal) {
      super(terminal);
    }

    @Override
    void apply(BatchSchedule schedule, ServerConnection connection) {
      schedule.trigger();
      terminal.say("Triggered " + schedule.id() + "; truthound schedule describe shows the batch");
    }
  }

  /** Starts the batches of times that passed. */
  @Command(
      name = "backfill",
      description = {
        "Starts the batches of all times between two, one after another, as if those were now: each"
            + " reads the data of its own time.",
        "A night that failed is tried again so: --from and --until its day."
      },
      sortOptions = false,
      footer = {
        "",
        "Examples:",
        "  truthound schedule backfill orders --from 2026-01-01 --until 2026-01-07",
        "  truthound schedule backfill orders --from 2026-01-03 --until 2026-01-03"
      })
  static final class Backfill extends ScheduleChange {
    @Option(
        names = "--from",
        paramLabel = "TIME",
        required = true,
        description = "The first time, such as 2026-01-01 or 2026-01-01T03:00Z, itself included.")
    private String from = "";

    @Option(
        names = "--until",
        paramLabel = "TIME",
        required = true,
        description = "The last time, itself included; of a day, its end.")
    private String until = "";

    Backfill(Terminal terminal) {
      super(terminal);
    }

    @Override
    void apply(BatchSchedule schedule, ServerConnection connection) {
      ZoneId given = schedule.describe().timing().zone();
      ZoneId zone = given == null ? ZoneOffset.UTC : given;
      Instant first = Times.parse("--from", from, zone).toInstant();
      Instant last = Times.parseEnd("--until", until, zone).toInstant();
      if (last.isBefore(first)) {
        throw new InvalidRequestException(
            "Invalid --until: %s is before --from %s".formatted(until, from));
      }
      schedule.backfill(first, last);
      terminal.say(
          "Backfilling %s from %s to %s; truthound schedule describe shows the batches"
              .formatted(schedule.id(), first.atZone(zone), last.atZone(zone)));
    }
  }

  /** Deletes a schedule. */
  @Command(
      name = "delete",
      description = "Deletes a schedule; batches that it started stay and go on.",
      sortOptions = false)
  static final class Delete extends ScheduleChange {
    Delete(Terminal terminal) {
      super(terminal);
    }

    @Override
    void apply(BatchSchedule schedule, ServerConnection connection) {
      schedule.delete();
      terminal.say("Deleted " + schedule.id());
    }
  }
}
