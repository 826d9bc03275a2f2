package io.truthound.temporal.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Gives a column of text its type.
 *
 * @param name the column; not empty
 * @param type what its values are
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeclaredColumn(String name, DataType type) {
  public DeclaredColumn {
    if (name == null || name.isEmpty() || type == null) {
      throw new IllegalArgumentException(
          "Invalid column: name=" + name + ", type=" + type + " (allowed: both)");
    }
    boolean readable =
        type.numeric()
            || type.textual()
            || type.kind() == DataType.Kind.BOOL
            || type.kind() == DataType.Kind.DATE
            || type.kind() == DataType.Kind.TIMESTAMP;
    if (!readable) {
      throw new IllegalArgumentException(
          "Invalid type of column \"%s\": %s (allowed for text: numbers, string, bool, date, timestamp)"
              .formatted(name, type));
    }
  }
}
