package io.truthound.temporal.app.badinput;

import static io.truthound.temporal.app.badinput.Checks.expression;
import static io.truthound.temporal.app.badinput.Checks.inRange;
import static io.truthound.temporal.app.badinput.Checks.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that do not say what to check, or cannot be asked of these columns. */
class BadInputRulesTest {
  private static final String IN_AN_EXPRESSION =
      " (allowed: columns, literals, comparisons, AND, OR, NOT, IN, BETWEEN, LIKE, CASE, CAST,"
          + " arithmetic and plain functions of one row)";

  @TempDir Path folder;
  private Tables tables;
  private Checks checks;
  private Path people;

  @BeforeEach
  void stand() {
    tables = new Tables(folder);
    checks = new Checks(folder);
    people =
        tables.parquet(
            "people.parquet",
            "SELECT range AS id, range / 2 AS amount, 'n' || range AS name, DATE '2020-01-01' AS"
                + " born FROM range(10)");
  }

  @Test
  void refusesAnUnknownRule() {
    checks
        .check(people, "{\"type\":\"not_nul\",\"column\":\"id\"}")
        .isRefused(
            "Cannot use --rule number 1: Invalid rule 0: unknown type \"not_nul\" (allowed:"
                + " not_null, in_set, not_in_set, in_range, greater_than, less_than, regex,"
                + " not_regex, length, min_length, max_length, conditional_null, expression,"
                + " column_pair, column_exists, dtype, schema, row_count, completeness_ratio, mixed_type,"
                + " mean, std, sum, min, max, median, quantile, distinct_count, freshness, unique,"
                + " referential_integrity, cross_table_row_count, history, outlier, z_score_outlier,"
                + " statistical_drift, distribution_change, distribution;"
                + " nearest: \"not_null\")");
  }

  @Test
  void refusesAnUnknownField() {
    checks
        .check(people, Checks.ID_THERE, "{\"type\":\"not_null\",\"colum\":\"id\"}")
        .isRefused(
            "Cannot use --rule number 2: Invalid rule 0 (not_null): unknown field \"colum\""
                + " (allowed: column, severity, name, mostly, max_failed, warn_mostly,"
                + " warn_max_failed, where; nearest: \"column\")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"not_null\"} | Invalid rule 0 (not_null): missing \"column\" (allowed: text)",
        "{\"type\":\"in_range\",\"column\":\"id\",\"min\":5,\"max\":1} | Invalid rule 0 (in_range):"
            + " \"min\" 5 is above \"max\" 1",
        "{\"type\":\"in_set\",\"column\":\"id\",\"values\":[]} | Invalid rule 0 (in_set): field"
            + " \"values\": found no value (allowed: 1 or more)",
        "{\"type\":\"not_null\",\"column\":\"id\",\"mostly\":1.5} | Invalid rule 0 (not_null): field"
            + " \"mostly\": found number 1.5 (allowed: 0 to 1)",
        "[] | Invalid rules: the list is empty (allowed: 1 or more rules; leave it out for an"
            + " automatic schema)",
        "not json | Invalid rules: cannot be read: Unrecognized token 'not': was expecting (JSON"
            + " String, Number, Array, Object or token 'null', 'true' or 'false') (line 1, column 4)"
      })
  void refusesARuleThatSaysNothingUseful(String rule, String why) {
    checks.check(people, rule).isRefused("Cannot use --rule number 1: " + why);
  }

  @Test
  void offersTheNearestNameOfAMisspeltColumn() {
    checks
        .check(people, rule("not_null", "column", "\"amuont\""))
        .isRefused(
            "Invalid rule 0 (not_null): unknown column \"amuont\" (columns: id, amount, name,"
                + " born; nearest: \"amount\")");
  }

  @Test
  void refusesAPatternThatDoesNotCompile() {
    checks
        .check(people, rule("regex", "column", "\"name\"", "pattern", "\"([a\""))
        .isRefused(
            "Invalid rule 0 (regex): pattern \"([a\" does not compile: Invalid Input Error: missing"
                + " ]: [a (allowed: RE2 patterns)");
  }

  @Test
  void refusesARangeOnText() {
    checks
        .check(people, inRange("name", "min", 5))
        .isRefused(
            "Invalid rule 0 (in_range): range on text: column \"name\" is string (allowed: numbers,"
                + " dates and times)");
  }

  @Test
  void refusesBoundsThatCrossOnlyAsDates() {
    checks
        .check(
            people,
            rule(
                "in_range", "column", "\"born\"", "min", "\"2021-01-01\"", "max", "\"2020-01-01\""))
        .isRefused("Invalid rule 0 (in_range): \"min\" 2021-01-01 is above \"max\" 2020-01-01");
  }

