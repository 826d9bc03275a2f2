package io.truthound.temporal.engine.truthound.expression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Has DuckDB's own parser turn an expression's text into a tree; nothing is bound or run. */
final class DuckDbParser {

  private static final String BEFORE = "SELECT (";
  private static final String AFTER = "\n) FROM t"; // the line break ends a trailing comment
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(20_000).build())
              .build());

  private DuckDbParser() {}

  /**
   * Parses the text as the one select item of a bare query.
   *
   * @throws UnsafeExpressionException if it is not one expression
   */
  static JsonNode parse(Connection connection, String text) {
    JsonNode answer = ask(connection, text);
    if (answer.path("error").asBoolean(true)) {
      String message = answer.path("error_message").asText("no reason given");
      if (message.startsWith("Max expression depth")) {
        throw new UnsafeExpressionException(
            "the expression nests too deeply (allowed: up to " + TreeReader.MAX_DEPTH + " levels)");
      }
      throw new UnsafeExpressionException(
          "not an expression: "
              + message.replace(AFTER, "")
              + place(text, answer.path("position").asLong(-1))
              + " (allowed: one boolean SQL expression over the columns)");
    }
    JsonNode statements = answer.path("statements");
    JsonNode query = statements.path(0).path("node");
    if (statements.size() != 1 || !isBareSelect(query)) {
      throw new UnsafeExpressionException("more than one expression (allowed: exactly one)");
    }
    return query.path("select_list").path(0);
  }

  /** Writes where a byte of the wrapped text lies in the user's, or nothing if it does not. */
  static String place(String text, long wrappedByte) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long offset = wrappedByte - BEFORE.length();
    if (offset < 0 || offset > bytes.length) {
      return "";
    }
    String before = new String(bytes, 0, (int) offset, StandardCharsets.UTF_8);
    return offset == bytes.length
        ? ", at the end"
        : ", at character " + (before.codePointCount(0, before.length()) + 1);
  }

  private static boolean isBareSelect(JsonNode query) {
    JsonNode from = query.path("from_table");
    return query.path("type").asText().equals("SELECT_NODE")
        && query.path("select_list").size() == 1
        && from.path("type").asText().equals("BASE_TABLE")
        && from.path("table_name").asText().equals("t")
        && query.path("where_clause").isNull()
        && query.path("having").isNull()
        && query.path("qualify").isNull()
        && query.path("sample").isNull()
        && query.path("modifiers").isEmpty()
        && query.path("group_expressions").isEmpty();
  }

  private static JsonNode ask(Connection connection, String text) {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT json_serialize_sql(?)")) {
      statement.setString(1, BEFORE + text + AFTER);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return JSON.readTree(row.getString(1));
      }
    } catch (SQLException | JsonProcessingException failure) {
      throw new IllegalStateException("Cannot parse an expression with DuckDB", failure);
    }
  }
}
