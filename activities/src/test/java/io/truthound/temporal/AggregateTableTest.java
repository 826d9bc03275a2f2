package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every rule that measures a column on values worked out by hand, through the public door. Each row
 * is a row group, and each row group a slice.
 */
class AggregateTableTest {
  /** Type, values, rule, status, what is observed, message. */
  private static final List<String> CASES =
      List.of(
          // mean: of what is finite; bounds belong to the range
          "INTEGER | 1, 2, NULL, 4 | 'type':'mean','min':2,'max':3 | PASSED | 2.333333 | the mean of 3 values is 2.333333",
          "INTEGER | 1, 2 | 'type':'mean','min':1.5,'max':1.5 | PASSED | 1.5 | the mean of 2 values is 1.5",
          "INTEGER | 1, 2 | 'type':'mean','max':1.4999 | FAILED | 1.5 | the mean of 2 values is 1.5, above 1.4999",
          "INTEGER | 1, 1, 2 | 'type':'mean','max':1.3333333333333333 | FAILED | 1.333333 | the mean of 3 values is 1.333333, above 1.3333333333333333",
          "BIGINT  | 9223372036854775807, 9223372036854775807 | 'type':'mean','min':9223372036854775807 | PASSED | 9223372036854775807 | the mean of 2 values is 9223372036854775807",
          "BIGINT  | 9223372036854775807, -9223372036854775808 | 'type':'mean','max':0 | PASSED | -0.5 | the mean of 2 values is -0.5",
          "DOUBLE  | 0.1, 0.1, 0.1 | 'type':'mean','min':0.1,'max':0.1 | PASSED | 0.1 | the mean of 3 values is 0.1",
          "DOUBLE  | 1, 'NaN', 'inf', '-inf', NULL, 2 | 'type':'mean','max':1.5 | PASSED | 1.5 | the mean of 2 values is 1.5 (left out: 1 NaN, 2 infinite)",
          "DOUBLE  | 1e300, 1, -1e300 | 'type':'mean','min':0.3333,'max':0.3334 | PASSED | 0.3333333333333333 | the mean of 3 values is 0.3333333333333333",
          "DOUBLE  | 1.7e308, 1.7e308 | 'type':'mean','max':1.7e308 | PASSED | 1.7E+308 | the mean of 2 values is 1.7E+308",
          "DOUBLE  | 5e-324, 5e-324 | 'type':'mean','min':5e-324 | PASSED | 4.94065645841247E-324 | the mean of 2 values is 4.94065645841247E-324",
          "FLOAT   | 0.5, 1.5 | 'type':'mean','min':1,'max':1 | PASSED | 1 | the mean of 2 values is 1",
          "DECIMAL(4,2) | 1.10, 1.11 | 'type':'mean','min':1.105,'max':1.105 | PASSED | 1.105 | the mean of 2 values is 1.105",
          "DECIMAL(38,2) | 999999999999999999999999999999999999.99, 999999999999999999999999999999999999.99 | 'type':'mean','min':999999999999999999999999999999999999.99 | PASSED | 999999999999999999999999999999999999.99 | the mean of 2 values is 999999999999999999999999999999999999.99",
          "INTEGER | NULL, NULL | 'type':'mean','min':0 | FAILED | - | there is no value",
          "DOUBLE  | 'NaN', NULL | 'type':'mean','min':0,'severity':'warning' | WARNING | - | there is no value (left out: 1 NaN)",
          // std: with n - 1
          "INTEGER | 2, 4, 4, 4, 5, 5, 7, 9 | 'type':'std','min':2.138,'max':2.139 | PASSED | 2.13809 | the standard deviation of 8 values is 2.13809",
          "INTEGER | 1, 3 | 'type':'std','max':1.4142135623730951 | PASSED | 1.414214 | the standard deviation of 2 values is 1.414214",
          "INTEGER | 1, 3 | 'type':'std','max':1.414213562373095 | FAILED | 1.414214 | the standard deviation of 2 values is 1.414214, above 1.414213562373095",
          "INTEGER | 5, 5 | 'type':'std','max':0 | PASSED | 0 | the standard deviation of 2 values is 0",
          "INTEGER | 5, 5 | 'type':'std','max':-1 | FAILED | 0 | the standard deviation of 2 values is 0, above -1",
          "INTEGER | 5, NULL | 'type':'std','max':9 | FAILED | - | there is only one value",
          "BIGINT  | 9223372036854775807, -9223372036854775808 | 'type':'std','min':1.3e19,'max':1.4e19 | PASSED | 13043817825332782211.642465 | the standard deviation of 2 values is 13043817825332782211.642465",
          "UBIGINT | 18446744073709551615, 18446744073709551613 | 'type':'std','max':1.4142135623730951 | PASSED | 1.414214 | the standard deviation of 2 values is 1.414214",
          "DECIMAL(38,0) | 99999999999999999999999999999999999999, 99999999999999999999999999999999999997 | 'type':'std','max':1.4142135623730951 | PASSED | 1.414214 | the standard deviation of 2 values is 1.414214",
          "DOUBLE  | 1000000000.1, 1000000000.2 | 'type':'std','max':0.08 | PASSED | 0.07071069497739416 | the standard deviation of 2 values is 0.07071069497739416",
          "DOUBLE  | 1e300, -1e300, 'inf' | 'type':'std','max':1.5e300 | PASSED | 1.4142135623730952E+300 | the standard deviation of 2 values is 1.4142135623730952E+300 (left out: 1 infinite)",
          "DECIMAL(20,4) | -0.0001, 0.0001 | 'type':'std','max':0.00015 | PASSED | 0.0001414214 | the standard deviation of 2 values is 0.0001414214",
          // sum
          "BIGINT  | 9223372036854775807, 1 | 'type':'sum','min':9223372036854775808,'max':9223372036854775808 | PASSED | 9223372036854775808 | the sum of 2 values is 9223372036854775808",
          "DOUBLE  | 0.1, 0.2, 0.3 | 'type':'sum','max':0.6 | PASSED | 0.6 | the sum of 3 values is 0.6",
          "DOUBLE  | 1e308, 1e308 | 'type':'sum','max':1e308 | FAILED | 2E+308 | the sum of 2 values is 2E+308, above 1E+308",
          "DOUBLE  | 1e300, 1, -1e300 | 'type':'sum','min':1,'max':1 | PASSED | 1 | the sum of 3 values is 1",
          "DOUBLE  | -0.0, 0.0 | 'type':'sum','min':0,'max':0 | PASSED | 0 | the sum of 2 values is 0",
          "DECIMAL(18,6) | 999999999999.999999, -0.000001 | 'type':'sum','max':'999999999999.999998' | PASSED | 999999999999.999998 | the sum of 2 values is 999999999999.999998",
          "UTINYINT | 255, 255 | 'type':'sum','min':511 | FAILED | 510 | the sum of 2 values is 510, below 511",
          "INTEGER | NULL | 'type':'sum','max':1 | FAILED | - | there is no value",
          // min, max: infinities have a place in the order, NaN has none
          "INTEGER | 3, 1, NULL, 2 | 'type':'min','min':1,'max':1 | PASSED | 1 | the lowest of 3 values is 1",
          "INTEGER | 3, 1, 2 | 'type':'max','min':3.5 | FAILED | 3 | the highest of 3 values is 3, below 3.5",
          "DOUBLE  | 1, 'NaN', 'inf' | 'type':'max','max':100 | FAILED | Infinity | the highest of 2 values is Infinity, above 100 (left out: 1 NaN)",
          "DOUBLE  | '-inf', 1 | 'type':'min','max':1e400 | PASSED | -Infinity | the lowest of 2 values is -Infinity",
          "DOUBLE  | 0.1, -0.0 | 'type':'max','max':0.1 | PASSED | 0.1 | the highest of 2 values is 0.1",
          "DOUBLE  | -0.0, 0.0 | 'type':'min','min':0 | PASSED | 0 | the lowest of 2 values is 0",
          "FLOAT   | 0.1 | 'type':'max','min':0.1,'max':0.1 | PASSED | 0.1 | the highest of 1 value is 0.1",
          "DOUBLE  | 'NaN' | 'type':'min','min':0 | FAILED | - | there is no value (left out: 1 NaN)",
          "BIGINT  | -9223372036854775808, 0 | 'type':'min','min':-9223372036854775807 | FAILED | -9223372036854775808 | the lowest of 2 values is -9223372036854775808, below -9223372036854775807",
          "DECIMAL(30,10) | 1.5, -1.5 | 'type':'min','min':-1.5 | PASSED | -1.5 | the lowest of 2 values is -1.5",
          "DATE    | '2024-02-29', NULL, '1969-12-31' | 'type':'min','min':'1969-12-31' | PASSED | 1969-12-31 | the lowest of 2 values is 1969-12-31",
          "DATE    | 'infinity', '2024-02-29' | 'type':'max','max':'2024-03-01' | FAILED | Infinity | the highest of 2 values is Infinity, above 2024-03-01",
          "TIMESTAMP | '2024-02-29', '2024-02-29 12:00:00.000001' | 'type':'max','max':'2024-02-29 12:00' | FAILED | 2024-02-29T12:00:00.000001 | the highest of 2 values is 2024-02-29T12:00:00.000001, above 2024-02-29 12:00",
          "TIMESTAMPTZ | '2024-01-01T00:00:00Z' | 'type':'min','min':'2024-01-01T01:00:00+01:00' | PASSED | 2024-01-01T00:00:00Z | the lowest of 1 value is 2024-01-01T00:00:00Z",
          "TIME    | '00:00:01', '23:59:59.5' | 'type':'max','max':'23:59:59.5' | PASSED | 23:59:59.5 | the highest of 2 values is 23:59:59.5",
          // median, quantile: between two values in proportion
          "INTEGER | 1, 2, NULL, 10 | 'type':'median','min':2,'max':2 | PASSED | 2 | the median of 3 values is 2",
          "INTEGER | 4, 1, 2, 10 | 'type':'median','min':3.01 | FAILED | 3 | the median of 4 values is 3, below 3.01",
          "DOUBLE  | 0.1, 'NaN', 0.1 | 'type':'median','min':0.1,'max':0.1 | PASSED | 0.1 | the median of 2 values is 0.1 (left out: 1 NaN)",
          "DOUBLE  | 'inf', 1 | 'type':'median','max':5 | FAILED | Infinity | the median of 2 values is Infinity, above 5",
          "DOUBLE  | 'inf', '-inf' | 'type':'median','max':5 | FAILED | - | there is no value between two infinities",
          "DOUBLE  | 'NaN' | 'type':'median','max':5 | FAILED | - | there is no value (left out: 1 NaN)",
          "DECIMAL(9,2) | 1.25, 1.26 | 'type':'median','min':1.255,'max':1.255 | PASSED | 1.255 | the median of 2 values is 1.255",
          "BIGINT  | 9223372036854775807, -9223372036854775808 | 'type':'median','max':0 | PASSED | -0.5 | the median of 2 values is -0.5",
          "INTEGER | 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 | 'type':'quantile','q':0.9,'max':10 | PASSED | 10 | the quantile 0.9 of 11 values is 10",
          "INTEGER | 1, 2 | 'type':'quantile','q':0.25,'max':1 | FAILED | 1.25 | the quantile 0.25 of 2 values is 1.25, above 1",
          "INTEGER | 3, 1, 2 | 'type':'quantile','q':0,'min':1,'max':1 | PASSED | 1 | the quantile 0 of 3 values is 1",
          "INTEGER | 3, 1, 2 | 'type':'quantile','q':1,'min':3,'max':3 | PASSED | 3 | the quantile 1 of 3 values is 3",
          "INTEGER | NULL | 'type':'quantile','q':1,'min':3 | FAILED | - | there is no value",
          // distinct_count: of nothing it is 0; one zero, one NaN
          "VARCHAR | 'a', 'b', NULL, 'a', '' | 'type':'distinct_count','min':3,'max':3,'approximate':true | PASSED | 3 | 3 distinct of 4 values",
          "DOUBLE  | 0.0, -0.0, 'NaN', 'NaN', 'inf' | 'type':'distinct_count','max':2,'approximate':true | FAILED | 3 | 3 distinct of 5 values, above 2",
          "BOOLEAN | true | 'type':'distinct_count','min':2,'approximate':true | FAILED | 1 | 1 distinct of 1 value, below 2",
          "DATE    | '2024-01-01', '2024-01-02' | 'type':'distinct_count','min':2,'approximate':true | PASSED | 2 | 2 distinct of 2 values",
          "DECIMAL(38,0) | -1, 0 | 'type':'distinct_count','min':2,'approximate':true | PASSED | 2 | 2 distinct of 2 values",
          "DECIMAL(38,2) | 0.00, -0.01, 184467440737095516.17 | 'type':'distinct_count','min':3,'approximate':true | PASSED | 3 | 3 distinct of 3 values",
          "INTEGER | NULL | 'type':'distinct_count','max':0,'approximate':true | PASSED | 0 | 0 distinct of 0 values",
          // freshness: as old as the past, as young as the future
          "DATE    | '2020-01-01', '2020-01-02' | 'type':'freshness','max_age':'1d' | FAILED | 2020-01-02 | the newest of 2 values is 2020-01-02, older than PT24H",
          "DATE    | '2020-01-01' | 'type':'freshness','max_age':'100000d' | PASSED | 2020-01-01 | the newest of 1 value is 2020-01-01",
          "TIMESTAMP | '2020-01-01', NULL, '2999-01-01' | 'type':'freshness','max_age':1 | PASSED | 2999-01-01T00:00:00 | the newest of 2 values is 2999-01-01T00:00:00",
          "TIMESTAMPTZ | '2020-01-01' | 'type':'freshness','max_age':'PT1H','severity':'info' | WARNING | 2020-01-01T00:00:00Z | the newest of 1 value is 2020-01-01T00:00:00Z, older than PT1H",
          "DATE    | '-infinity' | 'type':'freshness','max_age':'1d' | FAILED | -Infinity | the newest of 1 value is -Infinity, older than PT24H",
          "DATE    | NULL | 'type':'freshness','max_age':'1d' | FAILED | - | there is no value");

