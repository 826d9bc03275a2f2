package io.truthound.temporal.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** Writes the schema of rules for editors. */
public final class RulesJsonSchema {
  private static final ObjectMapper PLAIN = new ObjectMapper();

  private RulesJsonSchema() {}

  /** Writes it indented, ending in a newline; leaves the stream open. */
  public static void write(Map<String, Object> schema, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.open(out).setCodec(PLAIN)) {
      json.writeObject(schema);
      json.writeRaw('\n');
    }
  }
}
