package io.truthound.temporal.engine.truthound.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.truthound.temporal.engine.truthound.expression.Node.Form;
import io.truthound.temporal.engine.truthound.expression.Node.Form.Shape;
import io.truthound.temporal.engine.truthound.expression.Node.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads operators and function calls of DuckDB's tree against {@link AllowedFunctions}. */
final class CallReader {

  private static final int LONGEST_FORMAT = 100;

  /** What the user wrote where DuckDB's parser makes a call of it. */
  private static final Map<String, String> WRITTEN =
      Map.of(
          "list_value", "a list",
          "map", "a map",
          "struct_pack", "a struct",
          "count_star", "aggregate count(*)",
          "factorial", "the operator !",
          "timezone", "AT TIME ZONE",
          "~~~", "GLOB");

  private final TreeReader tree;
  private final LiteralReader literals;

  CallReader(TreeReader tree, LiteralReader literals) {
    this.tree = tree;
    this.literals = literals;
  }

  Node read(JsonNode json) {
    String name = Names.lower(json.path("function_name").asText());
    refuseModifiers(name, json);
    JsonNode arguments = json.path("arguments");
    String operator = AllowedFunctions.operator(name);
    if (operator != null && json.path("is_operator").asBoolean()) {
      return operation(operator, operands(arguments), json);
    }
    AllowedFunctions.Call call = AllowedFunctions.call(name);
    if (call == null) {
      throw unknown(name, json);
    }
    if (!call.takes(arguments.size())) {
      throw new UnsafeExpressionException(
          name
              + " takes "
              + call.arity()
              + " arguments, found "
              + arguments.size()
              + tree.place(json));
    }
    List<Node> operands = operands(arguments);
    call.constants().stream()
        .sorted()
        .filter(index -> index < operands.size())
        .forEach(index -> checkConstant(name, index, arguments.path(index).path("expression")));
    // the standard's own syntax of position has no form as a call
    return new Form(Shape.CALL, name.equals("position") ? "strpos" : name, operands);
  }

  private void refuseModifiers(String name, JsonNode json) {
    if (!json.path("schema").asText().isEmpty() || !json.path("catalog").asText().isEmpty()) {
      String qualified = json.path("schema").asText() + "." + name;
      throw tree.refused("the qualified function name " + TreeReader.abbreviated(qualified), json);
    }
    if (!json.path("filter").isNull()) {
      throw tree.refused("FILTER", json);
    }
    if (json.path("distinct").asBoolean() || !json.path("order_bys").path("orders").isEmpty()) {
      throw tree.refused("DISTINCT or ORDER BY in a call", json);
    }
    if (json.path("export_state").asBoolean()) {
      throw tree.refused("EXPORT_STATE", json);
    }
    for (JsonNode argument : json.path("arguments")) {
      if (!argument.path("name").asText().isEmpty()) {
        throw tree.refused("a named argument", json);
      }
    }
  }

  private List<Node> operands(JsonNode arguments) {
    List<Node> operands = new ArrayList<>();
    arguments.forEach(argument -> operands.add(tree.read(argument.path("expression"))));
    return List.copyOf(operands);
  }

  private Node operation(String operator, List<Node> operands, JsonNode json) {
    boolean isSign = operands.size() == 1 && (operator.equals("-") || operator.equals("+"));
    if (!isSign && operands.size() != 2) {
      throw tree.refused(operands.size() + " operands of " + operator, json);
    }
    return new Form(isSign ? Shape.PREFIX : Shape.INFIX, operator, operands);
  }

  private UnsafeExpressionException unknown(String name, JsonNode json) {
    if (name.equals("row")) {
      return new UnsafeExpressionException(
          "a row or a list of several expressions is not allowed in an expression"
              + tree.place(json)
              + " (allowed: exactly one expression)");
    }
    String written = WRITTEN.get(name);
    if (written != null) {
      return tree.refused(written, json);
    }
    return new UnsafeExpressionException(
        "unknown function \""
            + TreeReader.abbreviated(name)
            + "\""
            + tree.place(json)
            + Names.nearest(name, AllowedFunctions.names())
                .map(nearest -> ", nearest is \"" + nearest + "\"")
                .orElse("")
            + " (allowed: "
            + String.join(", ", AllowedFunctions.names())
            + ")");
  }

  /** Keeps what decides a call's cost or meaning out of the data: patterns, parts, formats. */
  private void checkConstant(String name, int index, JsonNode json) {
    boolean isText =
        json.path("class").asText().equals("CONSTANT")
            && literals.read(json).kind() == Literal.Kind.TEXT;
    if (!isText) {
      throw new UnsafeExpressionException(
          "argument "
              + (index + 1)
              + " of "
              + name
              + " varies"
              + tree.place(json)
              + " (allowed: a text literal)");
    }
    String text = json.path("literal").path("text").asText();
    if (AllowedFunctions.takesPart(name)
        && !AllowedFunctions.isPart(text.toLowerCase(Locale.ROOT))) {
      throw new UnsafeExpressionException(
          "unknown part \""
              + TreeReader.abbreviated(text)
              + "\" of a date"
              + tree.place(json)
              + " (allowed: "
              + String.join(", ", AllowedFunctions.parts())
              + ")");
    }
    if (name.equals("strftime") && text.length() > LONGEST_FORMAT) {
      throw tree.refused("a format of more than " + LONGEST_FORMAT + " characters", json);
    }
    if (name.endsWith("_escape") && text.codePointCount(0, text.length()) > 1) {
      throw tree.refused("an escape of more than one character", json);
    }
  }
}