  @Test
  void refusesABoundThatIsNoDate() {
    checks
        .check(people, inRange("born", "min", "\"2021-13-01\""))
        .isRefused(
            "Invalid rule 0 (in_range): field \"min\": found text \"2021-13-01\" (allowed: a date"
                + " such as 2024-12-31); column \"born\" is date");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id > 0; DROP TABLE x | \";\" is not allowed in an expression, at character 7 (allowed: one"
            + " expression)",
        "id > 0 FROM read_csv('/etc/passwd') | not an expression: syntax error at or near \"FROM\","
            + " at character 8 (allowed: one boolean SQL expression over the columns)",
        "id > 0 /* AND | a comment is never closed, at character 8",
        "-- id > 0 | the expression is empty",
        "id + 1 | the expression gives BIGINT (allowed: BOOLEAN, as of a comparison)",
        "amuont > 1 | unknown column \"amuont\", at character 1, nearest is \"amount\" (columns: id,"
            + " amount, name, born)"
      })
  void refusesAnExpressionThatIsNotOne(String sql, String why) {
    checks.check(people, expression(sql)).isRefusedWith("Invalid rule 0 (expression): " + why);
  }

  @Test
  void refusesASubquery() {
    checks
        .check(people, expression("id IN (SELECT 1)"))
        .isRefused(
            "Invalid rule 0 (expression): subquery is not allowed in an expression, at character 7"
                + IN_AN_EXPRESSION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "length(read_text('/etc/passwd')) > 0 | read_text, at character 8",
        "getenv('HOME') = 'x' | getenv, at character 1",
        "frobnicate(id) > 0 | frobnicate, at character 1",
        "length(repeat(repeat(name, 60000), 60000)) > 0 | repeat, at character 8"
      })
  void refusesAFunctionThatIsUnknownOrReachesBeyondTheRow(String sql, String which) {
    String[] nameAndPlace = which.split(", ", 2);

    checks
        .check(people, expression(sql))
        .isRefusedWith(
            "Invalid rule 0 (expression): unknown function \"%s\", %s (allowed: abs, ceil, "
                .formatted(nameAndPlace[0], nameAndPlace[1]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id > 0 -- AND amount > 100", "id > 0 /* AND amount > 100 */"})
  void readsWhatACommentLeaves(String sql) {
    Said said = checks.check(people, expression(sql)).ended(1, "FAILED");

    said.counted("expression", "FAILED", 10, 1);
    assertThat(said.rows("expression")).hasSize(1);
  }

  @Test
  void namesTheFilterAndTheConditionOfARule() {
    checks
        .check(people, rule("not_null", "column", "\"id\"", "where", "\"idd > 1\""))
        .isRefusedWith("Invalid rule 0 (not_null): unknown column \"idd\", at character 1");
    checks
        .check(people, rule("conditional_null", "column", "\"id\"", "condition", "\"name LIKE\""))
        .isRefusedWith("Invalid rule 0 (conditional_null): not an expression: syntax error");
  }

  @Test
  void skipsARuleThatNamesAColumnWhichASchemaRuleReports() {
    Said said =
        checks
            .check(
                people,
                rule("column_exists", "column", "\"gone\""),
                rule("dtype", "column", "\"amount\"", "dtype", "\"date\""),
                expression("Gone > id"),
                rule("not_null", "column", "\"id\"", "where", "\"gone = 'x'\""),
                rule(
                    "conditional_null",
                    "column",
                    "\"id\"",
                    "condition",
                    "\"amount > DATE '2020-01-01'\""))
            .ended(1, "FAILED");

    String gone = "column \"gone\" is missing (rule 0)";
    said.skipped("expression", gone);
    said.skipped("not_null", gone);
    said.skipped("conditional_null", "column \"amount\" is float64, not date (rule 1)");
  }

  @Test
  void refusesWhatNoSchemaRuleReportsBesideWhatOneDoes() {
    String exists = rule("column_exists", "column", "\"gone\"");

    checks
        .check(people, exists, expression("gone > 1 AND idd > 1"))
        .isRefusedWith(
            "Invalid rule 1 (expression): unknown column \"idd\", at character 14",
            "(columns: id, amount, name, born)");
    checks
        .check(people, exists, expression("gone > (SELECT 1)"))
        .isRefusedWith("Invalid rule 1 (expression): subquery is not allowed in an expression");
    checks
        .check(people, exists, rule("not_null", "column", "\"gonne\""))
        .isRefusedWith("Invalid rule 1 (not_null): unknown column \"gonne\"");
  }

  @Test
  void refusesAMegabyteOfNesting() {
    String nested = "(".repeat(500_000) + "id" + ")".repeat(500_000) + " > 0";
    Path rules = tables.text("nested.json", "[" + expression(nested) + "]");

    checks
        .with(people, "--rules", rules.toString())
        .isRefused(
            "Invalid rule 0 (expression): the expression is too long: 1000006 characters (allowed:"
                + " up to 65536 bytes of UTF-8)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deep.json", "deep.yaml"})
  void refusesAMegabyteOfBrackets(String name) {
    Path rules = tables.text(name, "[".repeat(1 << 20));

    checks
        .with(people, "--rules", rules.toString())
        .isRefused(
            "Cannot use rules file " + rules + ": Invalid rules: nested deeper than 16 levels");
  }

  @Test
  void refusesAMegabyteOfNestedPattern() {
    String nested = "(".repeat(500_000) + "a" + ")".repeat(500_000);
    Path rules =
        tables.text(
            "pattern.json",
            "[" + rule("regex", "column", "\"name\"", "pattern", '"' + nested + '"') + "]");

    checks
        .with(people, "--rules", rules.toString())
        .isRefusedWith(
            "Invalid rule 0 (regex): pattern \"" + "(".repeat(60) + "…\" does not compile: ",
            " (allowed: RE2 patterns)");
  }
}
