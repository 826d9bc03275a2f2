package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cuts each source as a chunker of the user's does, which the workers' plugin knows by its name.
 *
 * @param name the name under which it is registered there
 * @param parameters what it is told; by name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CustomChunker(String name, Map<String, String> parameters) implements Chunker {
  public CustomChunker {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("Invalid custom chunker: no name");
    }
    parameters =
        parameters == null
            ? Collections.emptyMap()
            : Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  public static CustomChunker of(String name, Map<String, String> parameters) {
    return new CustomChunker(name, parameters);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.custom(this);
  }
}
