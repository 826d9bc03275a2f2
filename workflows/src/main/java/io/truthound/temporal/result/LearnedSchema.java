package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset was like when its schema was learned.
 *
 * @param rows how many rows the columns speak of; null where a schema of other making does not say
 * @param columns each column, in schema order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LearnedSchema(@Nullable Long rows, List<LearnedColumn> columns) {
  /** A schema without columns. */
  public static final LearnedSchema NONE = new LearnedSchema(null, List.of());

  public LearnedSchema {
    columns = columns == null ? List.of() : List.copyOf(columns);
  }

  /**
   * Returns what is known of a column.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public LearnedColumn column(String name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("The schema has no column \"" + name + "\""));
  }

  /** Returns the same without sets of values. */
  public LearnedSchema withoutValues() {
    return new LearnedSchema(rows, columns.stream().map(LearnedColumn::withoutValues).toList());
  }
}
