package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.app.request.RuleFiles;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  RuleSet rules() {
    RuleSet all = RuleFiles.read(files, rules);
    if (all == null) {
      throw new InvalidRequestException(
          "There is nothing to check: give --rules FILE, or --rule JSON such as"
              + " --rule '{\"type\":\"not_null\",\"column\":\"id\"}'");
    }
    return all;
  }
}
