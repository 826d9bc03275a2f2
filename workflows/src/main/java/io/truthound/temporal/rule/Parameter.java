package io.truthound.temporal.rule;

import java.util.List;
import java.util.stream.Stream;

/**
 * Describes one field of a rule on the wire.
 *
 * @param name canonical name, in snake_case
 * @param kind what its value may be
 * @param required whether the rule needs it
 * @param aliases other names, accepted on input only
 */
record Parameter(String name, ParameterKind kind, boolean required, List<String> aliases) {

  /** What every rule can say beside its parameters. */
  static final List<Parameter> COMMON =
      List.of(optional("severity", ParameterKind.SEVERITY), optional("name", ParameterKind.TEXT));

  /** What row rules can say beside their parameters. */
  static final List<Parameter> ROW =
      List.of(
          COMMON.get(0),
          COMMON.get(1),
          optional("mostly", ParameterKind.SHARE),
          optional("max_failed", ParameterKind.COUNT),
          optional("warn_mostly", ParameterKind.SHARE),
          optional("warn_max_failed", ParameterKind.COUNT),
          optional("where", ParameterKind.TEXT));

  /** What rules can say whose failing rows are counted, but not chosen. */
  static final List<Parameter> TOLERANT = ROW.subList(0, ROW.size() - 1);

  static Parameter column() {
    return required("column", ParameterKind.TEXT);
  }

  /** Describes the columns of a key: one name or several. */
  static Parameter keyColumns() {
    return required("column", ParameterKind.COLUMNS, "columns");
  }

  /** Describes where another dataset lies. */
  static Parameter reference() {
    return required("reference", ParameterKind.TEXT, "reference_dataset");
  }

  /** Describes the type of a column; {@code dtype} itself, {@code data_type} or {@code type_}. */
  static Parameter dtype(boolean required) {
    return new Parameter("dtype", ParameterKind.DTYPE, required, List.of("data_type", "type_"));
  }

  static Parameter required(String name, ParameterKind kind, String... aliases) {
    return new Parameter(name, kind, true, List.of(aliases));
  }

  static Parameter optional(String name, ParameterKind kind, String... aliases) {
    return new Parameter(name, kind, false, List.of(aliases));
  }

  boolean named(String field) {
    return name.equals(field) || aliases.contains(field);
  }

  /** Returns the canonical name, then the aliases. */
  Stream<String> spellings() {
    return Stream.concat(Stream.of(name), aliases.stream());
  }
}
