package io.truthound.temporal.rule;

import io.truthound.temporal.dataset.DatasetFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fails where a key is not among those of another dataset. Keys with a null are not evaluated.
 *
 * @param columns names of the columns that make the key, at least one
 * @param reference path, {@code file:} URI, folder or glob of the other dataset
 * @param referenceFormat how its bytes are read; null means: by the ending of each file's name
 * @param referenceColumns the columns there, as many and in the same order; null for the same names
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record ReferentialIntegrity(
    List<String> columns,
    String reference,
    @Nullable DatasetFormat referenceFormat,
    @Nullable List<String> referenceColumns,
    Severity severity,
    @Nullable String name)
    implements KeyRule, ReferringRule {

  /** The name of this type of rule. */
  public static final String TYPE = "referential_integrity";

  public ReferentialIntegrity {
    columns = Checks.keyColumns(TYPE, "column", columns);
    Checks.text(TYPE, "reference", reference);
    if (referenceColumns != null) {
      referenceColumns = Checks.keyColumns(TYPE, "reference_column", referenceColumns);
      if (referenceColumns.size() != columns.size()) {
        throw InvalidRuleException.of(
            TYPE,
            "\"column\" has %d names and \"reference_column\" has %d"
                .formatted(columns.size(), referenceColumns.size()));
      }
      referenceColumns = referenceColumns.equals(columns) ? null : referenceColumns;
    }
    Checks.name(TYPE, name);
  }

  /** Lets no key stand in a column that does not stand in the same column of the reference. */
  public ReferentialIntegrity(String column, String reference) {
    this(List.of(column), reference, null, null, Severity.ERROR, null);
  }

  /** Returns the names of the columns in the other dataset. */
  public List<String> effectiveReferenceColumns() {
    return referenceColumns == null ? columns : referenceColumns;
  }

  @Override
  public ReferentialIntegrity withReference(String reference) {
    return new ReferentialIntegrity(
        columns, reference, referenceFormat, referenceColumns, severity, name);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public <R> R accept(KeyRule.Visitor<R> visitor) {
    return visitor.referentialIntegrity(this);
  }
}
