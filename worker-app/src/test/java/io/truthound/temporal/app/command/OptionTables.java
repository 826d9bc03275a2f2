package io.truthound.temporal.app.command;

import static io.truthound.temporal.app.command.MarkdownPage.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What the command line says of itself: each command, its arguments and options. */
final class OptionTables {
  private static final Pattern DEFAULT = Pattern.compile("(?s)(.*?) ?Default: (.*)\\.");
  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z_]+)");
  private static final List<String> GENERAL = List.of("--verbose", "--help", "--version");

  private final Map<String, CommandSpec> commands = new LinkedHashMap<>();

  /** Options that stand together under one heading in the help of several commands. */
  private final Map<Group, List<String>> groups = new LinkedHashMap<>();

  OptionTables(CommandLine line) {
    collect("truthound", line.getCommandSpec());
    commands.forEach(
        (name, command) ->
            groups(command)
                .forEach(
                    group -> groups.computeIfAbsent(group, any -> new ArrayList<>()).add(name)));
  }

  /** Some options under one heading. */
  private record Group(String heading, List<Row> rows) {}

  /** One argument or option. */
  private record Row(String argument, String standard, String variables, String meaning) {
    static Row of(ArgSpec argument) {
      String words = String.join(" ", argument.description()).replace("%%", "%").replace("%n", " ");
      Matcher standard = DEFAULT.matcher(words);
      boolean says = standard.matches();
      String variables =
          VARIABLE
              .matcher(words)
              .results()
              .map(found -> code(found.group(1)))
              .distinct()
              .collect(Collectors.joining(", "));
      return new Row(
          name(argument),
          says ? standard.group(2).replaceAll("\\$([A-Z_]+)", "`$1`") : "",
          variables,
          says ? standard.group(1) : words);
    }

    private static String name(ArgSpec argument) {
      if (argument instanceof OptionSpec option) {
        String name = option.longestName();
        String shown = option.negatable() ? name.replaceFirst("--(no-)?", "--[no-]") : name;
        return shown + (option.arity().max() == 0 ? "" : "=" + option.paramLabel());
      }
      return argument.paramLabel();
    }
  }

  /** Returns the names of all options of all commands. */
  Set<String> names() {
    return commands.values().stream()
        .flatMap(command -> command.options().stream())
        .flatMap(option -> Stream.of(option.names()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns all environment variables that options name. */
  Set<String> variables() {
    return commands.values().stream()
        .flatMap(
            command ->
                Stream.concat(command.options().stream(), command.positionalParameters().stream()))
        .flatMap(argument -> VARIABLE.matcher(String.join(" ", argument.description())).results())
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns what an option says of its default, wherever it is an option. */
  List<String> standards(String option) {
    return commands.values().stream()
        .flatMap(command -> command.options().stream())
        .filter(found -> List.of(found.names()).contains(option))
        .map(found -> Row.of(found).standard())
        .toList();
  }

  void write(MarkdownPage page) {
    page.heading("## Commands");
    page.line("`truthound COMMAND --help` says the same. An option takes precedence over its");
    page.line(
        "environment variable. Every command has `--help` (`-h`), and `--verbose`, which logs");
    page.line("what happens inside and shows stack traces, on standard error.");
    commands.forEach((name, command) -> command(page, name, command));
    page.heading("## Options of several commands");
    page.line("They stand together under these headings in the help.");
    groups.forEach(
        (group, of) -> {
          if (isShared(group)) {
            page.heading("### " + group.heading());
            page.line(
                "Of "
                    + of.stream().map(MarkdownPage::code).collect(Collectors.joining(", "))
                    + ".");
            page.line("");
            table(page, group.rows());
          }
        });
  }

  private void command(MarkdownPage page, String name, CommandSpec command) {
    if (!command.subcommands().isEmpty()) {
      return;
    }
    page.heading("### truthound " + name);
    Stream.of(command.usageMessage().description())
        .map(line -> line.replace("%n", "").replace("%%", "%"))
        .forEach(page::line);
    List<Row> own = own(command);
    if (!own.isEmpty()) {
      page.line("");
      table(page, own);
    }
    List<String> shared = new ArrayList<>();
    for (Group group : groups(command)) {
      if (isShared(group)) {
        shared.add("[" + group.heading() + "](#" + anchor(group) + ")");
      } else {
        page.paragraph(group.heading() + ":", "");
        table(page, group.rows());
      }
    }
    if (!shared.isEmpty()) {
      page.paragraph("Also: " + String.join(" · ", shared) + ".");
    }
  }

  private static void table(MarkdownPage page, List<Row> rows) {
    boolean variables = rows.stream().anyMatch(row -> !row.variables().isEmpty());
    if (variables) {
      page.head("option", "default", "environment", "meaning");
    } else {
      page.head("option", "default", "meaning");
    }
    for (Row row : rows) {
      if (variables) {
        page.row(code(row.argument()), row.standard(), row.variables(), row.meaning());
      } else {
        page.row(code(row.argument()), row.standard(), row.meaning());
      }
    }
  }

  private static List<Row> own(CommandSpec command) {
    Stream<PositionalParamSpec> arguments =
        command.positionalParameters().stream().filter(argument -> argument.group() == null);
    Stream<OptionSpec> options =
        command.options().stream()
            .filter(option -> option.group() == null && !GENERAL.contains(option.longestName()));
    return Stream.concat(arguments, options).map(Row::of).toList();
  }

  private static List<Group> groups(CommandSpec command) {
    return command.argGroups().stream().map(OptionTables::group).toList();
  }

  private static Group group(ArgGroupSpec group) {
    String heading = String.valueOf(group.heading()).replace("%n", "").replaceFirst(":$", "");
    return new Group(heading, group.allOptionsNested().stream().map(Row::of).toList());
  }

  private void collect(String name, CommandSpec command) {
    commands.put(name, command);
    command
        .subcommands()
        .forEach(
            (below, line) ->
                collect(
                    name.equals("truthound") ? below : name + " " + below, line.getCommandSpec()));
  }

  private boolean isShared(Group group) {
    return groups.getOrDefault(group, List.of()).size() > 1;
  }

  /** Returns what the heading is called in links; the second of the same words has a number. */
  private String anchor(Group group) {
    List<Group> alike =
        groups.keySet().stream()
            .filter(this::isShared)
            .filter(other -> other.heading().equals(group.heading()))
            .toList();
    int nth = alike.indexOf(group);
    return DocumentLinks.anchor(group.heading()) + (nth == 0 ? "" : "-" + nth);
  }
}
