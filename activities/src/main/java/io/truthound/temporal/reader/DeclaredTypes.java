package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DeclaredColumn;
import io.truthound.temporal.engine.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The types that a user gave to columns of text. */
public final class DeclaredTypes {
  private DeclaredTypes() {}

  /**
   * Returns the types by column.
   *
   * @param names the columns that there are
   * @throws RefusedException if one is declared that is not among them
   */
  public static Map<String, DataType> of(List<DeclaredColumn> declared, List<String> names)
      throws RefusedException {
    Map<String, DataType> types = new TreeMap<>();
    for (DeclaredColumn column : declared) {
      if (!names.contains(column.name())) {
        throw GivenOptions.refused(
            "Unknown column \"%s\" is declared as %s (%s)"
                .formatted(column.name(), column.type(), ColumnNames.told(column.name(), names)));
      }
      types.put(column.name(), column.type());
    }
    return types;
  }
}
