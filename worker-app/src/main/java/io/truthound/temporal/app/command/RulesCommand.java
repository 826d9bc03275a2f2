package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.RulesJsonSchema;
import io.truthound.temporal.app.report.RulesText;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.rule.Nearest;
import io.truthound.temporal.rule.RuleDescription;
import io.truthound.temporal.rule.RuleVocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
      "  truthound rules --json-schema > rules.schema.json",
      "",
      "An editor completes and checks a YAML file of rules that begins with",
      "  # yaml-language-server: $$schema=rules.schema.json"
    })
final class RulesCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "TYPE",
      description = "A type of rule or an alias, such as in_range. Default: all, a line each.")
  private @Nullable String type;

  @Option(
      names = "--json-schema",
      description = "Print the JSON Schema (draft 2020-12) of rules files, for editors.")
  private boolean jsonSchema;

  private final Terminal terminal;

  RulesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!jsonSchema) {
      byte[] text = text().getBytes(StandardCharsets.UTF_8);
      write(out -> out.write(text));
    } else if (type == null) {
      write(out -> RulesJsonSchema.write(RuleVocabulary.jsonSchema(), out));
    } else {
      throw new InvalidRequestException(
          "--json-schema is of all types of rules: leave out \"" + type + "\"");
    }
    return ExitStatus.SUCCESS;
  }

  private String text() {
    return type == null
        ? RulesText.all(RuleVocabulary.all(), terminal.palette())
        : RulesText.one(described(type), terminal.palette());
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

  /** Writes to a stream. */
  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private void write(Writing writing) {
    ReportOptions.write(
        List.of(new ReportOptions.Output("text", null)),
        terminal,
        (output, out) -> writing.to(out));
  }
}
