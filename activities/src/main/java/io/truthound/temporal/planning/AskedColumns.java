package io.truthound.temporal.planning;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.reader.ColumnNames;
import java.util.Collection;
import java.util.List;

/** Columns that a request names beside its rules. */
final class AskedColumns {
  private AskedColumns() {}

  /**
   * Requires that a dataset has all of them.
   *
   * @param refusal what is said of the first that it does not have, with a place for its name
   */
  static void require(Collection<String> asked, List<Column> schema, String refusal)
      throws RefusedException {
    List<String> names = schema.stream().map(Column::name).toList();
    for (String column : asked) {
      if (!names.contains(column)) {
        throw new RefusedException(
            FailureTypes.REQUEST_REFUSED,
            refusal.formatted(column) + " (" + ColumnNames.told(column, names) + ")");
      }
    }
  }
}
