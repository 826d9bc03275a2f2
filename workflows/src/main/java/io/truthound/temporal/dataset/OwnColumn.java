package io.truthound.temporal.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Says how one source has a column otherwise than its dataset.
 *
 * @param name the column
 * @param type the type of its values in the source; null where the source has none, so that all its
 *     rows are null there
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OwnColumn(String name, @Nullable DataType type) {
  public OwnColumn {
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException("Invalid column: no name");
    }
  }
}
