package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.Engines.Answer;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.merge.Verdicts;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row rule on values worked out by hand: column, values, rule, evaluated, failing rows. */
class RuleTableTest {
  @TempDir static Path folder;
  private static Engines engines;
  private static Connection connection;
  private static int files;

  @BeforeAll
  static void open() throws Exception {
    engines = new Engines(folder);
    connection = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterAll
  static void close() throws Exception {
    engines.close();
    connection.close();
  }

  @ParameterizedTest(name = "{0} [{1}] {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // not_null: NaN and empty text are values
        "DOUBLE  | 1, NULL, 'NaN', 'inf'       | 'type':'not_null'                         | 4 | 1",
        "VARCHAR | '', NULL, ' '               | 'type':'not_null'                         | 3 | 1",
        // in_set, not_in_set
        "INTEGER | 1, 2, NULL, 3               | 'type':'in_set','values':[1,3,99999999999,1.5] | 3 | 1",
        "INTEGER | 1, 2, NULL                  | 'type':'in_set','values':[99999999999]     | 2 | 0 1",
        "INTEGER | 1, 2, NULL                  | 'type':'not_in_set','values':[99999999999] | 2 | -",
        "DOUBLE  | 0.0, -0.0, 'NaN', NULL, 0.5 | 'type':'in_set','values':[0]               | 4 | 2 4",
        "DOUBLE  | 0.0, -0.0, 'NaN', NULL, 0.5 | 'type':'not_in_set','values':[0,0.5]       | 4 | 0 1 4",
        "VARCHAR | '', 'a', 'A', NULL, 'a '    | 'type':'in_set','values':['','a']          | 4 | 2 4",
        "VARCHAR | 'it''s', '👍', NULL         | 'type':'not_in_set','values':['👍']        | 2 | 1",
        "BOOLEAN | true, false, NULL           | 'type':'in_set','values':[true]            | 2 | 1",
        "DATE    | '2024-02-29', '2024-03-01'  | 'type':'in_set','values':['2024-02-29']    | 2 | 1",
        "DECIMAL(4,2) | 1.10, 1.11, NULL       | 'type':'in_set','values':[1.1,1.115]       | 2 | 1",
        "VARCHAR | 'é', 'e\u0301', 'É'             | 'type':'in_set','values':['é']              | 3 | 1 2",
        "UBIGINT | 18446744073709551615, 0        | 'type':'in_set','values':[-1,18446744073709551615] | 2 | 1",
        "FLOAT   | 0.1, 0.2, 'NaN'                | 'type':'in_set','values':[0.1]              | 3 | 1 2",
        "DOUBLE  | 'inf', '-inf', 1e308           | 'type':'not_in_set','values':[1e400]        | 3 | 0",
        "TIMESTAMPTZ | '2024-01-01 00:00:00Z', '2024-01-01 00:00:01Z' | 'type':'in_set','values':['2024-01-01T01:00:00+01:00'] | 2 | 1",
        "TIME    | '00:00:00', '23:59:59.999999'  | 'type':'not_in_set','values':['23:59:59.999999'] | 2 | 1",
        "UUID    | '6F1C8C1E-7F5A-4C0E-9D7E-2B8F0C1D2E3F', NULL | 'type':'in_set','values':['6f1c8c1e-7f5a-4c0e-9d7e-2b8f0c1d2e3f'] | 1 | -",
        // in_range: bounds belong to it, NaN is outside every bound
        "DOUBLE | -0.0, 0.0, 'NaN', 'inf', '-inf', NULL | 'type':'in_range','min':0        | 5 | 2 4",
        "DOUBLE | -0.0, 0.0, 'NaN', 'inf', '-inf', NULL | 'type':'in_range','max':0        | 5 | 2 3",
        "DOUBLE | 1, 2, 3                    | 'type':'in_range','min':1,'max':3,'strict_min':true,'strict_max':true | 3 | 0 2",
        "DOUBLE | 'inf', '-inf', 1e308       | 'type':'in_range','min':-1e400,'max':1e400   | 3 | -",
        "BIGINT | -9223372036854775808, 9223372036854775807, NULL | 'type':'in_range','min':-9223372036854775808,'max':9223372036854775807 | 2 | -",
        "BIGINT | -9223372036854775808, 9223372036854775807, NULL | 'type':'in_range','min':-9223372036854775807,'max':9223372036854775806 | 2 | 0 1",
        "BIGINT | -9223372036854775808, 9223372036854775807 | 'type':'in_range','min':9223372036854775808 | 2 | 0 1",
        "BIGINT | 9007199254740993, 9007199254740992 | 'type':'in_range','min':9007199254740993 | 2 | 1",
        "INTEGER | 2, 3, 4                   | 'type':'in_range','min':2.5,'max':3.5          | 3 | 0 2",
        "DECIMAL(9,2) | 1.24, 1.25, 1.26     | 'type':'in_range','min':1.245,'max':1.255      | 3 | 0 2",
        "DATE   | '2024-02-28', '2024-02-29', '2024-03-01' | 'type':'in_range','min':'2024-02-29','max':'2024-02-29' | 3 | 0 2",
        "TIMESTAMP | '2024-01-01', '2024-01-01 00:00:00.000001', NULL | 'type':'in_range','max':'2024-01-01' | 2 | 1",
        "FLOAT  | 0.1, 0.2, 0.3              | 'type':'in_range','min':0.1,'max':0.2,'strict_max':true | 3 | 1 2",
        "UTINYINT | 0, 255                    | 'type':'in_range','min':-1,'max':256           | 2 | -",
        "DECIMAL(38,0) | -99999999999999999999999999999999999999, 99999999999999999999999999999999999999 | 'type':'in_range','min':-99999999999999999999999999999999999999,'max':99999999999999999999999999999999999998 | 2 | 1",
        "TIMESTAMPTZ | '2024-03-31 00:59:59Z', '2024-03-31 01:00:00Z' | 'type':'in_range','min':'2024-03-31T02:00:00+01:00' | 2 | 0",
        "TIMESTAMPTZ | '2023-12-31 23:59:59Z', '2024-01-01 00:00:00Z' | 'type':'in_range','min':'2024-01-01' | 2 | 0",
        "TIME    | '00:00:00', '12:30:00', '23:59:59.999999' | 'type':'in_range','min':'00:00','max':'12:30','strict_min':true | 3 | 0 2",
        "TIMESTAMP | '1969-12-31 23:59:59.999999', '1970-01-01' | 'type':'in_range','min':'1969-12-31T23:59:59.9999995' | 2 | 0",
        "TIMESTAMP | '1969-12-31 23:59:59.999999', '1970-01-01' | 'type':'less_than','value':'1969-12-31T23:59:59.9999995' | 2 | 1",
        "TIMESTAMPTZ | '2024-01-01 00:00:00.000001Z', '2024-01-01 00:00:00.000002Z' | 'type':'in_set','values':['2024-01-01T00:00:00.0000015Z','2024-01-01T00:00:00.000002Z'] | 2 | 0",
        "TIME    | '00:00:00', '23:59:59.999999' | 'type':'in_range','min':'23:59:59.9999999'  | 2 | 0 1",
        "TIME    | '00:00:00', '23:59:59.999999' | 'type':'in_range','max':'23:59:59.9999999'  | 2 | -",
        "DOUBLE  | NULL, NULL                  | 'type':'in_range','min':0                     | 0 | -",
        // greater_than, less_than are strict
        "DOUBLE  | 1.5, 1.6, 'NaN', 'inf', NULL  | 'type':'greater_than','value':1.5         | 4 | 0 2",
        "DOUBLE  | 1.5, 1.4, 'NaN', '-inf', NULL | 'type':'less_than','value':1.5            | 4 | 0 2",
        "INTEGER | 1, 2, NULL                | 'type':'greater_than','value':1.5              | 2 | 0",
        "BIGINT  | 9223372036854775807       | 'type':'greater_than','value':9223372036854775807 | 1 | 0",
        "DATE    | '2024-02-29', '2024-03-01' | 'type':'less_than','value':'2024-03-01'        | 2 | 1",
        "UBIGINT | 18446744073709551615, 0   | 'type':'greater_than','value':9223372036854775807 | 2 | 1",
        "DOUBLE  | -0.0, 0.0, 5e-324         | 'type':'greater_than','value':0                | 3 | 0 1",
        "DOUBLE  | 'inf', 1e308              | 'type':'less_than','value':1e400               | 2 | 0",
        "TIME    | '00:00:00', '00:00:00.000001' | 'type':'greater_than','value':'00:00'      | 2 | 0",
        "TIMESTAMPTZ | '2024-01-01 00:00:00Z' | 'type':'less_than','value':'2024-01-01T01:00:00+01:00' | 1 | 0",
        // regex, not_regex: blank text is a value
        "VARCHAR | 'ABC', 'ABCD', '', NULL, 'abc' | 'type':'regex','pattern':'[A-Z]{3}'      | 4 | 1 2 4",
        "VARCHAR | 'ABCD', 'xABC', '', NULL  | 'type':'regex','pattern':'[A-Z]{3}','match':'prefix' | 3 | 1 2",
        "VARCHAR | 'ABCD', 'xABC', '', NULL  | 'type':'regex','pattern':'[A-Z]{3}','match':'search' | 3 | 2",
        "VARCHAR | 'ab', 'cd', 'xcd'         | `'type':'regex','pattern':'ab|cd','match':'prefix'` | 3 | 2",
        "VARCHAR | 'ab', 'cd', 'abx'         | `'type':'regex','pattern':'ab|cd'` | 3 | 2",
        "VARCHAR | '👍', 'ab', 'é'           | 'type':'regex','pattern':'.'                   | 3 | 1",
        "VARCHAR | 'ABC', 'ABCD', '', NULL   | 'type':'not_regex','pattern':'[A-Z]{3}'        | 3 | 0",
        "VARCHAR | 'ABC', 'ABCD', '', NULL   | 'type':'not_regex','pattern':'B','match':'search' | 3 | 0 1",
        "VARCHAR | concat('a',chr(10),'b'), 'axb' | 'type':'regex','pattern':'a.b'           | 2 | 0",
        "VARCHAR | '', ' ', NULL             | 'type':'not_regex','pattern':'[[:space:]]*' | 2 | 0 1",
        "VARCHAR | 'ÄÖ', 'aö'                | 'type':'regex','pattern':'(?i)äö'              | 2 | 1",
        // lengths count code points
        "VARCHAR | '👍', '', 'ab', NULL, 'é' | 'type':'length','min_length':1,'max_length':1   | 4 | 1 2",
        "VARCHAR | '👍', '', 'ab', NULL      | 'type':'min_length','min_length':1             | 3 | 1",
        "VARCHAR | '👍👍', '', 'abc', NULL   | 'type':'max_length','max_length':2             | 3 | 2",
        "VARCHAR | 'e\u0301', '👨‍👩‍👧', 'é'      | 'type':'max_length','max_length':2             | 3 | 1",
        "VARCHAR | NULL, NULL                | 'type':'length','min_length':1,'max_length':2  | 0 | -",
        "VARCHAR | '', ' ', NULL             | 'type':'min_length','min_length':0             | 2 | -",
        // conditional_null: only rows where the condition is true
        "INTEGER | 1, NULL, 3                | 'type':'conditional_null','condition':'n > 0'  | 2 | 1",
        "INTEGER | 1, NULL, 3                | 'type':'conditional_null','condition':'x > 1'  | 1 | -",
        "INTEGER | NULL, NULL, 3             | 'type':'conditional_null','condition':'x IS NULL' | 2 | 0 1",
        // completeness_ratio: NaN and empty text are values
        "DOUBLE  | 1, NULL, 'NaN', NULL      | 'type':'completeness_ratio','min_ratio':0.5    | 4 | 1 3",
        "VARCHAR | '', ' ', NULL             | 'type':'completeness_ratio','min_ratio':1      | 3 | 2",
        // mixed_type: counts numbers among texts that are not blank
        "VARCHAR | '1', ' -2.5e3\t', '.5', '7.', 'a', '', ' ', NULL | 'type':'mixed_type' | 5 | 0 1 2 3",
        "VARCHAR | '1 2', '.', '1e', '٣', '0x10', 'NaN', 'inf', '1_0', '1,0', '+' | 'type':'mixed_type' | 10 | -",
        // where: only rows where it is true
        "INTEGER | 1, NULL, NULL             | 'type':'not_null','where':'n <> 1'             | 2 | 2",
        "INTEGER | 1, NULL, 5                | 'type':'in_range','min':9,'where':'x > 1'      | 1 | 2",
        "INTEGER | 1, 2                      | 'type':'not_null','where':'n > 99'             | 0 | -",
        // a row on which where overflows breaks the rule, however DuckDB would write the sum
        "BIGINT  | 9223372036854775807, 1, 9 | 'type':'not_null','where':'x + 6 < 10'         | 2 | 0",
        "BIGINT  | -9223372036854775808, 9   | 'type':'not_null','where':'3 > x - 6'          | 1 | 0",
        "BIGINT  | 9223372036854775807, 1    | 'type':'not_null','where':'x * 2 = 2'          | 2 | 0",
      })
  void evaluatesAndFailsTheRowsThatItShould(
      String type, String values, String rule, long evaluated, String failing) throws Exception {
    String json = "{\"column\":\"x\"," + rule.replace('\'', '"') + "}";

    Answer answer = check(table(type, values), json);

    assertThat(failing(answer)).isEqualTo(failing);
    assertThat(answer.merged().totals().of(0))
        .isEqualTo(new Tally(evaluated, failing.equals("-") ? 0 : failing.split(" ", -1).length));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x > 1               | 0",
        "x IS NULL OR x <> 2 | 1",
        "x > 100             | 0 1 3",
        "x < 100             | -",
      })
  void anExpressionThatIsNullPasses(String expression, String failing) throws Exception {
    Dataset dataset = table("INTEGER", "1, 2, NULL, 3");

    Answer answer =
        check(dataset, "{\"type\":\"expression\",\"expression\":\"" + expression + "\"}");

    assertThat(failing(answer)).isEqualTo(failing);
    assertThat(answer.merged().totals().of(0).evaluated()).isEqualTo(4);
  }

  /** Rows: less, equal, greater, null left, null right, NaN left. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=  | 0 2 5",
        "!= | 1",
        "<  | 1 2 5",
        "<= | 2 5",
        ">  | 0 1 5",
        ">= | 0 5",
      })
  void comparesTwoColumnsWhereBothHaveAValue(String op, String failing) throws Exception {
    Dataset dataset =
        write(
            "SELECT * FROM (VALUES (1::DOUBLE, 2), (2, 2), (3, 2), (NULL, 2), (2, NULL),"
                + " ('NaN'::DOUBLE, 2)) t(a, b)");

    Answer answer =
        check(dataset, "{\"type\":\"column_pair\",\"a\":\"a\",\"b\":\"b\",\"op\":\"" + op + "\"}");

    assertThat(failing(answer)).isEqualTo(failing);
    assertThat(answer.merged().totals().of(0).evaluated()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DATE '2024-01-01', TIMESTAMP '2024-01-01 00:00:00'    | =  | -",
        "DATE '2024-01-01', TIMESTAMP '2024-01-01 00:00:01'    | <  | -",
        "9223372036854775807::BIGINT, 18446744073709551615::UBIGINT | < | -",
        "'a', 'B'                                              | >  | -",
        "true, false                                           | != | -",
        "1.10::DECIMAL(4,2), 1.1::DECIMAL(9,4)                 | =  | -",
        "'inf'::DOUBLE, 'inf'::DOUBLE                          | =  | -",
        "'NaN'::DOUBLE, 'NaN'::DOUBLE                          | =  | 0",
        "'NaN'::DOUBLE, 'NaN'::DOUBLE                          | != | -",
        "-1::TINYINT, 18446744073709551615::UBIGINT            | <  | -",
        "-1::BIGINT, 18446744073709551615::UBIGINT             | =  | 0",
        "1::DECIMAL(38,30), 1000000000000000000::BIGINT        | <  | -",
        "1::DECIMAL(38,30), 1000000000000000000::BIGINT        | >= | 0",
        "99999999999999999999999999999999999999::DECIMAL(38,0), 1.5::DECIMAL(38,10) | > | -",
        "1.5::DECIMAL(38,10), 99999999999999999999999999999999999999::DECIMAL(38,0) | = | 0",
        "1.5::DECIMAL(38,37), 18446744073709551615::UBIGINT    | <  | -",
        "-1::DECIMAL(38,30), -1000000000000000000::BIGINT      | >  | -",
        "-1::DECIMAL(38,30), -1000000000000000000::BIGINT      | <= | 0",
        "-1000000000000000000::BIGINT, -1::DECIMAL(38,30)      | != | -",
        "-1000000000000000000::BIGINT, -1::DECIMAL(38,30)      | >= | 0",
        "7::BIGINT, 7::DECIMAL(38,30)                          | =  | -",
        "9007199254740993::BIGINT, 9007199254740991::DOUBLE    | >  | -",
        "0.1::DECIMAL(2,1), 0.1::DOUBLE                        | =  | -",
        "TIMESTAMP '2024-01-01 00:00:00.000001', DATE '2024-01-01' | > | -",
        "TIMESTAMPTZ '2024-01-01 01:00:00+01', TIMESTAMPTZ '2024-01-01 00:00:00Z' | = | -",
        "TIME '00:00:00', TIME '23:59:59.999999'               | <  | -",
        "'é', 'e\u0301'                                        | =  | 0",
        "'z', 'é'                                              | <  | -",
        "'\uFFFD', '👍'                                        | <  | -",
        "'', 'a'                                               | <  | -",
      })
  void comparesTypesThatAreAlike(String values, String op, String failing) throws Exception {
    String[] both = values.split(", ", -1);
    Dataset dataset = write("SELECT " + both[0] + " AS a, " + both[1] + " AS b");

    Answer answer =
        check(dataset, "{\"type\":\"column_pair\",\"a\":\"a\",\"b\":\"b\",\"op\":\"" + op + "\"}");

    assertThat(failing(answer)).isEqualTo(failing);
    assertThat(answer.merged().counts().error()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0.9,   PASSED",
    "0.91,  FAILED",
    "0.8999999999999999999, PASSED",
    "0.9000000000000000001, FAILED",
  })
  void mostlyIsExactAtItsBoundary(String mostly, String status) throws Exception {
    Dataset dataset = table("INTEGER", "1, 2, 3, 4, 5, 6, 7, 8, 9, NULL");
    String rule = "{\"type\":\"not_null\",\"column\":\"x\",\"mostly\":" + mostly + "}";

    Answer answer = check(dataset, rule);

    assertThat(status(answer)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "0.9,   PASSED",
    "0.8999999999999999999, PASSED",
    "0.9000000000000000001, FAILED",
    "0, PASSED",
    "1, FAILED",
  })
  void aShareOfValuesIsExactAtItsBoundary(String share, String status) throws Exception {
    Dataset dataset = table("INTEGER", "1, 2, 3, 4, 5, 6, 7, 8, 9, NULL");
    String rule = "{\"type\":\"completeness_ratio\",\"column\":\"x\",\"min_ratio\":" + share + "}";

    Answer answer = check(dataset, rule);

    assertThat(status(answer)).isEqualTo(status);
  }

  /** Of ten texts as many are numbers. */
  @ParameterizedTest
  @CsvSource({
    "0, PASSED",
    "1, PASSED",
    "2, FAILED",
    "8, FAILED",
    "9, PASSED",
    "10, PASSED",
  })
  void textIsMixedWhereBothKindsAreMoreThanATenth(int numbers, String status) throws Exception {
    String texts =
        IntStream.range(0, 10)
            .mapToObj(at -> at < numbers ? "'" + at + "'" : "'x'")
            .collect(Collectors.joining(", "));
    Dataset dataset = table("VARCHAR", texts + ", '', NULL");

    Answer answer = check(dataset, "{\"type\":\"mixed_type\",\"column\":\"x\"}");

    assertThat(status(answer)).isEqualTo(status);
  }

  /** Of the rows that are evaluated, one of three fails. */
  @ParameterizedTest
  @CsvSource({
    "0.6666666666666666, 0, PASSED",
    "0.6666666666666667, 9, FAILED",
    "0.5, 0, FAILED",
    "0.5, 1, PASSED",
  })
  void toleranceIsOfTheRowsThatWhereSelects(String mostly, long most, String status)
      throws Exception {
    Dataset dataset = table("INTEGER", "NULL, 1, 2, NULL, NULL, NULL");
    String rule =
        "{\"type\":\"not_null\",\"column\":\"x\",\"where\":\"n BETWEEN 1 AND 3\",\"mostly\":%s%s}"
            .formatted(mostly, mostly.equals("0.5") ? ",\"max_failed\":" + most : "");

    Answer answer = check(dataset, rule);

    assertThat(answer.merged().totals().of(0)).isEqualTo(new Tally(3, 1));
    assertThat(status(answer)).isEqualTo(status);
  }

  @Test
  void aRuleThatEvaluatesNothingPasses() throws Exception {
    Dataset dataset = table("INTEGER", "NULL, NULL");

    Answer answer = check(dataset, "{\"type\":\"in_range\",\"column\":\"x\",\"min\":1}");

    assertThat(answer.merged().totals().of(0)).isEqualTo(Tally.NONE);
    assertThat(status(answer)).isEqualTo("PASSED");
  }

  private static String status(Answer answer) {
    return new Verdicts(answer.plan().rules(), List.of())
        .of(answer.merged().totals(), null, null)
        .get(0)
        .status()
        .name();
  }

  private static String failing(Answer answer) {
    List<Long> rows = answer.samples(0, false).stream().map(FailingRow::row).toList();
    return rows.isEmpty()
        ? "-"
        : rows.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static Answer check(Dataset dataset, String rule) throws Exception {
    BatchConfig config = BatchConfig.DEFAULT.withBatchSize(2);
    return engines.check(dataset, RuleSet.parse(rule), config, Scenario.target(0), List.of());
  }

  /** A column x of these values, numbered by a column n. */
  private static Dataset table(String type, String values) throws Exception {
    return write(
        "SELECT nr - 1 AS n, CAST(x AS "
            + type
            + ") AS x FROM (SELECT unnest(["
            + texts(values)
            + "]) AS x,"
            + " generate_subscripts(["
            + texts(values)
            + "], 1) AS nr)");
  }

  /** All as text, so that a list may hold 'NaN' beside numbers. */
  private static String texts(String values) {
    return java.util.Arrays.stream(values.split(", ", -1))
        .map(value -> "CAST(" + value + " AS VARCHAR)")
        .collect(Collectors.joining(", "));
  }

  private static Dataset write(String query) throws Exception {
    Path file = folder.resolve("rows" + files++ + ".parquet");
    try (Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
    }
    return Dataset.parquet(file.toString());
  }
}
