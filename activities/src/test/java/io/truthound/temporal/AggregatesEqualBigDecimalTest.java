package io.truthound.temporal;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.Engines.Answer;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.state.ColumnState;
import io.truthound.temporal.state.ColumnStates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * What is known of a column is what adding its values one by one as BigDecimal says, byte for byte:
 * for any data, row groups, slices, chunks, and order in which slices are merged.
 */
class AggregatesEqualBigDecimalTest {
  private static final RuleSet RULES =
      RuleSet.parse(
          """
          [{"type": "std", "column": "i", "min": 0}, {"type": "max", "column": "i", "min": 0},
           {"type": "std", "column": "l", "min": 0}, {"type": "max", "column": "l", "min": 0},
           {"type": "std", "column": "d", "min": 0}, {"type": "max", "column": "d", "min": 0},
           {"type": "std", "column": "m", "min": 0}, {"type": "max", "column": "m", "min": 0},
           {"type": "median", "column": "i", "min": 0},
           {"type": "median", "column": "l", "min": 0},
           {"type": "median", "column": "d", "min": 0},
           {"type": "median", "column": "m", "min": 0},
           {"type": "min", "column": "t", "min": "1900-01-01"},
           {"type": "freshness", "column": "z", "max_age": "1d"}]
          """);
  private static final List<String> NUMBERS = List.of("i", "l", "d", "m");

  private static Path folder;
  private static Connection connection;
  private static Engines engines;
  private static int tries;

  @BeforeContainer
  static void open() throws Exception {
    folder = Files.createTempDirectory("truthound-aggregates-");
    connection = DriverManager.getConnection("jdbc:duckdb:");
    engines = new Engines(folder);
  }

  @AfterContainer
  static void close() throws Exception {
    engines.close();
    connection.close();
    io.truthound.temporal.reader.ScratchFolders.delete(folder);
  }

  @Property(seed = SUITE, tries = 8, shrinking = ShrinkingMode.OFF)
  void measuresParquet(@ForAll long seed) {
    Seeds.each(seed, at -> check(at, DatasetFormat.PARQUET));
  }

  @Property(seed = SUITE, tries = 4, shrinking = ShrinkingMode.OFF)
  void measuresCsv(@ForAll long seed) {
    Seeds.each(seed, at -> check(at, DatasetFormat.CSV));
  }

  @Property(seed = SUITE, tries = 4, shrinking = ShrinkingMode.OFF)
  void measuresNdjson(@ForAll long seed) {
    Seeds.each(seed, at -> check(at, DatasetFormat.NDJSON));
  }

  private static void check(long seed, DatasetFormat format) throws Exception {
    Random random = new Random(seed);
    RandomTable table = RandomTable.of(random);
    Assume.that(format == DatasetFormat.PARQUET || table.rows() > 0);
    table.load(connection);
    Path own = Files.createDirectory(folder.resolve("try" + tries++));
    Dataset dataset = table.write(connection, own, format);

    for (int time = 0; time < 2; time++) {
      BatchConfig config = BatchConfig.DEFAULT.withBatchSize(1 + random.nextInt(40));
      Answer answer =
          engines.check(
              dataset, RULES, config, Scenario.target(random.nextInt(Scenario.TARGETS)), List.of());

      List<ColumnState> merged = merged(answer, random);
      for (ColumnState state : merged) {
        assertThat(json(state)).as("%s", table).isEqualTo(expected(table, state.column(), format));
      }
      assertThat(merged).hasSize(6);
    }
  }

  /** Merges the slices' states in any order and shape, as they come from the wire. */
  private static List<ColumnState> merged(Answer answer, Random random) {
    List<List<ColumnState>> nodes = new ArrayList<>();
    answer.slices().forEach(slice -> nodes.add(read(slice)));
    nodes.add(new ColumnStates(answer.plan()).list());
    while (nodes.size() > 1) {
      Collections.shuffle(nodes, random);
      ColumnStates node = new ColumnStates(answer.plan());
      node.add(nodes.remove(0));
      node.add(nodes.remove(0));
      nodes.add(node.list());
    }
    return nodes.get(0);
  }

