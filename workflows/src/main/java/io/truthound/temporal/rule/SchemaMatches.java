package io.truthound.temporal.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fails where a column is missing, of another type or nullable against what is declared, or, when
 * strict, not declared. The order of columns does not matter.
 *
 * @param schema the declared columns, at least one, names distinct
 * @param strict true: columns that are not declared fail
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record SchemaMatches(
    List<SchemaColumn> schema, boolean strict, Severity severity, @Nullable String name)
    implements SchemaRule {

  /** The name of this type of rule. */
  public static final String TYPE = "schema";

  public SchemaMatches {
    schema = Checks.schema(TYPE, schema);
    Checks.name(TYPE, name);
  }

  public SchemaMatches(List<SchemaColumn> schema) {
    this(schema, false, Severity.ERROR, null);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<String> columns() {
    return schema.stream().map(SchemaColumn::name).toList();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.schemaMatches(this);
  }
}
