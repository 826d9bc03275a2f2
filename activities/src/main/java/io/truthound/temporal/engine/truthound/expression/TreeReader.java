package io.truthound.temporal.engine.truthound.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.truthound.temporal.engine.truthound.expression.Node.Case;
import io.truthound.temporal.engine.truthound.expression.Node.Cast;
import io.truthound.temporal.engine.truthound.expression.Node.Form;
import io.truthound.temporal.engine.truthound.expression.Node.Form.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Walks DuckDB's tree and lets through what the allow-list names; all else is refused. */
final class TreeReader {

  static final int MAX_DEPTH = 200;
  static final int MAX_NODES = 5_000;

  private static final String ALLOWED =
      " (allowed: columns, literals, comparisons, AND, OR, NOT, IN, BETWEEN, LIKE, CASE, CAST,"
          + " arithmetic and plain functions of one row)";

  private static final Map<String, String> COMPARISONS =
      Map.of(
          "COMPARE_EQUAL", "=",
          "COMPARE_NOTEQUAL", "<>",
          "COMPARE_LESSTHAN", "<",
          "COMPARE_GREATERTHAN", ">",
          "COMPARE_LESSTHANOREQUALTO", "<=",
          "COMPARE_GREATERTHANOREQUALTO", ">=",
          "COMPARE_DISTINCT_FROM", "IS DISTINCT FROM",
          "COMPARE_NOT_DISTINCT_FROM", "IS NOT DISTINCT FROM");

  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("SUBQUERY", "subquery"),
          Map.entry("STAR", "* or COLUMNS(…)"),
          Map.entry("LAMBDA", "lambda"),
          Map.entry("PARAMETER", "parameter"),
          Map.entry("WINDOW", "window function"),
          Map.entry("COLLATE", "COLLATE"),
          Map.entry("POSITIONAL_REFERENCE", "positional reference"),
          Map.entry("DEFAULT", "DEFAULT"),
          Map.entry("ARRAY_EXTRACT", "indexing with [ ]"),
          Map.entry("ARRAY_SLICE", "slicing with [ : ]"),
          Map.entry("STRUCT_EXTRACT", "access to a field"),
          Map.entry("OPERATOR_TRY", "TRY"),
          Map.entry("GROUPING_FUNCTION", "grouping"));

  /** What DuckDB would take for a call where no column has the name. */
  private static final Set<String> SESSION =
      Set.of(
          "current_date",
          "current_time",
          "current_timestamp",
          "localtime",
          "localtimestamp",
          "current_user",
          "session_user",
          "user",
          "current_role",
          "current_catalog",
          "current_schema");

  private final String text;
  private final List<String> columns;
  private final List<String> missing;
  private final Set<String> used = new LinkedHashSet<>();
  private final LiteralReader literals;
  private final CallReader calls;
  private int nodes;
  private int depth;

  TreeReader(String text, List<String> columns, List<String> missing) {
    this.text = text;
    this.columns = columns;
    this.missing = missing;
    this.literals = new LiteralReader(this);
    this.calls = new CallReader(this, literals);
  }

  /** Returns the columns that {@link #read} met, in the order of first use. */
  List<String> used() {
    return List.copyOf(used);
  }

  Node read(JsonNode json) {
    nodes++;
    if (nodes > MAX_NODES) {
      throw new UnsafeExpressionException(
          "the expression has too many parts (allowed: up to " + MAX_NODES + ")");
    }
    depth++;
    if (depth > MAX_DEPTH) {
      throw new UnsafeExpressionException(
          "the expression nests too deeply (allowed: up to " + MAX_DEPTH + " levels)");
    }
    if (!json.path("alias").asText().isEmpty()) {
      throw refused("an alias", json);
    }
    Node node = readByClass(json);
    depth--;
    return node;
  }

  List<Node> readAll(JsonNode array) {
    List<Node> all = new ArrayList<>();
    array.forEach(child -> all.add(read(child)));
    return List.copyOf(all);
  }

  UnsafeExpressionException refused(String what, JsonNode json) {
    return new UnsafeExpressionException(
        what + " is not allowed in an expression" + place(json) + ALLOWED);
  }

  String place(JsonNode json) {
    JsonNode location = json.path("query_location"); // absent: all 64 bits set
    return location.canConvertToLong() ? DuckDbParser.place(text, location.asLong(-1)) : "";
  }

  private Node readByClass(JsonNode json) {
    return switch (json.path("class").asText()) {
      case "COLUMN_REF" -> column(json);
      case "CONSTANT" -> literals.read(json);
      case "COMPARISON" -> comparison(json);
      case "CONJUNCTION" -> conjunction(json);
      case "OPERATOR" -> operator(json);
      case "BETWEEN" -> between(json);
      case "CASE" -> conditional(json);
      case "CAST" -> cast(json);
      case "FUNCTION" -> calls.read(json);
      default -> throw refusedKind(json);
    };
  }

  private UnsafeExpressionException refusedKind(JsonNode json) {
    String kind = json.path("class").asText();
    String type = json.path("type").asText();
    String unnamed = type.toLowerCase(Locale.ROOT).replace('_', ' ');
    return refused(REFUSED.getOrDefault(kind, REFUSED.getOrDefault(type, unnamed)), json);
  }

  private Node column(JsonNode json) {
    JsonNode names = json.path("column_names");
    if (names.size() != 1) {
      List<String> parts = new ArrayList<>();
      names.forEach(part -> parts.add(part.asText()));
      throw refused("the qualified name " + abbreviated(String.join(".", parts)), json);
    }
    String name = names.path(0).asText();
    Optional<String> column = Names.find(name, columns).or(() -> Names.find(name, missing));
    if (column.isEmpty() && SESSION.contains(Names.lower(name))) {
      throw refused(name + ", which differs from run to run,", json);
    }
    if (column.isEmpty()) {
      throw new UnsafeExpressionException(
          "unknown column \""
              + abbreviated(name)
              + "\""
              + place(json)
              + Names.nearest(name, columns).map(n -> ", nearest is \"" + n + "\"").orElse("")
              + " (columns: "
              + Names.list(columns)
              + ")");
    }
    used.add(column.get());
    return new Node.Column(column.get());
  }

  private Node comparison(JsonNode json) {
    String name = COMPARISONS.get(json.path("type").asText());
    if (name == null) {
      throw refusedKind(json);
    }
    return new Form(Shape.INFIX, name, List.of(read(json.path("left")), read(json.path("right"))));
  }

  private Node conjunction(JsonNode json) {
    String name =
        switch (json.path("type").asText()) {
          case "CONJUNCTION_AND" -> "AND";
          case "CONJUNCTION_OR" -> "OR";
          default -> throw refusedKind(json);
        };
    return new Form(Shape.INFIX, name, readAll(json.path("children")));
  }

  private Node operator(JsonNode json) {
    Shape shape;
    String name;
    switch (json.path("type").asText()) {
      case "OPERATOR_NOT" -> {
        shape = Shape.PREFIX;
        name = "NOT";
      }
      case "OPERATOR_IS_NULL" -> {
        shape = Shape.POSTFIX;
        name = "IS NULL";
      }
      case "OPERATOR_IS_NOT_NULL" -> {
        shape = Shape.POSTFIX;
        name = "IS NOT NULL";
      }
      case "COMPARE_IN" -> {
        shape = Shape.IN;
        name = "IN";
      }
      case "OPERATOR_COALESCE" -> {
        shape = Shape.CALL;
        name = "coalesce";
      }
      default -> throw refusedKind(json);
    }
    return new Form(shape, name, readAll(json.path("children")));
  }

  private Node between(JsonNode json) {
    if (!json.path("type").asText().equals("COMPARE_BETWEEN")) {
      throw refusedKind(json);
    }
    return new Form(
        Shape.BETWEEN,
        "BETWEEN",
        List.of(read(json.path("input")), read(json.path("lower")), read(json.path("upper"))));
  }

  private Node conditional(JsonNode json) {
    List<Case.Branch> branches = new ArrayList<>();
    for (JsonNode check : json.path("case_checks")) {
      branches.add(new Case.Branch(read(check.path("when_expr")), read(check.path("then_expr"))));
    }
    return new Case(List.copyOf(branches), read(json.path("else_expr")));
  }

  private Node cast(JsonNode json) {
    String type = literals.type(json.path("type_expr"));
    return new Cast(read(json.path("child")), type, json.path("try_cast").asBoolean());
  }

  static String abbreviated(String name) {
    return name.length() <= 60 ? name : name.substring(0, 60) + "…";
  }
}
