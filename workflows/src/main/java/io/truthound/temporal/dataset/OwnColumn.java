package io.truthound.temporal.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Says how one source has a column otherwise than its dataset.
 *
 * @param name the column
 * @param type the type of its values in the source; null where the source holds none, so that all
 *     its rows have one value
 * @param value that one value, as text; null where it is null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OwnColumn(String name, @Nullable DataType type, @Nullable String value) {
  public OwnColumn {
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException("Invalid column: no name");
    }
  }

  /** Says of what type the source's values are; null where all its rows are null. */
  public OwnColumn(String name, @Nullable DataType type) {
    this(name, type, null);
  }
}
