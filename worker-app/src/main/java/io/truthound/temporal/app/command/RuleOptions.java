package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.RuleFiles;
import io.truthound.temporal.app.request.SchemaFiles;
import io.truthound.temporal.result.AutomaticRules;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  @Option(
      names = "--auto-schema",
      description =
          "Check against the dataset's baseline too: the schema that its first check learns."
              + " Default where no rules are given.")
  private boolean autoSchema;

  /** Returns the rules, and says where they are automatic because none were given. */
  RuleSet rules(Terminal terminal) {
    RuleSet given = RuleFiles.read(files, rules);
    RuleSet automatic = schema == null ? null : AutomaticRules.of(SchemaFiles.read(schema));
    RuleSet all = joined(given, automatic);
    if (all == null && !autoSchema) {
      terminal.say(
          "No rules are given: checking against the dataset's baseline, which its first check"
              + " learns (truthound baseline shows it)");
    }
    RuleSet baseline = all == null || autoSchema ? RuleSet.auto() : null;
    return Objects.requireNonNull(joined(all, baseline));
  }

  /** Says whether rules were asked for. */
  boolean any() {
    return !files.isEmpty() || !rules.isEmpty() || schema != null || autoSchema;
  }

  private static @Nullable RuleSet joined(@Nullable RuleSet one, @Nullable RuleSet other) {
    return one == null || other == null ? (one == null ? other : one) : one.plus(other);
  }
}
