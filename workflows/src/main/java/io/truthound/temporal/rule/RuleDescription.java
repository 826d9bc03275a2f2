package io.truthound.temporal.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person about one type of rule.
 *
 * @param type canonical name
 * @param aliases other names, accepted on input only
 * @param family what it judges
 * @param fails when it fails; continues {@link RuleFamily#failing}, without a full stop
 * @param evaluated which rows are evaluated; null where it does not go row by row
 * @param parameters its own parameters, in the order in which they are written
 * @param oneOf optional parameters of which at least one is needed; empty for none
 * @param options what it can say beside its parameters
 * @param example a list of one rule in YAML; empty where users cannot write the type
 */
public record RuleDescription(
    String type,
    List<String> aliases,
    RuleFamily family,
    String fails,
    @Nullable String evaluated,
    List<ParameterDescription> parameters,
    List<String> oneOf,
    List<ParameterDescription> options,
    String example) {

  public RuleDescription {
    aliases = List.copyOf(aliases);
    parameters = List.copyOf(parameters);
    oneOf = List.copyOf(oneOf);
    options = List.copyOf(options);
  }

  static RuleDescription of(RuleType type) {
    Meaning meaning = Meaning.of(type);
    List<Parameter> written = type.implicit() ? List.of() : type.fields();
    return new RuleDescription(
        type.text(),
        type.aliases(),
        meaning.family(),
        meaning.fails(),
        meaning.evaluated(),
        written.stream().filter(f -> !common(f)).map(ParameterDescription::of).toList(),
        meaning.oneOf(),
        written.stream().filter(RuleDescription::common).map(ParameterDescription::of).toList(),
        meaning.example());
  }

  private static boolean common(Parameter field) {
    return Parameter.ROW.contains(field);
  }
}
