package io.truthound.temporal.engine.truthound.expression;

/**
 * Pairs a column's name with its DuckDB type, as {@code DESCRIBE} spells it.
 *
 * @param name the dataset's own spelling
 * @param sqlType written into SQL as it is: it must come from DuckDB, never from a user
 */
public record TypedColumn(String name, String sqlType) {

  public TypedColumn {
    if (name.isEmpty() || sqlType.isBlank()) {
      throw new IllegalArgumentException(
          "Invalid typed column: name=\"" + name + "\", type=\"" + sqlType + "\"");
    }
  }
}
