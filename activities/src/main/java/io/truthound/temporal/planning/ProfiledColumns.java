package io.truthound.temporal.planning;

import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.engine.RefusedException;
import java.util.List;
import java.util.TreeSet;

/** The columns of a dataset that a profile is asked for. */
final class ProfiledColumns {
  /** Beyond it pairs are too many: each takes part of a scan. */
  private static final int MOST_CORRELATED = 100;

  private ProfiledColumns() {}

  /**
   * Returns them in schema order.
   *
   * @throws RefusedException if one is not there, or too many would be held against each other
   */
  static List<Column> of(BatchRequest request, List<Column> schema) throws RefusedException {
    List<String> asked = request.effectiveProfile().columns();
    AskedColumns.require(asked, schema, "Unknown column \"%s\"");
    if (!request.keys().isEmpty()) {
      throw new RefusedException(
          FailureTypes.REQUEST_REFUSED,
          "A %s has no failing rows: key columns are for checks"
              .formatted(request.operation().word()));
    }
    TreeSet<String> wanted = new TreeSet<>(asked);
    List<Column> columns =
        schema.stream()
            .filter(column -> wanted.isEmpty() || wanted.contains(column.name()))
            .toList();
    long numeric = columns.stream().filter(column -> column.type().numeric()).count();
    if (request.effectiveProfile().correlations() && numeric > MOST_CORRELATED) {
      throw new RefusedException(
          FailureTypes.REQUEST_REFUSED,
          "Cannot correlate %d numeric columns (allowed: %d or fewer; name them)"
              .formatted(numeric, MOST_CORRELATED));
    }
    return columns;
  }
}
