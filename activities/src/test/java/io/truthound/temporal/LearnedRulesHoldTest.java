package io.truthound.temporal;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.result.LearnedRule;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Unique;
import io.truthound.temporal.state.Learned;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * What is learned from a table is the same for all slices, and holds on that table: with NaN and
 * infinities, zeros of both signs, the largest and smallest numbers, nanoseconds, dates that no
 * rule can name, text of any kind, and text that is no value of its column's type.
 */
class LearnedRulesHoldTest {
  /**
   * How a value of each type is written in SQL; a table takes some of them. JSON can hold the first
   * of each type: a file of which no line is JSON is refused.
   */
  private static final List<List<String>> VALUES =
      List.of(
          values("DOUBLE", "1.5", "'nan'", "'inf'", "'-inf'", "-0.0", "0.0", "5e-324", "-7.25"),
          values(
              "DOUBLE",
              "-0.0",
              "0.1",
              "1.7976931348623157e308",
              "-1e-310",
              "2",
              "0.30000000000000004"),
          values("FLOAT", "0.1", "'nan'", "-0.0", "3.4028235e38", "1e-45", "16777217"),
          values("FLOAT", "0.1", "0.2", "-0.0", "'-inf'", "2.5"),
          values("BIGINT", "9223372036854775807", "-9223372036854775808", "0", "1", "2", "3"),
          values("UBIGINT", "18446744073709551615", "0", "1"),
          values("HUGEINT", "170141183460469231731687303715884105727", "-1", "0", "5"),
          values("TINYINT", "-128", "127", "1", "2", "3", "4", "5", "6"),
          values(
              "DECIMAL(38, 10)", "9999999999999999999999999999.9999999999", "-0.0000000001", "1"),
          values("DECIMAL(5, 2)", "-999.99", "999.99", "1.10", "0"),
          values(
              "TIMESTAMP_NS",
              "'2024-01-01 00:00:00.000000001'",
              "'1969-12-31 23:59:59.999999999'",
              "'2024-01-01 00:00:00.123456'",
              "'2024-01-01 00:00:00.123456789'"),
          values(
              "TIMESTAMP", "'2024-02-29 12:34:56.789012'", "'0001-01-01'", "'9999-12-31 23:59:59'"),
          values(
              "TIMESTAMP", "'2024-02-29'", "'12024-01-01 00:00:00'", "'0044-03-15 (BC) 00:00:00'"),
          values("TIMESTAMPTZ", "'2024-02-29 12:34:56.789012+02'", "'1900-01-01 00:00:00+00'"),
          values("DATE", "'2024-02-29'", "'1815-12-10'", "'9999-12-31'", "'0001-01-01'"),
          values("DATE", "'2024-02-29'", "'10000-01-01'", "'0044-03-15 (BC)'"),
          values("TIME", "'00:00:00'", "'23:59:59.999999'", "'24:00:00'"),
          values("BOOLEAN", "true", "false"),
          values(
              "VARCHAR",
              "''",
              "' '",
              "'yes'",
              "'it''s'",
              "'zürich 👍'",
              "'a\\b\"c'",
              "'2024-01-01'",
              "'x,y'"),
          values("VARCHAR", "'short'", "repeat('é', 64)", "repeat('ab', 33)", "'65'"),
          values("VARCHAR", "'1'", "'2'", "'3'", "'4'", "'5'", "'6'", "'7'", "'8'", "'9'", "'no'"),
          values("BLOB", "'a'", "''", "'\\x00\\xFF'"),
          values("UUID", "'123e4567-e89b-12d3-a456-426614174000'"),
          values("INTEGER[]", "[1]", "[]"));

  private static Path folder;
  private static Connection connection;
  private static Engines engines;

  private static List<String> values(String type, String... literals) {
    List<String> values = new ArrayList<>();
    for (String literal : literals) {
      values.add("CAST(%s AS %s)".formatted(literal, type));
    }
    return values;
  }

