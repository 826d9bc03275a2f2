package io.truthound.temporal.rule;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes one field of any rule: as if it had been written so, and refused where that would be. */
final class RuleEdit {
  private static final JsonFactory JSON = new JsonFactory();

  private RuleEdit() {}

  static <R extends Rule> R with(R rule, String field, Object value) {
    try (JsonParser parser = JSON.createParser(RuleJson.text(rule))) {
      parser.nextToken();
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      ((Map<?, ?>) Objects.requireNonNull(RuleTree.read(parser)))
          .forEach((name, old) -> fields.put((String) name, old));
      fields.put(field, value);
      @SuppressWarnings("unchecked") // the same type is read as was written
      R edited = (R) RuleReader.ofWire().rule(null, fields);
      return edited;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read what a rule was written as", e);
    }
  }
}
