package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.app.request.RuleFiles;
import io.truthound.temporal.app.request.SchemaFiles;
import io.truthound.temporal.result.AutomaticRules;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Names the rules. */
final class RuleOptions {
  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "YAML or JSON: a list of rules, or {rules: [...]}; truthound rules explains them. Repeatable.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--rule",
      paramLabel = "JSON",
      description = "One rule, such as '{\"type\":\"not_null\",\"column\":\"id\"}'. Repeatable.")
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description =
          "A schema that truthound learn or Truthound for Python wrote: adds rules made of it.")
  private @Nullable Path schema;

  RuleSet rules() {
    RuleSet given = RuleFiles.read(files, rules);
    RuleSet automatic = schema == null ? null : AutomaticRules.of(SchemaFiles.read(schema));
    RuleSet all = given == null || automatic == null ? given : given.plus(automatic);
    all = all == null ? automatic : all;
    if (all == null) {
      throw new InvalidRequestException(
          "There is nothing to check: give --rules FILE, or --rule JSON such as"
              + " --rule '{\"type\":\"not_null\",\"column\":\"id\"}'");
    }
    return all;
  }
}
