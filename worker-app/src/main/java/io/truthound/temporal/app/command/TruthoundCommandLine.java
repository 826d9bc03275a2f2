package io.truthound.temporal.app.command;

import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.truthound.temporal.app.report.Palette;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.rule.Nearest;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The whole command line: reads the arguments, runs the command, and says what went wrong. */
public final class TruthoundCommandLine {
  private final Terminal terminal;

  private TruthoundCommandLine(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs what the arguments ask for and returns the exit status. Never throws. */
  public static int run(Terminal terminal, Interruption interruption, String... arguments) {
    Logging.configure(List.of(arguments));
    return new TruthoundCommandLine(terminal)
        .commandLine(interruption, arguments)
        .execute(arguments);
  }

  /** Returns all commands and their options, for documents. */
  static CommandLine described(Terminal terminal) {
    return new TruthoundCommandLine(terminal).commandLine(new Interruption());
  }

  private CommandLine commandLine(Interruption interruption, String... arguments) {
    CommandLine line = new CommandLine(new TruthoundCommand());
    commands(interruption, arguments).forEach(command -> line.addSubcommand(command.get()));
    explain(line.getCommandSpec());
    return line.registerConverter(Long.class, text -> whole(text, Long::valueOf))
        .registerConverter(Integer.class, text -> whole(text, Integer::valueOf))
        .registerConverter(Double.class, TruthoundCommandLine::number)
        .setExpandAtFiles(false)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(30)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                terminal.palette() == Palette.COLOURED ? Ansi.ON : Ansi.OFF))
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(this::misused)
        .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
  }

  /** Returns the command that was named, else all: a model of options costs 20 ms. */
  private Collection<Supplier<Object>> commands(Interruption interruption, String... arguments) {
    Map<String, Supplier<Object>> all = new LinkedHashMap<>();
    all.put("check", () -> new CheckCommand(terminal, interruption));
    all.put("plan", () -> new PlanCommand(terminal, interruption));
    all.put("profile", () -> new ProfileCommand(terminal, interruption));
    all.put("learn", () -> new LearnCommand(terminal, interruption));
    all.put("list", () -> new ListCommand(terminal));
    all.put("status", () -> new StatusCommand(terminal, interruption));
    all.put("pause", () -> new PauseCommand(terminal));
    all.put("resume", () -> new ResumeCommand(terminal));
    all.put("scale", () -> new ScaleCommand(terminal));
    all.put("cancel", () -> new CancelCommand(terminal, interruption));
    all.put("report", () -> new ReportCommand(terminal));
    all.put("baseline", () -> new BaselineCommand(terminal));
    all.put("history", () -> new HistoryCommand(terminal));
    all.put("artifacts", () -> new ArtifactsCommand(terminal));
    all.put("schedule", () -> ScheduleCommand.line(terminal));
    all.put("worker", () -> new WorkerCommand(terminal, interruption));
    all.put("setup", () -> new SetupCommand(terminal));
    all.put("codec-server", () -> new CodecServerCommand(terminal, interruption));
    all.put("rules", () -> new RulesCommand(terminal));
    Supplier<Object> named = arguments.length == 0 ? null : all.get(arguments[0]);
    return named == null ? all.values() : List.of(named);
  }

  private static void explain(CommandSpec command) {
    command.subcommands().values().forEach(below -> explain(below.getCommandSpec()));
    explainAlone(command);
  }

  private static void explainAlone(CommandSpec command) {
    command.addMixin("general", CommandSpec.forAnnotatedObject(new GeneralOptions()));
    command.usageMessage().exitCodeListHeading("%nExit status:%n").exitCodeList(exitStatuses());
    List<String> footer = new ArrayList<>();
    footer.add("");
    footer.add("Environment:");
    footer.add("  TRUTHOUND_STORE                 the store, as --store");
    footer.add(
        "  TRUTHOUND_CODEC_KEYS            the file of the codec's keys, as --codec-keys; or");
    footer.add("  TRUTHOUND_CODEC_KEY             the keys themselves, with commas between them");
    footer.add("  TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE,");
    footer.add("  TEMPORAL_API_KEY, TEMPORAL_TLS… the server, by Temporal's own conventions");
    footer.add("  NO_COLOR                        no colours");
    footer.addAll(List.of(command.usageMessage().footer()));
    command.usageMessage().footer(footer.toArray(String[]::new));
  }

  private static Map<String, String> exitStatuses() {
    Map<String, String> statuses = new LinkedHashMap<>();
    statuses.put("0", "success: PASSED, WARNING or SKIPPED");
    statuses.put("1", "the data broke a rule");
    statuses.put("2", "refused before anything was scanned: usage, bad rule, no such file");
    statuses.put("3", "could not finish cleanly: unreadable data, timeout, cancelled");
    statuses.put("130", "interrupted by Ctrl-C or SIGTERM");
    return statuses;
  }

  private int misused(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    terminal.say(name + ": " + message(problem, command) + "; see " + name + " --help");
    return ExitStatus.REFUSED;
  }

  private static String message(ParameterException problem, CommandLine command) {
    if (problem instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched.getUnmatched().get(0), command);
    }
    if (TruthoundCommand.MISSING_COMMAND.equals(problem.getMessage())) {
      return "Missing command (allowed: "
          + String.join(", ", command.getSubcommands().keySet())
          + ")";
    }
    return Problem.of(problem);
  }

  private static String unknown(String argument, CommandLine command) {
    boolean option = argument.startsWith("-");
    List<String> names =
        option
            ? List.copyOf(command.getCommandSpec().optionsMap().keySet())
            : List.copyOf(command.getSubcommands().keySet());
    int equals = option ? argument.indexOf('=') : -1;
    String name = equals < 0 ? argument : argument.substring(0, equals);
    return "Unknown "
        + (option ? "option " : "command ")
        + '"'
        + name
        + '"'
        + Nearest.to(name, names).map(near -> " (nearest: " + near + ")").orElse("");
  }

  private int failed(Exception failure, CommandLine command) {
    if (Logging.verbose()) {
      failure.printStackTrace(terminal.err());
    }
    terminal.say(command.getCommandSpec().qualifiedName() + ": " + sentence(failure));
    boolean refused =
        failure instanceof InvalidRequestException
            || failure instanceof ChunkingException
            || failure instanceof WorkflowExecutionAlreadyStarted;
    return refused ? ExitStatus.REFUSED : ExitStatus.NOT_FINISHED;
  }

  private static String sentence(Exception failure) {
    return failure instanceof WorkflowExecutionAlreadyStarted running
        ? "A batch with the workflow id \""
            + running.getExecution().getWorkflowId()
            + "\" is running already: wait for it, or choose another --workflow-id"
        : Problem.of(failure);
  }

  private static <T> T whole(String text, java.util.function.Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("found \"" + text + "\" (allowed: a whole number)");
    }
  }

  private static Double number(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("found \"" + text + "\" (allowed: a number)");
    }
  }
}
