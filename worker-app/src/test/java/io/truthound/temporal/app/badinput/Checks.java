package io.truthound.temporal.app.badinput;

import io.truthound.temporal.app.command.Interruption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks of data with the JSON report and a store of its own. */
final class Checks {
  /** A rule that every table of these tests can be asked about. */
  static final String ID_THERE = "{\"type\":\"not_null\",\"column\":\"id\"}";

  private final Map<String, String> variables;

  Checks(Path folder) {
    variables = Map.of("TRUTHOUND_STORE", folder.resolve("store").toString());
  }

  /** Checks data against rules. */
  Said check(Path data, String... rules) {
    return check(data.toString(), rules);
  }

  Said check(String data, String... rules) {
    List<String> options = new ArrayList<>();
    for (String rule : rules.length == 0 ? new String[] {ID_THERE} : rules) {
      options.addAll(List.of("--rule", rule));
    }
    return with(data, options.toArray(String[]::new));
  }

  /** Checks data with these options. */
  Said with(Path data, String... options) {
    return with(data.toString(), options);
  }

  Said with(String data, String... options) {
    List<String> arguments = new ArrayList<>(List.of("check", data, "--format", "json"));
    arguments.addAll(List.of(options));
    return Said.by(variables, new Interruption(), arguments.toArray(String[]::new));
  }

  static String rule(String type, String... fieldsAndValues) {
    StringBuilder json = new StringBuilder("{\"type\":\"" + type + "\"");
    for (int at = 0; at < fieldsAndValues.length; at += 2) {
      json.append(",\"%s\":%s".formatted(fieldsAndValues[at], fieldsAndValues[at + 1]));
    }
    return json.append('}').toString();
  }

  static String expression(String sql) {
    return rule("expression", "expression", '"' + sql.replace("\"", "\\\"") + '"');
  }

  static String inRange(String column, String bound, Object value) {
    return rule("in_range", "column", '"' + column + '"', bound, String.valueOf(value));
  }
}
