package io.truthound.temporal.app.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.truthound.temporal.contract.ArtifactJson;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes indented JSON, the same bytes on every machine. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  static JsonGenerator open(OutputStream out) throws IOException {
    return FACTORY
        .createGenerator(out, JsonEncoding.UTF8)
        .setPrettyPrinter(new Indented())
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /** Two blanks a level, {@code "key": value}, {@code []} where nothing is in it. */
  private static final class Indented extends DefaultPrettyPrinter {
    private static final long serialVersionUID = 1L;

    Indented() {
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      indentObjectsWith(indenter);
      indentArraysWith(indenter);
    }

    @Override
    public DefaultPrettyPrinter createInstance() {
      return new Indented();
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(": ");
    }

    @Override
    public void writeEndArray(JsonGenerator json, int values) throws IOException {
      if (values > 0) {
        super.writeEndArray(json, values);
        return;
      }
      _nesting--;
      json.writeRaw(']');
    }
  }

  /** Writes a value of the data, nested ones too. */
  static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else if (value instanceof BigInteger number) {
      json.writeNumber(number);
    } else if (value instanceof Long || value instanceof Integer) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Iterable<?> || value instanceof Map<?, ?>) {
      wireForm(json, value);
    } else {
      json.writeString(value.toString());
    }
  }

  /** Writes a wire record with the indentation of what surrounds it, each number as it is. */
  static void indented(JsonGenerator json, Object value) throws IOException {
    try (JsonParser parser = FACTORY.createParser(ArtifactJson.write(value))) {
      while (parser.nextToken() != null) {
        if (parser.currentToken().isNumeric()) {
          json.writeNumber(parser.getText());
        } else {
          json.copyCurrentEvent(parser);
        }
      }
    }
  }

  /** Writes a wire record as it stands in artifacts. */
  static void wireForm(JsonGenerator json, Object value) throws IOException {
    json.writeRawValue(new String(ArtifactJson.write(value), StandardCharsets.UTF_8));
  }
}