  @TempDir static Path folder;
  private static World world;
  private static Connection connection;
  private static int files;

  @BeforeAll
  static void open() throws Exception {
    world =
        World.at(
            folder, plugin -> plugin.forInMemoryServer().setSliceTarget(new SliceTarget(1, 1, 1)));
    connection = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterAll
  static void close() throws Exception {
    world.close();
    connection.close();
  }

  /** Each case is a column of one table: what a rule says is of its column alone. */
  @TestFactory
  List<DynamicTest> measuresWhatItShould() throws Exception {
    List<Case> cases = CASES.stream().map(Case::of).toList();
    Dataset dataset = table(cases);
    RuleSet rules = RuleSet.parse(rules(cases));

    CheckResult result = check(dataset, BatchConfig.PARALLEL.withBatchSize(2), rules);
    CheckResult again =
        check(
            dataset,
            BatchConfig.DEFAULT
                .withBatchSize(1)
                .withExecutionStrategy(ExecutionStrategy.SEQUENTIAL),
            rules);

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.passedChunks()).isEqualTo(result.totalChunks()).isPositive();
    assertThat(again.rules()).isEqualTo(result.rules()).hasSize(cases.size());
    return IntStream.range(0, cases.size())
        .mapToObj(
            at -> dynamicTest(CASES.get(at), () -> cases.get(at).isMet(result.rules().get(at))))
        .toList();
  }