  private static List<ColumnState> read(SliceResult slice) {
    return slice.states().stream()
        .map(
            state -> {
              try {
                return ArtifactJson.read(ArtifactJson.write(state), ColumnState.class);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  private static String json(ColumnState state) {
    return new String(ArtifactJson.write(state), StandardCharsets.UTF_8);
  }

  private static String expected(RandomTable table, String column, DatasetFormat format) {
    List<Object> values = new ArrayList<>();
    for (int file = 0; file < table.files().size(); file++) {
      for (int row = 0; row < table.files().get(file).size(); row++) {
        Object value = table.value(file, row, column);
        // Text has no decimals: their values are read as doubles.
        boolean text = value instanceof BigDecimal && format != DatasetFormat.PARQUET;
        if (value != null) {
          values.add(text ? Double.valueOf(((BigDecimal) value).doubleValue()) : value);
        }
      }
    }
    long nan = values.stream().filter(value -> value.equals(Double.NaN)).count();
    long infinite =
        values.stream().filter(value -> value instanceof Double d && d.isInfinite()).count();
    StringBuilder json = new StringBuilder();
    json.append(
        "{\"version\":1,\"column\":\"%s\",\"values\":%d,\"nan\":%d,\"infinite\":%d"
            .formatted(column, values.size(), nan, infinite));
    if (NUMBERS.contains(column)) {
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal squares = BigDecimal.ZERO;
      for (Object value : values) {
        if (!(value instanceof Double d) || Double.isFinite(d)) {
          sum = sum.add(place(value));
          squares = squares.add(place(value).pow(2));
        }
      }
      json.append(
          ",\"moments\":{\"sum\":\"%s\",\"squares\":\"%s\"}"
              .formatted(sum.stripTrailingZeros(), squares.stripTrailingZeros()));
    }
    values.removeIf(value -> value.equals(Double.NaN));
    if (!values.isEmpty()) {
      values.sort(AggregatesEqualBigDecimalTest::compare);
      json.append(
          ",\"extremes\":{\"lowest\":\"%s\",\"highest\":\"%s\"}"
              .formatted(text(values.get(0)), text(values.get(values.size() - 1))));
    }
    if (NUMBERS.contains(column)) {
      json.append(",\"ranks\":\"values").append(ranks(values)).append('"');
    }
    return json.append('}').toString();
  }

  private static String ranks(List<Object> sorted) {
    StringBuilder ranks = new StringBuilder();
    for (int at = 0; at < sorted.size(); ) {
      Object value = sorted.get(at);
      int end = at;
      while (end < sorted.size() && compare(value, sorted.get(end)) == 0) {
        end++;
      }
      double real =
          value instanceof Double d ? d : place(value).movePointRight(scale(value)).doubleValue();
      String text = text(value);
      String brief =
          value instanceof Double && text.length() > 20
              ? "x" + Long.toHexString(Double.doubleToLongBits(real))
              : text;
      ranks.append(" %s:%d:%d".formatted(brief, bucket(real), end - at));
      at = end;
    }
    return ranks.toString();
  }

  private static int scale(Object value) {
    return value instanceof BigDecimal ? 2 : 0;
  }

  /** Returns the bucket of a number by its bits. */
  private static int bucket(double value) {
    int sign = (int) Math.signum(value);
    double size = Math.abs(value);
    if (size < 1e-300) {
      return 0;
    } else if (Double.isInfinite(size)) {
      return sign * 4 * 64 * 1_100;
    }
    int power = Math.getExponent(size);
    return sign * (64 * power + (int) ((Math.scalb(size, -power) - 1) * 64) + 64 * 1_100);
  }

  @Property(seed = SUITE, tries = 4, shrinking = ShrinkingMode.OFF)
  void countsManyValuesInBuckets(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Path file = Files.createDirectory(folder.resolve("try" + tries++)).resolve("t.parquet");
    TreeMap<Integer, Long> buckets = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT setseed(%s)".formatted(random.nextDouble()));
      statement.execute(
          "COPY (SELECT CASE WHEN i %% 7 = 0 THEN pow(2.0, i %% 1000 - 500) WHEN i %% 11 = 0 THEN '-inf' ELSE (random() - 0.5) * pow(10.0, i %% %d - 290) END AS x FROM range(8000) t(i)) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 2048)"
              .formatted(1 + random.nextInt(590), file));
      try (ResultSet rows = statement.executeQuery("SELECT x FROM '" + file + "'")) {
        while (rows.next()) {
          buckets.merge(bucket(rows.getDouble(1)), 1L, Long::sum);
        }
      }
    }
    RuleSet rules = RuleSet.parse("{\"type\": \"median\", \"column\": \"x\", \"min\": 0}");
    int target = random.nextInt(Scenario.TARGETS);

    Answer answer =
        engines.check(
            Dataset.parquet(file.toString()),
            rules,
            BatchConfig.DEFAULT,
            Scenario.target(target),
            List.of());

    List<String> parts = new ArrayList<>(List.of("buckets"));
    buckets.forEach((bucket, count) -> parts.add(bucket + ":" + count));
    assertThat(json(merged(answer, random).get(0)))
        .endsWith("\"ranks\":\"" + String.join(" ", parts) + "\"}");
  }

  private static int compare(Object a, Object b) {
    return a instanceof Double one && b instanceof Double other
        ? Double.compare(one + 0.0, other + 0.0)
        : place(a).compareTo(place(b));
  }

  private static String text(Object value) {
    return value instanceof Double number && number.isInfinite()
        ? number.toString()
        : place(value).stripTrailingZeros().toString();
  }

  private static BigDecimal place(Object value) {
    if (value instanceof LocalDate date) {
      return BigDecimal.valueOf(date.toEpochDay());
    }
    if (value instanceof LocalDateTime time) {
      return BigDecimal.valueOf(
          ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time));
    }
    return value instanceof Double number
        ? new BigDecimal(number)
        : new BigDecimal(value.toString());
  }
}
