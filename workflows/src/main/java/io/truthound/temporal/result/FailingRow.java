package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.config.Showing;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Names a row that broke a rule.
 *
 * @param source URI of its source
 * @param row its number within the source, from 0
 * @param values the rule's columns and what stood in them, in the rule's order, as far as sample
 *     values are shown; empty in workflow history, which holds no data
 * @param key the key columns and what stood in them, likewise
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FailingRow(
    String source,
    long row,
    Map<String, @Nullable Object> values,
    Map<String, @Nullable Object> key) {
  /** Names, in the place of a column, what is wrong with a record that has none. */
  public static final String PROBLEM = "problem";

  /** Names the text of a record that has no columns. */
  public static final String RECORD = "record";

  /** Stands for a value that is damaged. */
  public static final String UNREADABLE = "(cannot be read)";

  public FailingRow {
    values = ordered(values);
    key = ordered(key);
  }

  /** Returns the same row without the data in it. */
  public FailingRow withoutData() {
    return new FailingRow(source, row, Collections.emptyMap(), Collections.emptyMap());
  }

  /** Returns the same row with that of its values which may be shown, by their columns. */
  public FailingRow showing(Function<String, Showing> columns) {
    return new FailingRow(source, row, shown(values, columns), shown(key, columns));
  }

  private static Map<String, @Nullable Object> shown(
      Map<String, @Nullable Object> values, Function<String, Showing> columns) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    values.forEach(
        (column, value) -> {
          Showing showing = columns.apply(column);
          if (showing != Showing.NONE) {
            shown.put(column, UNREADABLE.equals(value) ? value : showing.of(value));
          }
        });
    return shown;
  }

  private static Map<String, @Nullable Object> ordered(
      @Nullable Map<String, @Nullable Object> given) {
    return given == null
        ? Collections.emptyMap()
        : Collections.unmodifiableMap(new LinkedHashMap<>(given));
  }
}
