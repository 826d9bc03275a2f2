package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The other dataset of a rule, as it was when the batch was planned.
 *
 * @param rule the rule's index
 * @param rows its records, readable or not
 * @param format how its bytes are read
 * @param reading how text is read; null where the format leaves nothing open
 * @param columns the one schema of all its sources
 * @param parts where its sources lie, in order; a slice is a source
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Reference(
    int rule,
    long rows,
    DatasetFormat format,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Reading reading,
    List<Column> columns,
    List<PlanPartRef> parts) {
  public Reference {
    columns = columns == null ? List.of() : List.copyOf(columns);
    parts = parts == null ? List.of() : List.copyOf(parts);
  }

  /** Returns what is compared of it where only rows are counted. */
  public ReferenceRows counted() {
    return new ReferenceRows(rule, rows);
  }
}