  @BeforeContainer
  static void open() throws Exception {
    folder = Files.createTempDirectory("truthound-learns-");
    connection = DriverManager.getConnection("jdbc:duckdb:");
    engines = new Engines(folder);
  }

  @AfterContainer
  static void close() throws Exception {
    engines.close();
    connection.close();
    io.truthound.temporal.reader.ScratchFolders.delete(folder);
  }

  /** How a table is written. */
  enum As {
    PARQUET("(FORMAT parquet, ROW_GROUP_SIZE 2048)"),
    CSV("(FORMAT csv, HEADER)"),
    NDJSON("(FORMAT json)");

    private final String options;

    As(String options) {
      this.options = options;
    }
  }

  @Property(seed = SUITE, tries = 6, shrinking = ShrinkingMode.OFF)
  void onTheTableTheyWereLearnedFrom(@ForAll long first, @ForAll As format) {
    Seeds.each(first, seed -> hold(seed, format));
  }

  private static void hold(long seed, As format) throws Exception {
    Random random = new Random(seed);
    Path data = Files.createTempDirectory(folder, "table-");
    List<Integer> types = IntStream.range(0, VALUES.size()).boxed().collect(Collectors.toList());
    Collections.shuffle(types, random);
    int files = 1 + random.nextInt(2);
    for (int file = 0; file < files; file++) {
      write(
          types.subList(0, 6),
          random,
          format,
          data.resolve(file + "." + format.name().toLowerCase(Locale.ROOT)));
    }
    Dataset dataset = Dataset.of(data.toString());

    Learned learned =
        engines.learn(
            dataset, new SliceTarget(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE), random);

    assertThat(json(engines.learn(dataset, new SliceTarget(1, 1, 1), random)))
        .isEqualTo(json(learned));
    List<Rule> rules = learned.rules().stream().map(LearnedRule::rule).toList();
    Engines.Answer answer =
        engines.check(
            dataset, new RuleSet(rules), BatchConfig.DEFAULT, new SliceTarget(1, 1, 1), List.of());
    assertThat(answer.plan().decided()).extracting(DecidedRule::status).containsOnly(Status.PASSED);
    for (int rule = 0; rule < rules.size(); rule++) {
      assertThat(answer.merged().totals().of(rule).failed())
          .as("%s", json(rules.get(rule)))
          .isZero();
      if (rules.get(rule) instanceof Unique unique) {
        assertThat(
                engines
                    .countKeys(dataset, RuleSet.of(unique), BatchConfig.DEFAULT)
                    .count()
                    .failed())
            .as("%s", json(unique))
            .isZero();
      }
    }
  }

  /** All files have the same columns; each takes its own values. */
  private static void write(List<Integer> types, Random random, As format, Path file)
      throws Exception {
    int rows = 1 + random.nextInt(40);
    List<String> columns = new ArrayList<>();
    for (int at : types) {
      List<String> values = VALUES.get(at);
      int some = 1 + random.nextInt(values.size());
      int nulls = random.nextInt(4);
      columns.add(
          "CASE WHEN i = 0 THEN %s ELSE CASE hash(i, %d, %d) %% %d %s END END AS c%d"
              .formatted(
                  values.get(0), at, random.nextInt(100), some + nulls, cases(values, some), at));
    }
    columns.add("%d + i AS id".formatted(random.nextInt(2) * 1_000));
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT %s FROM range(%d) t(i)) TO '%s' %s"
              .formatted(String.join(", ", columns), rows, file, format.options));
    }
  }

  private static String cases(List<String> values, int some) {
    return IntStream.range(0, some)
        .mapToObj(at -> "WHEN " + at + " THEN " + values.get(at))
        .collect(Collectors.joining(" "));
  }

  private static String json(Object value) {
    return new String(ArtifactJson.write(value), StandardCharsets.UTF_8);
  }
}
