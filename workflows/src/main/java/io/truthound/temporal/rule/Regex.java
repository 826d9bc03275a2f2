package io.truthound.temporal.rule;

import java.util.List;

/**
 * Fails rows whose text does not match an RE2 pattern; blank text is a value. Evaluates rows that
 * are not null. Whether the pattern compiles is not checked here.
 *
 * @param column name of the column; not empty
 * @param pattern RE2 pattern; not empty
 * @param match how much of the text the pattern covers
 * @param options severity, name, tolerance and {@code where}
 */
public record Regex(String column, String pattern, RegexMatch match, RowOptions options)
    implements RowRule {

  /** The name of this type of rule. */
  public static final String TYPE = "regex";

  public Regex {
    column = Checks.column(TYPE, "column", column);
    Checks.text(TYPE, "pattern", pattern);
  }

  public Regex(String column, String pattern) {
    this(column, pattern, RegexMatch.FULL, RowOptions.DEFAULT);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<String> columns() {
    return List.of(column);
  }

  @Override
  public Regex withOptions(RowOptions options) {
    return new Regex(column, pattern, match, options);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.regex(this);
  }
}
