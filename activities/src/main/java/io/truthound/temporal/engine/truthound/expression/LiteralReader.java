package io.truthound.temporal.engine.truthound.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.truthound.temporal.engine.truthound.expression.Node.Literal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads constants and type names of DuckDB's tree, and writes them anew. */
final class LiteralReader {

  private static final Pattern INTEGER = Pattern.compile("-?[0-9][0-9_]{0,99}");
  private static final Pattern NUMERIC =
      Pattern.compile("-?(?=[.]?[0-9])[0-9_]{0,400}(?:[.][0-9_]{0,400})?(?:[eE][+-]?[0-9]{1,5})?");
  private static final Pattern BOUND = Pattern.compile("[0-9]{1,2}");
  private static final BigInteger LARGEST = BigInteger.TWO.pow(127).subtract(BigInteger.ONE);
  private static final BigInteger SMALLEST = BigInteger.TWO.pow(127).negate();

  private final TreeReader tree;

  LiteralReader(TreeReader tree) {
    this.tree = tree;
  }

  Literal read(JsonNode json) {
    String text = json.path("literal").path("text").asText();
    String kind = json.path("literal").path("kind").asText();
    return switch (kind) {
      case "INTEGER" -> integer(text, json);
      case "NUMERIC" -> numeric(text, json);
      case "STRING" -> new Literal(Literal.Kind.TEXT, quoted(text));
      case "BOOLEAN" ->
          new Literal(Literal.Kind.BOOLEAN, text.equalsIgnoreCase("true") ? "TRUE" : "FALSE");
      case "NULL_LITERAL" -> new Literal(Literal.Kind.NULL, "NULL");
      default -> throw tree.refused("a " + kind.toLowerCase(Locale.ROOT) + " literal", json);
    };
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Returns the type's canonical name, with precision and scale where it is a decimal. */
  String type(JsonNode json) {
    String name = json.path("type_name").asText();
    String canonical = AllowedTypes.canonical(name);
    JsonNode bounds = json.path("children");
    boolean isScalar = json.path("class").asText().equals("TYPE");
    boolean isUnqualified =
        json.path("schema").asText().isEmpty() && json.path("catalog").asText().isEmpty();
    boolean takesBounds =
        bounds.isEmpty()
            || ("DECIMAL".equals(canonical) && bounds.size() <= 2)
            || ("VARCHAR".equals(canonical) && bounds.size() == 1);
    if (canonical == null || !isScalar || !isUnqualified || !takesBounds) {
      throw new UnsafeExpressionException(
          "a cast to "
              + TreeReader.abbreviated(name)
              + " is not allowed in an expression"
              + tree.place(json)
              + " (allowed: "
              + String.join(", ", AllowedTypes.names())
              + ")");
    }
    return canonical.equals("DECIMAL") ? canonical + precision(bounds, json) : canonical;
  }

  private String precision(JsonNode bounds, JsonNode json) {
    StringBuilder written = new StringBuilder();
    for (JsonNode bound : bounds) {
      String digits = bound.path("literal").path("text").asText();
      if (!BOUND.matcher(digits).matches()) {
        throw tree.refused("this precision of a decimal", json);
      }
      written.append(written.isEmpty() ? "(" : ", ").append(digits);
    }
    return written.isEmpty() ? "" : written.append(')').toString();
  }

  private Literal integer(String text, JsonNode json) {
    if (!INTEGER.matcher(text).matches()) {
      throw tree.refused("the number " + TreeReader.abbreviated(text), json);
    }
    BigInteger value = new BigInteger(text.replace("_", ""));
    if (value.compareTo(LARGEST) > 0 || value.compareTo(SMALLEST) < 0) {
      throw tree.refused("an integer beyond 128 bits", json);
    }
    return number(value.toString());
  }

  private Literal numeric(String text, JsonNode json) {
    if (!NUMERIC.matcher(text).matches()) {
      throw tree.refused("the number " + TreeReader.abbreviated(text), json);
    }
    return number(text.replace("_", ""));
  }

  private static Literal number(String text) {
    return new Literal(Literal.Kind.NUMBER, text.startsWith("-") ? "(" + text + ")" : text);
  }
}
