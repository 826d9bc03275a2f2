package io.truthound.temporal.rule;

import io.truthound.temporal.dataset.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Declares one column of a {@link SchemaMatches}.
 *
 * @param name name of the column; not empty
 * @param dtype the type that it must have, or null for any
 * @param nullable false: it must not be nullable; true or null: it may be
 */
public record SchemaColumn(String name, @Nullable DataType dtype, @Nullable Boolean nullable) {

  public SchemaColumn {
    name = Checks.column(SchemaMatches.TYPE, "columns", name);
  }

  public SchemaColumn(String name, DataType dtype) {
    this(name, dtype, null);
  }
}
