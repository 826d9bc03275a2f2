package io.truthound.temporal.reference;

import io.truthound.temporal.reference.Table.Bad;
import java.util.List;

/**
 * A row of a table.
 *
 * @param table where it stands
 * @param cells what stands in it, in the order of the columns
 */
public record Row(Table table, List<Object> cells) {

  /** Returns what stands in a column: a value, null, or {@link Bad} text. */
  public Object cell(String column) {
    return cells.get(table.at(column));
  }

  /** Says whether a column has a value. */
  public boolean has(String column) {
    return cell(column) != null && !isBad(column);
  }

  /** Says whether a column has text that is no value. */
  public boolean isBad(String column) {
    return cell(column) instanceof Bad;
  }
}
