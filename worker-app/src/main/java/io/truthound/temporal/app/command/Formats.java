package io.truthound.temporal.app.command;

import io.truthound.temporal.contract.Operation;
import java.util.List;

/** Which forms a report may have, by what was done with the data. */
final class Formats {
  /** All that there are: what a batch whose operation is not known yet may be asked for. */
  static final List<String> ALL =
      List.of("text", "json", "markdown", "html", "junit", "rules", "schema");

  private static final List<String> COMMON = List.of("text", "json", "markdown", "html");

  private Formats() {}

  static List<String> of(Operation operation) {
    return switch (operation) {
      case CHECK -> List.of("text", "json", "markdown", "html", "junit");
      case PROFILE -> COMMON;
      case LEARN -> List.of("text", "json", "markdown", "html", "rules", "schema");
      case PLAN -> List.of("text", "json");
    };
  }

  /** Returns the forms of a list: rules and schemas are of one dataset, as are their files. */
  static List<String> ofEach(Operation operation) {
    return operation == Operation.LEARN ? COMMON : of(operation);
  }
}
