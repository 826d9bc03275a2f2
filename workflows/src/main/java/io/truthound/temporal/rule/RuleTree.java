package io.truthound.temporal.rule;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads any Jackson parser into maps, lists, String, Boolean, null and BigDecimal: numbers exactly,
 * fields in their order.
 */
final class RuleTree {
  /**
   * Stands for a value that no field takes, so that the refusal can name the rule and the field.
   *
   * @param words what was found
   */
  record Unusable(String words) {}

  /** Stands for the values of a field that was given twice. */
  static final Unusable TWICE = new Unusable("two values");

  /** A rule needs five. */
  private static final int DEEPEST = 16;

  private RuleTree() {}

  /** Reads the value whose first token the parser stands on; leaves it on the last one. */
  static @Nullable Object read(JsonParser parser) throws IOException {
    return read(parser, 0);
  }

  private static @Nullable Object read(JsonParser parser, int depth) throws IOException {
    JsonToken token = parser.currentToken();
    if (depth > DEEPEST) {
      throw InvalidRuleException.ofSet("nested deeper than " + DEEPEST + " levels");
    }
    if (parser.canReadObjectId() && parser.getObjectId() != null) {
      return anchored(parser);
    }
    return switch (token) {
      case START_OBJECT -> object(parser, depth);
      case START_ARRAY -> list(parser, depth);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE, VALUE_FALSE -> flagOrText(parser);
      case VALUE_NULL -> null;
      default -> new Unusable("a value of an unknown kind");
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser, int depth)
      throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      Object value = read(parser, depth + 1);
      object.put(field, object.containsKey(field) ? TWICE : value);
    }
    return object;
  }

  private static List<@Nullable Object> list(JsonParser parser, int depth) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(read(parser, depth + 1));
    }
    return list;
  }

  /** Refuses YAML anchors: a parser gives their aliases as text, so a value would be lost. */
  private static Unusable anchored(JsonParser parser) throws IOException {
    parser.skipChildren();
    return new Unusable("a YAML anchor");
  }

  /** Keeps what only YAML 1.1 takes for a boolean, such as {@code no}, as the text it is. */
  private static Object flagOrText(JsonParser parser) throws IOException {
    String text = parser.getText();
    boolean flag = parser.currentToken() == JsonToken.VALUE_TRUE;
    return text.equalsIgnoreCase(String.valueOf(flag)) ? (Object) flag : text;
  }

  /** Takes a number only where its digits say the same in every format: 010 is 8 in YAML. */
  private static Object number(JsonParser parser) throws IOException {
    String text = parser.getText();
    try {
      BigDecimal number = parser.getDecimalValue();
      if (number.compareTo(new BigDecimal(text)) == 0) {
        return number;
      }
    } catch (NumberFormatException | JsonParseException e) {
      return new Unusable("number " + Problems.quote(text));
    }
    return new Unusable("number " + Problems.quote(text));
  }
}
