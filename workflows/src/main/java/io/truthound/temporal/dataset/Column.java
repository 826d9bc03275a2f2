package io.truthound.temporal.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Describes one column of a dataset.
 *
 * @param name its name; not empty
 * @param type what its values are
 * @param nullable whether a null may stand in it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Column(String name, DataType type, boolean nullable) {

  public Column {
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException("Invalid column: no name");
    }
    if (type == null) {
      throw new IllegalArgumentException("Invalid column " + name + ": no type");
    }
  }
}
