package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names a row that broke a rule.
 *
 * @param source URI of its source
 * @param row its number within the source, from 0
 * @param values the rule's columns and what stood in them, in the rule's order; empty in workflow
 *     history, which holds no data
 * @param key the key columns and what stood in them; empty in workflow history
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FailingRow(
    String source,
    long row,
    Map<String, @Nullable Object> values,
    Map<String, @Nullable Object> key) {
  public FailingRow {
    values = ordered(values);
    key = ordered(key);
  }

  /** Returns the same row without the data in it. */
  public FailingRow withoutData() {
    return new FailingRow(source, row, Collections.emptyMap(), Collections.emptyMap());
  }

  private static Map<String, @Nullable Object> ordered(
      @Nullable Map<String, @Nullable Object> given) {
    return given == null
        ? Collections.emptyMap()
        : Collections.unmodifiableMap(new LinkedHashMap<>(given));
  }
}
