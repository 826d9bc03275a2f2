package io.truthound.temporal.app.report;

import io.truthound.temporal.rule.ParameterDescription;
import io.truthound.temporal.rule.RuleDescription;
import io.truthound.temporal.rule.RuleFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the types of rules as Markdown: {@code docs/rules-reference.md} is this. */
public final class RulesMarkdown {
  private final StringBuilder text = new StringBuilder();

  private RulesMarkdown() {}

  /** Returns a document of all types, with a table of contents, ending in a newline. */
  public static String all(List<RuleDescription> rules) {
    RulesMarkdown document = new RulesMarkdown();
    document.line("# Rules reference");
    document.line("");
    document.line(
        "Written by `truthound rules --format markdown`. `docs/rules.md` tells what holds");
    document.line("for many of them: thresholds, expressions, keys, what is exact.");
    document.contents(rules);
    document.common(rules);
    for (RuleFamily family : RuleFamily.values()) {
      document.line("");
      document.line("## " + RulesText.title(family));
      rules.stream().filter(rule -> rule.family() == family).forEach(document::rule);
    }
    return document.text.toString();
  }

  /** Returns what a rule of the type means and takes, with an example, ending in a newline. */
  public static String one(RuleDescription rule) {
    RulesMarkdown document = new RulesMarkdown();
    document.rule(rule);
    return document.text.substring(1);
  }

  private void contents(List<RuleDescription> rules) {
    line("");
    line("| type | also | fails when |");
    line("|---|---|---|");
    for (RuleDescription rule : rules) {
      String link = "[" + code(rule.type()) + "](#" + rule.type() + ")";
      line(row(link, codes(rule.aliases()), rule.fails()));
    }
  }

  /** What many types take is told once, with those that take it. */
  private void common(List<RuleDescription> rules) {
    Map<ParameterDescription, List<RuleDescription>> takers = new LinkedHashMap<>();
    List<RuleDescription> written =
        rules.stream().filter(rule -> rule.family() != RuleFamily.IMPLICIT).toList();
    for (RuleDescription rule : written) {
      for (ParameterDescription option : rule.options()) {
        takers.computeIfAbsent(option, any -> new ArrayList<>()).add(rule);
      }
    }
    heading("## Common parameters");
    line("| parameter | of | value | default | meaning |");
    line("|---|---|---|---|---|");
    takers.forEach(
        (option, of) ->
            line(
                row(
                    code(option.name()),
                    of.size() == written.size() ? "every rule" : takers(of, written),
                    option.allowed(),
                    need(option),
                    option.meaning())));
  }

  /** Names a family whose types all take it, and each type of another family. */
  private static String takers(List<RuleDescription> of, List<RuleDescription> written) {
    Set<String> names = new LinkedHashSet<>();
    for (RuleDescription rule : of) {
      boolean whole =
          written.stream().filter(other -> other.family() == rule.family()).allMatch(of::contains);
      String family = RulesText.title(rule.family());
      names.add(
          whole
              ? Character.toLowerCase(family.charAt(0)) + family.substring(1)
              : code(rule.type()));
    }
    return String.join(", ", names);
  }

  private void rule(RuleDescription rule) {
    heading("### " + code(rule.type()));
    if (!rule.aliases().isEmpty()) {
      line("Also: " + codes(rule.aliases()) + ".");
      line("");
    }
    line(sentence(rule.family().failing() + " " + rule.fails()));
    if (rule.evaluated() != null) {
      line(sentence("evaluated are " + rule.evaluated()));
    }
    if (rule.family() == RuleFamily.IMPLICIT) {
      line("Plans add it by themselves; it cannot be written.");
      return;
    }
    parameters(rule);
    line("");
    line("Common parameters: " + codes(names(rule.options())) + ".");
    line("");
    line("```yaml");
    rule.example().lines().forEach(this::line);
    line("```");
  }

  private void parameters(RuleDescription rule) {
    line("");
    line("| parameter | also | value | default | meaning |");
    line("|---|---|---|---|---|");
    for (ParameterDescription parameter : rule.parameters()) {
      line(
          row(
              code(parameter.name()),
              codes(parameter.aliases()),
              parameter.allowed(),
              need(parameter),
              parameter.meaning()));
    }
    if (!rule.oneOf().isEmpty()) {
      line("");
      line("At least one of " + String.join(" and ", coded(rule.oneOf())) + " is needed.");
    }
  }

  private static String need(ParameterDescription parameter) {
    if (parameter.required()) {
      return "required";
    }
    return parameter.standard() == null ? "" : code(parameter.standard());
  }

  private static List<String> names(List<ParameterDescription> parameters) {
    return parameters.stream().map(ParameterDescription::name).toList();
  }

  private static String sentence(String phrase) {
    return Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1) + ".";
  }

  private static String row(String... cells) {
    return List.of(cells).stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"))
        .replace("|  |", "| |");
  }

  private static String code(String name) {
    return "`" + name + "`";
  }

  private static List<String> coded(List<String> names) {
    return names.stream().map(RulesMarkdown::code).toList();
  }

  private static String codes(List<String> names) {
    return String.join(", ", coded(names));
  }

  private void heading(String heading) {
    line("");
    line(heading);
    line("");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