  /** What a rule of a column comes to. */
  private record Case(
      String type,
      List<String> values,
      String rule,
      Status status,
      @Nullable String observed,
      String message) {

    static Case of(String line) {
      List<String> parts = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
      return new Case(
          parts.get(0),
          List.of(parts.get(1).split(", ", -1)),
          parts.get(2),
          Status.valueOf(parts.get(3)),
          parts.get(4).equals("-") ? null : parts.get(4),
          parts.get(5));
    }

    /** Returns what a row has in this column: after the values nothing. */
    String cell(int row, int column) {
      String value = row < values.size() ? values.get(row) : "NULL";
      return "CAST(%s AS %s) AS c%d".formatted(value, type, column);
    }

    void isMet(RuleResult measured) {
      assertThat(measured.message()).isEqualTo(message);
      assertThat(measured.observed()).isEqualTo(observed);
      assertThat(measured.status()).isEqualTo(status);
      long present = values.stream().filter(value -> !value.equals("NULL")).count();
      assertThat(measured.tally()).isEqualTo(new Tally(present, 0));
    }
  }

  private static Dataset table(List<Case> cases) throws Exception {
    int rows = cases.stream().mapToInt(each -> each.values().size()).max().orElseThrow();
    return write(
        IntStream.range(0, rows)
            .mapToObj(
                row ->
                    IntStream.range(0, cases.size())
                        .mapToObj(column -> cases.get(column).cell(row, column))
                        .collect(Collectors.joining(", ", "SELECT ", "")))
            .collect(Collectors.joining(" UNION ALL ")));
  }

