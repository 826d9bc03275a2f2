package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.Palette;
import io.truthound.temporal.app.report.RulesJsonSchema;
import io.truthound.temporal.app.report.RulesMarkdown;
import io.truthound.temporal.app.report.RulesText;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.rule.Nearest;
import io.truthound.temporal.rule.RuleDescription;
import io.truthound.temporal.rule.RuleVocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains the rules that this version has. */
@Command(
    name = "rules",
    description = "Shows the types of rules, what one of them takes, or their JSON Schema.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  truthound rules in_range",
      "  truthound rules --format markdown=rules.md",
      "  truthound rules --json-schema > rules.schema.json",
      "",
      "An editor completes and checks a YAML file of rules that begins with",
      "  # yaml-language-server: $$schema=rules.schema.json"
    })
final class RulesCommand implements Callable<Integer> {
  private static final List<String> FORMATS = List.of("text", "markdown");

  @Parameters(
      arity = "0..1",
      paramLabel = "TYPE",
      description = "A type of rule or an alias, such as in_range. Default: all, a line each.")
  private @Nullable String type;

  @Option(
      names = "--json-schema",
      description = "Print the JSON Schema (draft 2020-12) of rules files, for editors.")
  private boolean jsonSchema;

  @Option(
      names = "--format",
      paramLabel = "FORMAT[=FILE]",
      description = "text or markdown, on standard output or into FILE. Repeatable. Default: text.")
  private List<String> formats = new ArrayList<>();

  private final Terminal terminal;

  RulesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (jsonSchema) {
      requireAlone();
      ReportOptions.write(
          List.of(new ReportOptions.Output("json", null)),
          terminal,
          (output, out) -> RulesJsonSchema.write(RuleVocabulary.jsonSchema(), out));
      return ExitStatus.SUCCESS;
    }
    List<ReportOptions.Output> outputs = ReportOptions.outputs(formats, FORMATS);
    RuleDescription described = type == null ? null : described(type);
    ReportOptions.write(
        outputs,
        terminal,
        (output, out) -> out.write(text(described, output).getBytes(StandardCharsets.UTF_8)));
    return ExitStatus.SUCCESS;
  }

  private void requireAlone() {
    if (type != null || !formats.isEmpty()) {
      throw new InvalidRequestException(
          type == null
              ? "--json-schema is a format of its own: leave out --format"
              : "--json-schema is of all types of rules: leave out \"" + type + "\"");
    }
  }

  private String text(@Nullable RuleDescription rule, ReportOptions.Output output) {
    List<RuleDescription> all = RuleVocabulary.all();
    if (output.format().equals("markdown")) {
      return rule == null ? RulesMarkdown.all(all) : RulesMarkdown.one(rule);
    }
    Palette palette = output.palette(terminal);
    return rule == null ? RulesText.all(all, palette) : RulesText.one(rule, palette);
  }

  private static RuleDescription described(String type) {
    return RuleVocabulary.find(type).orElseThrow(() -> unknown(type));
  }

  private static InvalidRequestException unknown(String type) {
    List<RuleDescription> all = RuleVocabulary.all();
    List<String> types = all.stream().map(RuleDescription::type).toList();
    List<String> names =
        Stream.concat(types.stream(), all.stream().flatMap(rule -> rule.aliases().stream()))
            .toList();
    return new InvalidRequestException(
        "Unknown type \""
            + type
            + "\" (allowed: "
            + String.join(", ", types)
            + Nearest.to(type, names).map(near -> "; nearest: " + near).orElse("")
            + ")");
  }
}
