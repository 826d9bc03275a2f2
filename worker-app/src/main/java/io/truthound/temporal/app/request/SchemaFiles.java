package io.truthound.temporal.app.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.truthound.temporal.result.LearnedSchema;
import java.io.IOException;
import java.nio.file.Path;

/** Reads schemas as Truthound writes them, here and in Python. */
public final class SchemaFiles {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private SchemaFiles() {}

  /**
   * Reads a schema of YAML, or of JSON, which is YAML too.
   *
   * @throws InvalidRequestException if the file cannot be read or is no such schema; names what
   */
  public static LearnedSchema read(Path file) {
    UserFile given = new UserFile("schema", file);
    String text = given.text();
    try (JsonParser parser = PlainYaml.of(text)) {
      JsonNode tree = MAPPER.readTree(parser);
      return SchemaTree.of(tree);
    } catch (JsonProcessingException e) {
      throw given.unusable("cannot be read: " + e.getOriginalMessage(), e);
    } catch (InvalidRequestException e) {
      throw given.unusable(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw given.unreadable(e);
    }
  }
}
