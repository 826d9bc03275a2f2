package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetFormat;
import java.util.List;

/**
 * The other dataset of a rule, as it was when the batch was planned.
 *
 * @param rule the rule's index
 * @param rows its records, readable or not
 * @param format how its bytes are read
 * @param columns the one schema of all its sources
 * @param parts where its sources lie, in order; a slice is a source
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Reference(
    int rule, long rows, DatasetFormat format, List<Column> columns, List<PlanPartRef> parts) {
  public Reference {
    columns = columns == null ? List.of() : List.copyOf(columns);
    parts = parts == null ? List.of() : List.copyOf(parts);
  }

  /** Returns what is compared of it where only rows are counted. */
  public ReferenceRows counted() {
    return new ReferenceRows(rule, rows);
  }
}
