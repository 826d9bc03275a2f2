package io.truthound.temporal;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.ColumnProfile.Quantile;
import io.truthound.temporal.result.Correlation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * A profile says what plain SQL over the whole table says, and the same bytes for any slices, row
 * groups, chunks, and order in which slices are merged: with few different values, with many, and
 * where only later rows show that there are many.
 */
class ProfileEqualsPlainSqlTest {
  private static final int ROWS = 20_000;
  private static final ProfileScope EVERYTHING = ProfileScope.ALL.withCorrelations(true);

  /** Columns by the number {@code v} of a value. */
  private static final List<String> COLUMNS =
      List.of(
          "(v % 4000 * 7 - 1000)::SMALLINT AS i16",
          "(v * 70001 - 100000)::INTEGER AS i32",
          "(v * 100000000000000 - 500000000000000000)::BIGINT AS i64",
          "(18446744073709551615 - v)::UBIGINT AS u64",
          "v::HUGEINT * 1701411834604692317316873037 AS i128",
          "CASE v % 40 WHEN 0 THEN 'nan' WHEN 1 THEN 'inf' WHEN 2 THEN '-inf' WHEN 3 THEN '-0.0'"
              + " WHEN 4 THEN '0.0' WHEN 5 THEN '-1e-310' ELSE NULL END AS special",
          "coalesce(special::DOUBLE, sin(v) * pow(10.0, v % 600 - 300)) AS f64",
          "sin(v)::FLOAT AS f32",
          "(v * 0.01)::DECIMAL(9, 2) AS m9",
          "(v * 1234567890123.45678)::DECIMAL(30, 5) AS m30",
          "CASE v % 8 WHEN 0 THEN repeat(' ', 1 + (v % 7)::INTEGER) WHEN 1 THEN v || '@mail.example'"
              + " WHEN 2 THEN 'https://example.org/' || v WHEN 3 THEN (v / 7.0)::VARCHAR"
              + " WHEN 4 THEN (DATE '2000-01-01' + v::INTEGER)::VARCHAR"
              + " WHEN 5 THEN uuid WHEN 6 THEN 'zürich 👍 ' || v ELSE repeat('x', 100) || v END AS s",
          "v % 3 = 0 AS b",
          "DATE '1960-02-03' + v::INTEGER AS d",
          "TIMESTAMP '1969-12-31 23:00:00' + to_microseconds(v * 12345678) AS ts",
          "TIME '00:00:01' + to_seconds(v % 80000) AS tm",
          "encode(s) AS bin",
          "uuid::UUID AS u",
          "CASE WHEN v < 0 THEN 1 END AS nothing");

  private static final List<String> NAMES =
      List.of(
          "i16", "i32", "i64", "u64", "i128", "f64", "f32", "m9", "m30", "s", "b", "d", "ts", "tm",
          "bin", "u", "nothing");

  private static Path folder;
  private static Connection connection;
  private static Engines engines;

  @BeforeContainer
  static void open() throws Exception {
    folder = Files.createTempDirectory("truthound-profiles-");
    connection = DriverManager.getConnection("jdbc:duckdb:");
    engines = new Engines(folder);
  }

  @AfterContainer
  static void close() throws Exception {
    engines.close();
    connection.close();
    io.truthound.temporal.reader.ScratchFolders.delete(folder);
  }

  @Property(seed = SUITE, tries = 1, shrinking = ShrinkingMode.OFF)
  void ofLargeTables(@ForAll long first) {
    Seeds.each(first, ProfileEqualsPlainSqlTest::large);
  }

