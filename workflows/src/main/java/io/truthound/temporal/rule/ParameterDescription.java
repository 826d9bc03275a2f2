package io.truthound.temporal.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person about one field of a rule.
 *
 * @param name canonical name
 * @param aliases other names, accepted on input only
 * @param allowed what the value may be, in words
 * @param required whether the rule needs it
 * @param standard what stands where it is absent, or null
 * @param meaning what it says; a phrase without a full stop
 */
public record ParameterDescription(
    String name,
    List<String> aliases,
    String allowed,
    boolean required,
    @Nullable String standard,
    String meaning) {

  public ParameterDescription {
    aliases = List.copyOf(aliases);
  }

  static ParameterDescription of(Parameter parameter) {
    Object standard = ParameterMeaning.standard(parameter);
    return new ParameterDescription(
        parameter.name(),
        parameter.aliases(),
        parameter.kind().allowed(),
        parameter.required(),
        standard == null ? null : standard.toString(),
        ParameterMeaning.of(parameter));
  }
}
