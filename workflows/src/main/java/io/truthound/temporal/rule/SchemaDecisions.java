package io.truthound.temporal.rule;

import io.truthound.temporal.dataset.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides schema rules, and remembers the columns that they report as missing or mistyped. */
final class SchemaDecisions {
  private static final int MOST_LISTED = 20;

  private final Schema schema;
  private final Map<String, String> reported = new LinkedHashMap<>();

  SchemaDecisions(Schema schema) {
    this.schema = schema;
  }

  Decision decide(int index, SchemaRule rule) {
    if (rule instanceof ColumnExists exists) {
      return columnExists(index, exists);
    }
    return rule instanceof Dtype dtype ? dtype(index, dtype) : matches(index, (SchemaMatches) rule);
  }

  /** Returns why a rule on these columns is not judged; empty where none was reported. */
  Optional<String> firstReported(List<String> columns) {
    return columns.stream().filter(reported::containsKey).map(reported::get).findFirst();
  }

  /** Returns the reported columns with the reasons, in the order in which they were found. */
  Map<String, String> reported() {
    return reported;
  }

  private Decision columnExists(int index, ColumnExists rule) {
    return schema
        .find(rule.column())
        .map(column -> Decision.passed(index, "exists"))
        .orElseGet(() -> missing(index, rule.column()));
  }

  private Decision dtype(int index, Dtype rule) {
    Optional<Column> column = schema.find(rule.column());
    if (column.isEmpty()) {
      return missing(index, rule.column());
    }
    String observed = column.get().type().text();
    if (column.get().type().equals(rule.dtype())) {
      return Decision.passed(index, observed);
    }
    String message =
        "column " + Problems.quote(rule.column()) + " is " + observed + ", not " + rule.dtype();
    report(index, rule.column(), message);
    return Decision.failed(index, observed, message);
  }

  private Decision missing(int index, String column) {
    String message = "column " + Problems.quote(column) + " is missing";
    report(index, column, message);
    return Decision.failed(index, "missing", message);
  }

  private Decision matches(int index, SchemaMatches rule) {
    List<String> differences = new ArrayList<>();
    for (SchemaColumn declared : rule.schema()) {
      difference(index, declared).ifPresent(differences::add);
    }
    List<String> names = rule.columns();
    for (String name : schema.names()) {
      if (rule.strict() && !names.contains(name)) {
        differences.add("column " + Problems.quote(name) + " is not declared");
      }
    }
    if (differences.isEmpty()) {
      return Decision.passed(index, "0 differences");
    }
    String observed =
        differences.size() + (differences.size() == 1 ? " difference" : " differences");
    return Decision.failed(index, observed, listed(differences));
  }

  private Optional<String> difference(int index, SchemaColumn declared) {
    String quoted = "column " + Problems.quote(declared.name());
    Optional<Column> column = schema.find(declared.name());
    if (column.isEmpty()) {
      String message = quoted + " is missing";
      report(index, declared.name(), message);
      return Optional.of(message);
    }
    Column found = column.get();
    if (declared.dtype() != null && !declared.dtype().equals(found.type())) {
      String message = quoted + " is " + found.type() + ", not " + declared.dtype();
      report(index, declared.name(), message);
      return Optional.of(message);
    }
    boolean mayBeNull = found.nullable() && Boolean.FALSE.equals(declared.nullable());
    return mayBeNull ? Optional.of(quoted + " is nullable") : Optional.empty();
  }

  private void report(int index, String column, String message) {
    reported.putIfAbsent(column, message + " (rule " + index + ")");
  }

  private static String listed(List<String> differences) {
    int listed = Math.min(differences.size(), MOST_LISTED);
    String more =
        differences.size() > listed ? "; and " + (differences.size() - listed) + " more" : "";
    return String.join("; ", differences.subList(0, listed)) + more;
  }
}
