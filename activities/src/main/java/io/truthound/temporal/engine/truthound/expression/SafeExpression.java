package io.truthound.temporal.engine.truthound.expression;

import java.sql.Connection;
import java.util.List;
import java.util.function.Function;

/**
 * Holds a user's boolean expression as a tree of allowed parts. What it writes comes from that tree
 * and never from the user's text, so it can stand inside any query of ours.
 *
 * <p>A row on which the expression raises (a cast that fails, a division by zero, an overflow)
 * never passes and never ends the scan: {@link #passes} is false, {@link #holds} is false and
 * {@link #raises} is true there. AND, OR, CASE and COALESCE guard what stands to their right: in
 * {@code s = '-' OR CAST(s AS INT) > 0} the cast of {@code -} is not reached. Overflows know no
 * such guard. Immutable.
 */
public final class SafeExpression {

  private static final int MAX_SQL = 256 * 1024;

  private final Node root;
  private final List<String> columns;

  private SafeExpression(Node root, List<String> columns) {
    this.root = root;
    this.columns = columns;
  }

  /**
   * Parses an expression with DuckDB's parser and accepts it if all its parts are allowed. Types
   * are not looked at: see {@link #requireBoolean}.
   *
   * @param connection any DuckDB connection; nothing is read from it and nothing is run but the
   *     parser
   * @param text one expression, of at most 64 KiB
   * @param columns the dataset's columns; names match as DuckDB matches identifiers
   * @throws UnsafeExpressionException if the text is not one expression or holds a part that is not
   *     allowed
   * @throws IllegalStateException if the connection fails
   */
  public static SafeExpression parse(Connection connection, String text, List<String> columns) {
    return parse(connection, text, columns, List.of());
  }

  /**
   * Parses an expression that may also name columns which the dataset should have and has not: they
   * are among its {@link #columns}, and it can be held against no types.
   *
   * @param missing those columns; a column of the dataset is found before one of them
   * @see #parse(Connection, String, List)
   */
  public static SafeExpression parse(
      Connection connection, String text, List<String> columns, List<String> missing) {
    ExpressionText.check(text);
    TreeReader reader = new TreeReader(text, List.copyOf(columns), List.copyOf(missing));
    Node root = reader.read(DuckDbParser.parse(connection, text));
    if (Doublings.deepest(root) > Doublings.MOST) {
      throw new UnsafeExpressionException(
          "nullif, or a divisor, nests too deeply in another (allowed: up to "
              + Doublings.MOST
              + " levels)");
    }
    SafeExpression expression = new SafeExpression(root, reader.used());
    if (expression.passes(Names::quoted).length() > MAX_SQL) {
      throw new UnsafeExpressionException(
          "the expression nests too many casts and divisions (allowed: up to "
              + MAX_SQL
              + " characters of SQL that guards them)");
    }
    return expression;
  }

  /** Returns the columns that are used, in the order of first use, in the dataset's spelling. */
  public List<String> columns() {
    return columns;
  }

  /**
   * Writes the expression as it was meant: true, false or null, and it raises where the user's
   * would.
   *
   * @param columnSql gives the SQL that stands for a column, which must not depend on a parenthesis
   *     around it
   */
  public String sql(Function<String, String> columnSql) {
    return new PlainSql(columnSql).write(root);
  }

  /** Writes a condition that is true where the expression is true or null; never null itself. */
  public String passes(Function<String, String> columnSql) {
    return "coalesce(" + verdict(columnSql, "TRUE") + ", FALSE)";
  }

  /** Writes a condition that is true where the expression is true; never null itself. */
  public String holds(Function<String, String> columnSql) {
    return "coalesce(" + verdict(columnSql, "FALSE") + ", FALSE)";
  }

  /** Writes a condition that is true where evaluating the expression raises; never null itself. */
  public String raises(Function<String, String> columnSql) {
    return canFail() ? "(" + verdict(columnSql, "TRUE") + " IS NULL)" : "FALSE";
  }

  /**
   * Tells whether a row may make the expression raise. False is certain; true is not, since types
   * are not known here.
   */
  public boolean canFail() {
    return CanFail.test(root);
  }

  /**
   * Binds the expression to the columns' types and runs it on two rows of nulls, so that what fails
   * on every row fails here.
   *
   * @param types at least the columns that are used, with the types that the SQL for them will have
   * @throws UnsafeExpressionException if it does not bind, is not boolean, compares text with a
   *     number, or holds a literal that its place cannot take
   */
  public void requireBoolean(Connection connection, List<TypedColumn> types) {
    new TypeCheck(connection, types).requireBoolean(root);
  }

  /**
   * Gives true, false, or null where the expression raised. The outer CASE hides what TRY protects
   * from DuckDB's common-subexpression optimizer, which would move it out of TRY.
   */
  private String verdict(Function<String, String> columnSql, String ifNull) {
    GuardedSql guarded = new GuardedSql(columnSql);
    String value = "coalesce(" + guarded.write(root) + ", " + ifNull + ")";
    if (!canFail()) {
      return value;
    }
    String flag = root.accept(new RaiseFlag(guarded));
    String whole =
        flag.isEmpty() ? value : "CASE WHEN " + flag + " THEN NULL ELSE " + value + " END";
    if (columns.isEmpty()) {
      return "TRY(" + whole + ")";
    }
    String first = columnSql.apply(columns.get(0));
    return "CASE WHEN ((" + first + " IS NULL) IN (TRUE, FALSE)) THEN TRY(" + whole + ") END";
  }
}