  private static void large(long seed) throws Exception {
    Random random = new Random(seed);
    int[] sizes = {1, 50, 4_090, 4_096, 4_097, 5_000, ROWS};
    int size = sizes[random.nextInt(sizes.length)];
    // Clustered: the first row group has few different values, whatever the others have.
    String v =
        random.nextBoolean()
            ? "i * %d // %d".formatted(size, ROWS)
            : "hash(i) %% %d".formatted(size).replace("%%", "%");
    long nulls = 3L + random.nextInt(20);
    Path file = folder.resolve("large.parquet");
    execute(
        "CREATE OR REPLACE TABLE t AS SELECT "
            + String.join(", ", NAMES.stream().map(name -> nullable(name, nulls)).toList())
            + " FROM (SELECT *, "
            + String.join(", ", COLUMNS)
            + " FROM (SELECT i, v, CAST(CAST(md5(v::VARCHAR) AS UUID) AS VARCHAR) AS uuid FROM"
            + " (SELECT i, CAST("
            + v
            + " AS BIGINT) AS v FROM range("
            + ROWS
            + ") r(i))))");
    execute("COPY t TO '" + file + "' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
    same(Dataset.parquet(file.toString()), random, new SliceTarget(1, 1, 1));
  }

  @Example
  void countsEachOf4096ValuesThoughTheFirstBlockHasThemAll() throws Exception {
    for (int finite : new int[] {4_094, 4_095}) {
      execute(
          "CREATE OR REPLACE TABLE t AS SELECT coalesce(['nan', 'inf', '-inf'][v + 1]::DOUBLE, v) AS f64"
              + " FROM (SELECT i %% (3 + %d) AS v FROM range(9000) r(i))".formatted(finite));
      Path file = folder.resolve("counted.parquet");
      execute("COPY t TO '" + file + "' (FORMAT parquet, ROW_GROUP_SIZE 100000)");

      Engines.Profiled profiled =
          engines.profile(
              Dataset.parquet(file.toString()),
              ProfileScope.ALL.withColumns(List.of("f64")),
              new SliceTarget(1, 1, 1),
              new Random(1));

      assertThat(profiled.columns().get(0).frequent()).hasSize(finite + 2 == 4_096 ? 10 : 0);
    }
  }

  private static String nullable(String name, long nulls) {
    return "CASE WHEN hash(i, '%s') %% %d <> 0 THEN %s END AS %s"
        .formatted(name, nulls, name, name);
  }

  @Property(seed = SUITE, tries = 3, shrinking = ShrinkingMode.OFF)
  void ofSmallTablesOfSeveralFiles(@ForAll long first, @ForAll DatasetFormat format) {
    Seeds.each(first, seed -> small(seed, format));
  }

  private static void small(long seed, DatasetFormat format) throws Exception {
    Random random = new Random(seed);
    RandomTable table = RandomTable.of(random);
    // A file of NDJSON without a line is refused.
    while (format == DatasetFormat.NDJSON && table.files().stream().anyMatch(List::isEmpty)) {
      table = RandomTable.of(random);
    }
    table.load(connection);
    Path data = Files.createTempDirectory(folder, "small-");
    Dataset dataset = table.write(connection, data, format);
    if (format == DatasetFormat.PARQUET) {
      execute("ALTER TABLE t DROP src");
      execute("ALTER TABLE t DROP nr");
      same(dataset, random, new SliceTarget(1, 1, 1));
    } else {
      bytes(dataset, random, new SliceTarget(1, 1, 1));
    }
  }

  private static void same(Dataset dataset, Random random, SliceTarget small) throws Exception {
    Engines.Profiled profiled = bytes(dataset, random, small);
    for (ColumnProfile column : profiled.columns()) {
      counts(column);
      ends(column);
      moments(column);
      quantiles(column);
      text(column);
      frequent(column);
    }
    for (Correlation correlation : profiled.correlations()) {
      correlation(correlation);
    }
  }

  /** Profiles in three ways; what comes of it is the same, to the byte. */
  private static Engines.Profiled bytes(Dataset dataset, Random random, SliceTarget small)
      throws Exception {
    SliceTarget some = new SliceTarget(1_000_000_000, 1 + random.nextInt(9_000), Long.MAX_VALUE);
    SliceTarget whole = new SliceTarget(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    Engines.Profiled one = engines.profile(dataset, EVERYTHING, whole, random);
    for (SliceTarget target : List.of(small, some)) {
      Engines.Profiled other = engines.profile(dataset, EVERYTHING, target, random);
      assertThat(json(other.state())).isEqualTo(json(one.state()));
      assertThat(json(other.columns())).isEqualTo(json(one.columns()));
      assertThat(json(other.correlations())).isEqualTo(json(one.correlations()));
    }
    return one;
  }

  private static String json(Object value) {
    return new String(ArtifactJson.write(value), StandardCharsets.UTF_8);
  }

  private static void counts(ColumnProfile column) throws Exception {
    String x = column.name();
    assertThat(column.values()).as(x).isEqualTo(number("count(%s)", x));
    assertThat(column.nulls()).as(x).isEqualTo(number("count(*) - count(%s)", x));
    assertThat(column.inconvertible()).isZero();
    long distinct = number("count(DISTINCT %s)", x);
    if (distinct < 4_096) {
      assertThat(column.distinct()).as(x).isEqualTo(new ColumnProfile.Distinct(distinct, true, 0));
    } else {
      assertThat(column.distinct().exact()).as(x).isFalse();
      assertThat((double) column.distinct().count())
          .as(x)
          .isCloseTo((double) distinct, within(0.08 * distinct));
    }
  }

  private static void ends(ColumnProfile column) throws Exception {
    String x = column.name();
    if (column.type().floating()) {
      assertThat(real(column.min()))
          .as(x)
          .isEqualTo(real(text("min(%s) FILTER (NOT isnan(%s))", x)));
      assertThat(real(column.max()))
          .as(x)
          .isEqualTo(real(text("max(%s) FILTER (NOT isnan(%s))", x)));
    } else if (column.type().numeric()) {
      assertThat(exact(column.min())).as(x).isEqualTo(exact(text("min(%s)", x)));
      assertThat(exact(column.max())).as(x).isEqualTo(exact(text("max(%s)", x)));
    } else if (column.type().temporal()) {
      assertThat(iso(column.min())).as(x).isEqualTo(iso(text("min(%s)", x)));
      assertThat(iso(column.max())).as(x).isEqualTo(iso(text("max(%s)", x)));
    } else {
      assertThat(column.min()).as(x).isNull();
    }
  }

  private static void moments(ColumnProfile column) throws Exception {
    if (column.numbers() == null) {
      return;
    }
    String x = column.name();
    String d = column.type().floating() ? "CASE WHEN isfinite(%s) THEN %s END" : "%s";
    if (column.type().floating()) {
      assertThat(column.numbers().nan()).isEqualTo(number("count_if(isnan(%s))", x));
      assertThat(column.numbers().infinite()).isEqualTo(number("count_if(isinf(%s))", x));
    }
    close(column.numbers().mean(), text(mean(column, d), x), x);
    close(column.numbers().std(), deviation(column), x);
  }

  /** Large integers lose their last digits as doubles, and with them a mean that is small. */
  private static String mean(ColumnProfile column, String finite) {
    boolean sums = column.type().integral() && column.type().kind() != DataType.Kind.INT128;
    return sums
        ? "CAST(sum(CAST(%s AS HUGEINT)) AS DOUBLE) / nullif(count(%s), 0)"
        : "avg(CAST(" + finite + " AS DOUBLE))";
  }

  /**
   * Squares of large doubles pass all doubles; large integers lose their last digits as doubles.
   */
  private static String deviation(ColumnProfile column) throws Exception {
    String x = column.name();
    if (column.type().floating()) {
      String finite = "CASE WHEN isfinite(%s) THEN CAST(%s AS DOUBLE) END";
      boolean large = number("count_if(abs(" + finite + ") > 1e140)", x) > 0;
      String scale = large ? "1e200" : "1.0";
      return text("stddev_samp(" + finite + " / " + scale + ") * " + scale, x);
    }
    String wide = column.type().integral() ? "CAST(%s AS HUGEINT)" : "%s";
    return text("stddev_samp(CAST(" + wide + " - (SELECT min(" + wide + ") FROM t) AS DOUBLE))", x);
  }

  private static void close(BigDecimal found, String expected, String column) {
    if (expected == null) {
      assertThat(found).as(column).isNull();
      return;
    }
    double wanted = Double.parseDouble(expected);
    assertThat(found.doubleValue())
        .as(column)
        .isCloseTo(wanted, within(Math.abs(wanted) * 1e-6 + 1e-6));
  }

  private static void quantiles(ColumnProfile column) throws Exception {
    if (column.quantiles() == null || !column.type().numeric()) {
      return;
    }
    String x = column.name();
    String of = column.type().floating() ? "CASE WHEN NOT isnan(%s) THEN %s END" : "%s";
    for (Quantile quantile : column.quantiles().values()) {
      String below = text("quantile_disc(CAST(" + of + " AS DOUBLE), " + quantile.q() + ")", x);
      double value = real(quantile.value());
      long lower =
          number("count_if(" + of + " < " + edge(value, column.quantiles().exact(), -1) + ")", x);
      long upTo =
          number("count_if(" + of + " <= " + edge(value, column.quantiles().exact(), 1) + ")", x);
      double position = quantile.q().doubleValue() * (column.values() - nan(column) - 1);
      assertThat(below).isNotNull();
      // Between two neighbours in proportion: the position lies between both ranks.
      assertThat(lower).as(x + " at " + quantile).isLessThanOrEqualTo((long) Math.ceil(position));
      assertThat(upTo)
          .as(x + " at " + quantile)
          .isGreaterThanOrEqualTo((long) Math.floor(position) + 1);
    }
  }

  private static long nan(ColumnProfile column) {
    return column.numbers() == null ? 0 : column.numbers().nan();
  }

  /** Returns a value, or how far beyond it the true one may lie. */
  private static String edge(double value, boolean exact, int side) {
    double slack = exact ? 1e-9 : 0.009;
    double edge = value + side * Math.abs(value) * slack + side * 1e-300;
    return "CAST('" + (Double.isNaN(edge) ? value : edge) + "' AS DOUBLE)";
  }

  private static void text(ColumnProfile column) throws Exception {
    String x = column.name();
    if (column.type().textual()) {
      assertThat(column.text().minLength()).isEqualTo(orNull("min(length(%s))", x));
      assertThat(column.text().maxLength()).isEqualTo(orNull("max(length(%s))", x));
      close(column.text().meanLength(), text("avg(length(%s))", x), x);
      assertThat(column.text().blank()).isEqualTo(number("count_if(trim(%s) = '')", x));
      assertThat(column.text().emails()).isEqualTo(number("count_if(%s LIKE '%@mail.example')", x));
      assertThat(column.text().urls()).isEqualTo(number("count_if(%s LIKE 'https://%')", x));
      assertThat(column.text().numbers())
          .isEqualTo(number("count_if(try_cast(%s AS DOUBLE) IS NOT NULL AND trim(%s) <> '')", x));
      assertThat(column.text().dates())
          .isEqualTo(number("count_if(try_cast(%s AS DATE) IS NOT NULL AND length(%s) = 10)", x));
      assertThat(column.text().uuids())
          .isEqualTo(number("count_if(try_cast(%s AS UUID) IS NOT NULL)", x));
    }
  }

  private static void frequent(ColumnProfile column) throws Exception {
    String x = column.name();
    long distinct = number("count(DISTINCT %s)", x);
    boolean counted = !column.name().equals("bin") && distinct <= 4_090;
    if (counted) {
      List<Long> expected = new ArrayList<>();
      query(
          "SELECT count(*) AS n FROM t WHERE %s IS NOT NULL AND %s::VARCHAR <> 'nan' GROUP BY %s ORDER BY n DESC LIMIT 10"
              .replace("%s", x),
          row -> expected.add(row.getLong(1)));
      assertThat(column.frequent())
          .as(x)
          .extracting(ColumnProfile.Frequent::count)
          .isEqualTo(expected);
    } else if (distinct > 4_097) {
      assertThat(column.frequent()).as(x).isEmpty();
    }
  }

  private static void correlation(Correlation correlation) throws Exception {
    String a = "CAST(" + correlation.a() + " AS DOUBLE)";
    String b = "CAST(" + correlation.b() + " AS DOUBLE)";
    String both = "isfinite(" + a + ") AND isfinite(" + b + ")";
    assertThat(correlation.rows())
        .isEqualTo(number("count(*) FILTER (" + both + ")", correlation.a()));
    if (correlation.pearson() != null
        && !correlation.a().equals("f64")
        && !correlation.b().equals("f64")) {
      double expected =
          Double.parseDouble(
              text(
                  "corr(" + fromLeast(a) + ", " + fromLeast(b) + ") FILTER (" + both + ")",
                  correlation.a()));
      assertThat(correlation.pearson().doubleValue())
          .as(correlation.a() + ", " + correlation.b())
          .isCloseTo(expected, within(1e-6));
    }
  }

  /** DuckDB's sums lose the digits in which large numbers differ. */
  private static String fromLeast(String number) {
    return "(%s - (SELECT min(%s) FROM t WHERE isfinite(%s)))".formatted(number, number, number);
  }

  private static Double real(String text) {
    return text == null
        ? Double.NaN
        : Double.parseDouble(text.replace("inf", "Infinity").replace("Infinityinity", "Infinity"))
            + 0.0;
  }

  private static BigDecimal exact(String text) {
    return text == null ? null : new BigDecimal(text).stripTrailingZeros();
  }

  private static String iso(String text) {
    return text == null
        ? null
        : text.replace('T', ' ').replaceAll("(:[0-9]{2}[.][0-9]*?)0+$", "$1");
  }

  private static Long orNull(String what, String column) throws Exception {
    String text = text(what, column);
    return text == null ? null : Long.valueOf(text);
  }

  /** Counts; DuckDB's {@code count_if} is null where it sees no value. */
  private static long number(String what, String column) throws Exception {
    return Long.parseLong(text("coalesce(" + what + ", 0)", column));
  }

  private static String text(String what, String column) throws Exception {
    List<String> found = new ArrayList<>();
    query(
        "SELECT CAST(" + what.replace("%s", column) + " AS VARCHAR) FROM t",
        row -> found.add(row.getString(1)));
    return found.get(0);
  }

  /** Reads a row of an answer. */
  private interface Reader {
    void read(ResultSet row) throws Exception;
  }

  private static void query(String sql, Reader reader) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        reader.read(row);
      }
    }
  }

  private static void execute(String sql) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