  private static String rules(List<Case> cases) {
    return IntStream.range(0, cases.size())
        .mapToObj(column -> json("c" + column, cases.get(column).rule()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** 9,000 values: more than are counted each. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "BIGINT | i | 'type':'median','min':4464,'max':4536 | about 4512 | the median of 9,000 values is about 4512 (within 0.8 %)",
        "DOUBLE | i - 4500 | 'type':'quantile','q':0.1,'min':-3629,'max':-3571 | about -3600 | the quantile 0.1 of 9,000 values is about -3600 (within 0.8 %)",
        "DECIMAL(9,2) | i / 100 | 'type':'quantile','q':0.99,'max':80 | about 88.96 | the quantile 0.99 of 9,000 values is about 88.96 (within 0.8 %), above 80",
        "DECIMAL(30,2) | i / 100 | 'type':'quantile','q':0.99,'min':88 | about 88.96 | the quantile 0.99 of 9,000 values is about 88.96 (within 0.8 %)",
      })
  void estimatesWhatIsTooMuchToCount(
      String type, String values, String rule, String observed, String message) throws Exception {
    Dataset dataset =
        write("SELECT CAST(%s AS %s) AS x FROM range(9000) t(i)".formatted(values, type));

    RuleResult measured = check(dataset, BatchConfig.DEFAULT, rule).rules().get(0);

    assertThat(measured.message()).isEqualTo(message);
    assertThat("about " + measured.observed()).isEqualTo(observed);
    assertThat(measured.status()).isEqualTo(message.endsWith("%)") ? Status.PASSED : Status.FAILED);
  }

  @Test
  void estimatesManyDistinctValues() throws Exception {
    Dataset dataset = write("SELECT i % 200000 AS x FROM range(300000) t(i)", 100_000);
    String rule = "'type':'distinct_count','min':190000,'max':210000,'approximate':true";

    RuleResult measured = check(dataset, BatchConfig.DEFAULT, rule).rules().get(0);

    assertThat(measured.status()).isEqualTo(Status.PASSED);
    assertThat(measured.message())
        .matches(
            "about 20?[0-9]{1,2}[0-9],[0-9]{3} distinct of 300,000 values \\(standard error 1.6 %\\)");
  }

  @ParameterizedTest
  @CsvSource({"mean", "std", "sum", "min", "max", "median"})
  void noRowsHaveNoMeasure(String type) throws Exception {
    Dataset dataset = write("SELECT 1 AS x WHERE false");

    CheckResult result = check(dataset, BatchConfig.DEFAULT, "'type':'" + type + "','min':0");

    assertThat(result.totalChunks()).isZero();
    assertThat(result.rules().get(0).status()).isEqualTo(Status.FAILED);
    assertThat(result.rules().get(0).message()).isEqualTo("there is no value");
  }

  @Test
  void anAgeIsCountedFromTheBeginOfTheBatch() throws Exception {
    Dataset dataset = write("SELECT (now() - INTERVAL 1 HOUR)::TIMESTAMPTZ AS x");
    BatchConfig config = BatchConfig.DEFAULT;

    assertThat(check(dataset, config, "'type':'freshness','max_age':'61m'").status())
        .isEqualTo(Status.PASSED);
    assertThat(check(dataset, config, "'type':'freshness','max_age':'59m'").status())
        .isEqualTo(Status.FAILED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "csv    | 'id,x\n1,1.5\n2,\n3,1e2\n4,bad\n5,-0.0\n' | ",
        "ndjson | '{\"x\":1.5}\n{\"x\":null}\n{\"x\":1e2}\n{\"x\":\"bad\"}\n{\"x\":-0.0}\n' | ",
      })
  void measuresTextThatConverts(String format, String text) throws Exception {
    Path file = folder.resolve("text" + files++ + "." + format);
    Files.writeString(file, text + numbers(format));

    CheckResult result =
        check(Dataset.of(file.toString()), BatchConfig.DEFAULT, "'type':'sum','min':0");

    assertThat(result.rules().get(0).observed()).isEqualTo("501.5");
    assertThat(result.rules().get(0).message()).isEqualTo("the sum of 403 values is 501.5");
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(403, 0));
    assertThat(result.status()).isEqualTo(Status.WARNING);
  }

  /** Enough numbers that one bad value does not make the column text. */
  private static String numbers(String format) {
    return (format.equals("csv") ? "9,1.0\n" : "{\"x\":1.0}\n").repeat(400);
  }

  private static CheckResult check(Dataset dataset, BatchConfig config, String rule) {
    return check(dataset, config, RuleSet.parse(json("x", rule)));
  }

  private static CheckResult check(Dataset dataset, BatchConfig config, RuleSet rules) {
    return world.executor().setConfig(config).build().checkBatch(dataset, rules);
  }

  private static String json(String column, String rule) {
    return "{\"column\":\"" + column + "\"," + rule.replace('\'', '"') + "}";
  }

  /** What a branch of UNION ALL delivers is a row group by itself. */
  private static Dataset write(String query) throws Exception {
    return write(query, 1);
  }

  private static Dataset write(String query, int rowGroup) throws Exception {
    Path file = folder.resolve("rows" + files++ + ".parquet");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE %d)".formatted(query, file, rowGroup));
    }
    return Dataset.parquet(file.toString());
  }
}
