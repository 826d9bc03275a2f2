package io.truthound.temporal.engine.truthound.expression;

import io.truthound.temporal.engine.truthound.expression.Node.Case;
import io.truthound.temporal.engine.truthound.expression.Node.Form;
import io.truthound.temporal.engine.truthound.expression.Node.Literal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Binds a tree to the types of its columns, on two rows of nulls and no data. */
final class TypeCheck {

  private static final Set<String> COMPARING =
      Set.of(
          "=",
          "<>",
          "<",
          ">",
          "<=",
          ">=",
          "IS DISTINCT FROM",
          "IS NOT DISTINCT FROM",
          "BETWEEN",
          "IN",
          "nullif");

  private final Connection connection;
  private final String from;

  TypeCheck(Connection connection, List<TypedColumn> types) {
    this.connection = connection;
    this.from = types.isEmpty() ? "" : " FROM " + rowsOfNulls(types);
  }

  /** Two rows, since DuckDB would fold the constants of one and so skip what would raise. */
  private static String rowsOfNulls(List<TypedColumn> types) {
    String row =
        types.stream()
            .map(type -> "NULL::" + type.sqlType())
            .collect(Collectors.joining(", ", "(", ")"));
    String names =
        types.stream()
            .map(type -> Names.quoted(type.name()))
            .collect(Collectors.joining(", ", "(", ")"));
    return "(VALUES " + row + ", " + row + ") AS nulls" + names;
  }

  void requireBoolean(Node root) {
    String sql = new PlainSql(Names::quoted).write(root);
    String type = types(List.of(sql)).get(0);
    if (!type.equals("BOOLEAN")) {
      throw new UnsafeExpressionException(
          "the expression gives " + type + " (allowed: BOOLEAN, as of a comparison)");
    }
    refuseTextWithNumbers(root);
    run("SELECT " + sql + from);
  }

  private void refuseTextWithNumbers(Node root) {
    Map<String, String> numberByOperand = new LinkedHashMap<>();
    collect(root, numberByOperand);
    if (numberByOperand.isEmpty()) {
      return;
    }
    List<String> operands = List.copyOf(numberByOperand.keySet());
    List<String> types = types(operands);
    for (int i = 0; i < operands.size(); i++) {
      if (types.get(i).equals("VARCHAR")) {
        throw new UnsafeExpressionException(
            "the text "
                + TreeReader.abbreviated(operands.get(i))
                + " is compared with the number "
                + numberByOperand.get(operands.get(i))
                + " (allowed: text with 'text'; or a CAST of the text)");
      }
    }
  }

  private static void collect(Node node, Map<String, String> numberByOperand) {
    if (node instanceof Form form) {
      if (COMPARING.contains(form.name())) {
        compare(form.operands(), numberByOperand);
      }
      form.operands().forEach(operand -> collect(operand, numberByOperand));
    } else if (node instanceof Node.Cast cast) {
      collect(cast.child(), numberByOperand);
    } else if (node instanceof Case conditional) {
      for (Case.Branch branch : conditional.branches()) {
        collect(branch.condition(), numberByOperand);
        collect(branch.value(), numberByOperand);
      }
      collect(conditional.otherwise(), numberByOperand);
    }
  }

  private static void compare(List<Node> operands, Map<String, String> numberByOperand) {
    for (Node operand : operands) {
      if (operand instanceof Literal literal && literal.kind() == Literal.Kind.NUMBER) {
        operands.stream()
            .filter(other -> !(other instanceof Literal))
            .map(other -> new PlainSql(Names::quoted).write(other))
            .forEach(other -> numberByOperand.putIfAbsent(other, literal.sql()));
        return;
      }
    }
  }

  private List<String> types(List<String> expressions) {
    List<String> items = new ArrayList<>();
    for (String expression : expressions) {
      items.add(expression + " AS c" + items.size());
    }
    List<String> types = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("DESCRIBE SELECT " + String.join(", ", items) + from)) {
      while (rows.next()) {
        types.add(rows.getString("column_type"));
      }
    } catch (SQLException failure) {
      throw refused(failure);
    }
    return types;
  }

  private void run(String query) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
    } catch (SQLException failure) {
      throw refused(failure);
    }
  }

  /** Keeps DuckDB's first line: what follows quotes our own SQL, which the user never wrote. */
  private static UnsafeExpressionException refused(SQLException failure) {
    String message = String.valueOf(failure.getMessage()).strip();
    String first = message.lines().findFirst().orElse("no reason given");
    int advice = first.indexOf(". Use TRY"); // which is not allowed here
    first = advice < 0 ? first : first.substring(0, advice);
    return new UnsafeExpressionException("the expression does not fit the columns: " + first);
  }
}
