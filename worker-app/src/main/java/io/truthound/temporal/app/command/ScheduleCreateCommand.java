package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchSchedule;
import io.truthound.temporal.client.BatchSchedules;
import io.truthound.temporal.client.BatchTiming;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.FailWorkflowOn;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.rule.RuleSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a schedule, or gives an older one something else to start. */
@Command(
    name = "create",
    description = "Has a server start a check, profile or learn of DATA at times.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  truthound schedule create orders 's3://lake/orders/dt={scheduled-1d:yyyy-MM-dd}/' \\",
      "      --name orders --rules rules.yaml --cron '0 3 * * *' --zone Europe/Berlin",
      "  truthound schedule create hourly people.csv --rules rules.yaml --every 1h --replace"
    })
final class ScheduleCreateCommand implements Callable<Integer> {
  private enum Operation {
    CHECK,
    PROFILE,
    LEARN
  }

  @Parameters(index = "0", paramLabel = "ID", description = "What to call the schedule.")
  private String id = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "DATA",
      description =
          "Files, folders and globs (quote them): together one dataset. {scheduled:yyyy-MM-dd} in it"
              + " stands for the time that a batch is for.")
  private List<String> data = new ArrayList<>();

  @Mixin private DatasetOptions dataset = new DatasetOptions();

  @Mixin private WaitOption wait = new WaitOption();

  @Mixin private NotifyOption notify = new NotifyOption();

  @ArgGroup(validate = false, order = 1, heading = "%nWhen:%n")
  private TimingOptions timing = new TimingOptions();

  @ArgGroup(validate = false, order = 2, heading = "%nWhat:%n")
  private What what = new What();

  @ArgGroup(validate = false, order = 3, heading = "%nRules (of a check):%n")
  private RuleOptions rules = new RuleOptions();

  @ArgGroup(validate = false, order = 4, heading = "%nHow it runs:%n")
  private CheckRunOptions run = new CheckRunOptions();

  @ArgGroup(validate = false, order = 5, heading = "%nServer (one must be named):%n")
  private ConnectionOptions server = new ConnectionOptions();

  @ArgGroup(validate = false, order = 6, heading = "%nStore:%n")
  private StoreOptions store = new StoreOptions();

  private final Terminal terminal;

  ScheduleCreateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Says what is started, and how the schedule begins. */
  static final class What {
    @Option(
        names = "--operation",
        paramLabel = "NAME",
        description = "check, profile or learn. Default: check.")
    private String operation = "check";

    @Option(
        names = "--fail-workflow-on",
        paramLabel = "STATUS",
        description =
            "From which status on a batch's workflow closes as failed, red in the UI: never, error,"
                + " failed or warning. Default: failed.")
    private String failWorkflowOn = "failed";

    @Option(names = "--note", paramLabel = "TEXT", description = "A note for people.")
    private @Nullable String note;

    @Option(names = "--paused", description = "Start nothing until resume.")
    private boolean paused;

    @Option(
        names = "--replace",
        description =
            "Change the schedule of this id where there is one; it stays paused where it is.")
    private boolean replace;
  }

  @Override
  public Integer call() {
    String named = Names.required("ID", id);
    Dataset of = dataset.dataset(data);
    BatchTiming times = timing.timing();
    Operation operation = Choices.of("--operation", what.operation, Operation.class);
    BatchConfig config =
        run.config()
            .withFailWorkflowOn(
                Choices.of("--fail-workflow-on", what.failWorkflowOn, FailWorkflowOn.class));
    RuleSet ruleSet = operation == Operation.CHECK ? rules.rules(terminal) : noRules();
    Duration most = wait.most();
    return NamedServer.with(
        "no schedules",
        server,
        server.taskQueue(),
        terminal,
        connection -> {
          BatchExecutor.Builder executor =
              connection
                  .executorBuilder()
                  .setConfig(config)
                  .setKeys(run.keys())
                  .setNotify(notify.channels());
          String place = store.named(terminal);
          if (place != null) {
            executor.setArtifactStore(place);
          }
          if (most != null) {
            executor.setWaitForData(most);
          }
          return create(BatchSchedules.of(executor.build()), operation, named, of, ruleSet, times);
        });
  }

  private int create(
      BatchSchedules all,
      Operation operation,
      String named,
      Dataset of,
      RuleSet ruleSet,
      BatchTiming times) {
    BatchSchedules schedules = all.withPaused(what.paused).withReplacing(what.replace);
    if (what.note != null) {
      schedules = schedules.withNote(what.note);
    }
    try {
      BatchSchedule created =
          switch (operation) {
            case CHECK -> schedules.createCheck(named, of, ruleSet, times);
            case PROFILE -> schedules.createProfile(named, of, times);
            case LEARN -> schedules.createLearn(named, of, times);
          };
      terminal.out().print(ScheduleText.of(created, created.describe(), Map.of()));
      terminal.out().flush();
      return ExitStatus.SUCCESS;
    } catch (IllegalStateException exists) {
      throw new InvalidRequestException(exists.getMessage() + " (--replace changes it)", exists);
    } catch (IllegalArgumentException refused) {
      throw new InvalidRequestException(String.valueOf(refused.getMessage()), refused);
    }
  }

  private RuleSet noRules() {
    if (rules.any()) {
      throw new InvalidRequestException(
          "Rules are of a check, and --operation is " + what.operation);
    }
    return RuleSet.auto();
  }
}
