package io.truthound.temporal.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.rule.RuleSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Puts a value on the wire as it is where its JSON takes at most {@value #MOST_PLAIN} bytes; else
 * as a text: that JSON, compressed. Read back, both are the same value.
 */
final class Packed {
  /** The most bytes of JSON that travel as they are. */
  static final int MOST_PLAIN = 8 * 1024;

  /** The most bytes of JSON that travel at all: what arrives compressed is not trusted further. */
  static final int MOST_UNPACKED = 4 << 20;

  private Packed() {}

  /** Writes a value plain or packed. */
  static final class Serializer extends JsonSerializer<Object> {
    @Override
    public void serialize(Object value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      byte[] plain = ArtifactJson.write(value);
      if (plain.length <= MOST_PLAIN) {
        provider.defaultSerializeValue(value, json);
      } else {
        json.writeString(packed(plain));
      }
    }
  }

  /** Reads rules, packed or not. */
  static final class RulesDeserializer extends Deserializer<RuleSet> {
    RulesDeserializer() {
      super(RuleSet.class);
    }
  }

  /** Reads a dataset, packed or not. */
  static final class DatasetDeserializer extends Deserializer<Dataset> {
    DatasetDeserializer() {
      super(Dataset.class);
    }
  }

  /** Reads datasets, packed or not. */
  static final class DatasetsDeserializer extends JsonDeserializer<List<Dataset>> {
    private final Deserializer<Dataset[]> array = new Deserializer<>(Dataset[].class) {};

    @Override
    public List<Dataset> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return List.of(array.deserialize(parser, context));
    }
  }

  private abstract static class Deserializer<T> extends JsonDeserializer<T> {
    private final Class<T> type;

    Deserializer(Class<T> type) {
      this.type = type;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        return context.readValue(parser, type);
      }
      try {
        return ArtifactJson.read(unpacked(parser.getText()), type);
      } catch (IllegalArgumentException | IOException e) {
        throw JsonMappingException.from(
            parser, "Cannot unpack " + type.getSimpleName() + ": " + e.getMessage(), e);
      }
    }
  }

  private static String packed(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(plain);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static byte[] unpacked(String text) throws IOException {
    try (InputStream zip =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
      byte[] plain = zip.readNBytes(MOST_UNPACKED + 1);
      if (plain.length > MOST_UNPACKED) {
        throw new IOException("more than " + MOST_UNPACKED + " bytes");
      }
      return plain;
    }
  }
}
