package io.truthound.temporal.app.report;

import io.truthound.temporal.rule.ParameterDescription;
import io.truthound.temporal.rule.RuleDescription;
import io.truthound.temporal.rule.RuleFamily;
import java.util.ArrayList;
import java.util.List;

/** Writes the types of rules for a person: all in a line each, or one with all it takes. */
public final class RulesText {
  private final Palette palette;
  private final StringBuilder text = new StringBuilder();

  private RulesText(Palette palette) {
    this.palette = palette;
  }

  /** Returns one line for each type, family by family, ending in a newline. */
  public static String all(List<RuleDescription> rules, Palette palette) {
    RulesText text = new RulesText(palette);
    int width = CheckText.width(rules.stream().map(RuleDescription::type).toList());
    for (RuleFamily family : RuleFamily.values()) {
      text.family(family, rules.stream().filter(rule -> rule.family() == family).toList(), width);
    }
    text.line(
        palette.faint("truthound rules TYPE explains one, with its parameters and an example."));
    return text.text.toString();
  }

  /** Returns what a rule of the type means and takes, with an example, ending in a newline. */
  public static String one(RuleDescription rule, Palette palette) {
    RulesText text = new RulesText(palette);
    text.line(palette.bold(rule.type()) + text.also(rule.aliases()));
    text.line("");
    text.line(sentence(rule.family().failing() + " " + rule.fails()));
    if (rule.evaluated() != null) {
      text.line(sentence("evaluated are " + rule.evaluated()));
    }
    if (rule.family() == RuleFamily.IMPLICIT) {
      text.line("Plans add it by themselves; it cannot be written.");
      return text.text.toString();
    }
    text.parameters(rule);
    text.heading("Example");
    rule.example().lines().forEach(line -> text.line("  " + line));
    return text.text.toString();
  }

  private void family(RuleFamily family, List<RuleDescription> rules, int width) {
    line(palette.bold(title(family)) + palette.faint(" – " + family.failing()));
    for (RuleDescription rule : rules) {
      String type = CheckText.padded(rule.type(), width);
      line("  " + type + "  " + rule.fails() + also(rule.aliases()));
    }
    line("");
  }

  static String title(RuleFamily family) {
    return switch (family) {
      case ROW -> "Row rules";
      case SCHEMA -> "Schema rules";
      case DATASET -> "Dataset rules";
      case PAST -> "Rules about the past";
      case IMPLICIT -> "Rules that plans add by themselves";
    };
  }

  private void parameters(RuleDescription rule) {
    List<ParameterDescription> both = new ArrayList<>(rule.parameters());
    both.addAll(rule.options());
    int name = CheckText.width(both.stream().map(ParameterDescription::name).toList());
    int need = CheckText.width(both.stream().map(RulesText::need).toList());
    heading("Parameters");
    rule.parameters().forEach(parameter -> parameter(parameter, name, need));
    if (!rule.oneOf().isEmpty()) {
      line("  " + sentence("at least one of " + String.join(" and ", rule.oneOf()) + " is needed"));
    }
    heading("Common parameters");
    rule.options().forEach(parameter -> parameter(parameter, name, need));
  }

  private void parameter(ParameterDescription parameter, int name, int need) {
    line(
        "  "
            + CheckText.padded(parameter.name(), name)
            + "  "
            + CheckText.padded(need(parameter), need)
            + "  "
            + parameter.allowed()
            + also(parameter.aliases()));
    line("  " + " ".repeat(name) + palette.faint("  " + parameter.meaning()));
  }

  private static String need(ParameterDescription parameter) {
    if (parameter.required()) {
      return "required";
    }
    return parameter.standard() == null ? "optional" : "default " + parameter.standard();
  }

  private String also(List<String> aliases) {
    return aliases.isEmpty() ? "" : palette.faint("  also: " + String.join(", ", aliases));
  }

  private static String sentence(String phrase) {
    return Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1) + ".";
  }

  private void heading(String title) {
    text.append('\n').append(palette.bold(title)).append('\n');
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
