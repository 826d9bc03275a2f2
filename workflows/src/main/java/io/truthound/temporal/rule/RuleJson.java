package io.truthound.temporal.rule;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Puts rules on the wire the same way whatever the settings of the ObjectMapper. */
final class RuleJson {
  private static final RuleWriter WRITER = new RuleWriter();
  private static final JsonFactory JSON = new JsonFactory();

  private RuleJson() {}

  /** Writes a rule as it stands on the wire. */
  static String text(Rule rule) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(rule.accept(WRITER), json);
    }
    return text.toString();
  }

  static final class RuleSerializer extends JsonSerializer<Rule> {
    @Override
    public void serialize(Rule rule, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      write(rule.accept(WRITER), json);
    }
  }

  static final class RuleDeserializer extends JsonDeserializer<Rule> {
    @Override
    public Rule deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      try {
        return RuleReader.ofWire().rule(null, RuleTree.read(parser));
      } catch (InvalidRuleException e) {
        throw JsonMappingException.from(parser, e.getMessage(), e);
      }
    }
  }

  static final class RuleSetSerializer extends JsonSerializer<RuleSet> {
    @Override
    public void serialize(RuleSet rules, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartArray();
      for (Rule rule : rules.rules()) {
        write(rule.accept(WRITER), json);
      }
      json.writeEndArray();
    }
  }

  static final class RuleSetDeserializer extends JsonDeserializer<RuleSet> {
    @Override
    public RuleSet deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      try {
        return RuleReader.ofWire().list(RuleTree.read(parser));
      } catch (InvalidRuleException e) {
        throw JsonMappingException.from(parser, e.getMessage(), e);
      }
    }
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    if (value instanceof Map<?, ?> object) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : object.entrySet()) {
        json.writeFieldName((String) field.getKey());
        write(field.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        write(element, json);
      }
      json.writeEndArray();
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeString((String) value);
    }
  }
}
