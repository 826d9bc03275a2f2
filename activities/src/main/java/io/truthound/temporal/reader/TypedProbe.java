package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.OwnColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What planning knows of a source whose format gives columns types. */
public interface TypedProbe extends SourceProbe {

  /** Returns its columns by name, in its order. */
  Map<String, FileColumn> columns();

  /**
   * Says whether its reader gives values of the dataset's type for a column without a type of its
   * own.
   */
  boolean readsUntyped();

  /**
   * A column as a file has it.
   *
   * @param type what its values are; null where the file gives it no type, and no value
   * @param nullable whether a null may stand in it
   */
  record FileColumn(@Nullable DataType type, boolean nullable) {}

  @Override
  default List<String> columnNames() {
    return List.copyOf(columns().keySet());
  }

  @Override
  default List<OwnColumn> own(List<Column> dataset) {
    List<OwnColumn> own = new ArrayList<>();
    for (Column column : dataset) {
      FileColumn here = columns().get(column.name());
      DataType type = here == null ? null : here.type();
      boolean untyped = here != null && type == null;
      if (type == null ? !(untyped && readsUntyped()) : !type.equals(column.type())) {
        own.add(new OwnColumn(column.name(), type));
      }
    }
    return own;
  }
}
