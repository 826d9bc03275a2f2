package io.truthound.temporal.rule;

import io.truthound.temporal.dataset.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns of a dataset by name. */
final class Schema {
  private final Map<String, Column> columns = new LinkedHashMap<>();

  Schema(List<Column> columns) {
    columns.forEach(column -> this.columns.put(column.name(), column));
  }

  Optional<Column> find(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  /** Returns the column; refuses an unknown one, naming what there is and what is nearest. */
  Column column(String name) {
    return find(name).orElseThrow(() -> InvalidRuleException.of(null, unknown(name)));
  }

  List<String> names() {
    return List.copyOf(columns.keySet());
  }

  private String unknown(String name) {
    return Problems.unknownColumn(name, names());
  }
}
