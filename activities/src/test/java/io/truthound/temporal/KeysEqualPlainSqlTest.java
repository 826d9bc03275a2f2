package io.truthound.temporal;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.engine.truthound.KeySettings;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.ExactDistinctCount;
import io.truthound.temporal.rule.ReferentialIntegrity;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Severity;
import io.truthound.temporal.rule.Tolerance;
import io.truthound.temporal.rule.Unique;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Keys of any data, cut into any partitions with any hashes, come to what plain SQL says, through
 * the public door.
 */
class KeysEqualPlainSqlTest {
  /** Few keys of a partition make many; few hashes make them collide, 1 all of them. */
  private static final List<KeySettings> SETTINGS =
      List.of(
          new KeySettings(1_000_000, 0, 131_072, 1, 1),
          new KeySettings(1_000_000, 0, 3, 3, 40),
          new KeySettings(400, 0, 8, 2, 100),
          new KeySettings(90, 0, 131_072, 1, 1),
          new KeySettings(1_000_000, 1, 131_072, 1, 1),
          new KeySettings(200, 3, 2, 1, 1),
          new KeySettings(1_000_000, 900, 5, 1, 1),
          new KeySettings(90, 5_000, 1, 1, 1));

  private static final int ONE_HASH = 4;

  private static final int FEW_KEYS = 3;

  private static final List<World> worlds = new ArrayList<>();
  private static Path folder;
  private static Connection db;
  private static int tries;

  @BeforeContainer
  static void open() throws Exception {
    folder = Files.createTempDirectory("truthound-keys-");
    db = DriverManager.getConnection("jdbc:duckdb:");
    for (int at = 0; at < SETTINGS.size(); at++) {
      KeySettings settings = SETTINGS.get(at);
      SliceTarget target = at % 2 == 0 ? new SliceTarget(1, 1, 1) : new SliceTarget(1 << 20, 1, 9);
      worlds.add(
          World.at(
              Files.createDirectory(folder.resolve("world" + at)),
              plugin -> {
                plugin.forInMemoryServer().setSlots(4).setSliceTarget(target);
                plugin.keySettings = settings;
              }));
    }
  }

  @AfterContainer
  static void close() throws Exception {
    worlds.forEach(World::close);
    db.close();
    ScratchFolders.delete(folder);
  }

  @Property(seed = SUITE, tries = 5, shrinking = ShrinkingMode.OFF)
  void parquetComesToWhatPlainSqlSays(@ForAll long seed) {
    Seeds.each(seed, at -> check(at, DatasetFormat.PARQUET));
  }

  @Property(seed = SUITE, tries = 4, shrinking = ShrinkingMode.OFF)
  void csvComesToWhatPlainSqlSays(@ForAll long seed) {
    Seeds.each(seed, at -> check(at, DatasetFormat.CSV));
  }

  @Example
  void aLearnCallsNoColumnRepeatedBecauseHashesAre() throws SQLException {
    Path file = folder.resolve("ids.parquet");
    execute("COPY (SELECT hash(i) AS id FROM range(5000) t(i)) TO '%s'".formatted(file));

    LearnResult learned =
        worlds
            .get(ONE_HASH)
            .executor()
            .setConfig(BatchConfig.DEFAULT)
            .build()
            .learnBatch(Dataset.parquet(file.toString()));

    assertThat(learned.schema().column("id").unique()).isTrue();
  }

  @Example
  void integersOfEveryTypeAreKeysFromEndToEnd() throws Exception {
    List<String> types =
        List.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT");
    for (String type : types) {
      Path file = folder.resolve(type + ".parquet");
      Path ends = folder.resolve(type + "-ends.parquet");
      String lowest = type.startsWith("U") ? "0" : "-(1::HUGEINT << (8 * %d - 1))";
      String highest =
          type.startsWith("U") ? "(1::HUGEINT << 8 * %d) - 1" : "(1::HUGEINT << (8 * %d - 1)) - 1";
      int bytes = List.of(1, 2, 4, 8).get(types.indexOf(type) % 4);
      // All from end to end where they are few, else those at the upper end.
      execute(
          "CREATE OR REPLACE TABLE keys AS SELECT (%2$s - i)::%1$s AS k FROM range(least(%2$s - (%3$s), 99999)::BIGINT + 1) t(i)"
              .formatted(type, highest.formatted(bytes), lowest.formatted(bytes)));
      execute(
          "COPY (SELECT k FROM keys UNION ALL SELECT max(k) FROM keys UNION ALL SELECT NULL) TO '%s'"
              .formatted(file));
      execute(
          "COPY (FROM keys WHERE k NOT IN (SELECT min(k) + 1 FROM keys)) TO '%s'".formatted(ends));
      long distinct = number("SELECT count(*) FROM keys");

      CheckResult result =
          worlds
              .get(0)
              .executor()
              .setConfig(BatchConfig.DEFAULT)
              .build()
              .checkBatch(
                  Dataset.parquet(file.toString()),
                  RuleSet.of(
                      new Unique("k"),
                      new ReferentialIntegrity(
                          List.of("k"), ends.toString(), null, null, Severity.ERROR, null)));

      assertThat(result.rules())
          .as(type)
          .extracting(RuleResult::tally)
          .containsExactly(new Tally(distinct + 1, 1), new Tally(distinct + 1, 1));
    }
  }

  @Example
  void integersCloseTogetherNeedNoPartitions() throws Exception {
    Path file = folder.resolve("close.parquet");
    execute(
        "COPY (SELECT hash(i) %% 5000 AS id, hash(i) %% 5000 * 1000 AS far FROM range(2000) t(i)) TO '%s'"
            .formatted(file));
    Rule close = new Unique("id");
    Rule far = new Unique("far");
    Rule inClose =
        new ReferentialIntegrity(List.of("id"), file.toString(), null, null, Severity.ERROR, null);

    CheckResult result =
        worlds
            .get(FEW_KEYS)
            .executor()
            .setConfig(BatchConfig.DEFAULT)
            .build()
            .checkBatch(Dataset.parquet(file.toString()), RuleSet.of(close, far, inClose));

    assertThat(result.rules().get(0).tally()).isEqualTo(result.rules().get(1).tally());
    assertThat(result.rules().get(2).status()).isEqualTo(Status.PASSED);
    assertThat(partitionsOf(0)).isEqualTo(1);
    assertThat(partitionsOf(1)).isGreaterThan(9);
    assertThat(partitionsOf(2)).isEqualTo(1);
  }

  /** Returns how many partitions a rule's keys were in, the last time that few went into each. */
  private static int partitionsOf(int rule) throws IOException {
    Pattern first = Pattern.compile("keys-%08d-0-of-(\\d+)\\.json".formatted(rule));
    try (Stream<Path> files = Files.walk(folder.resolve("world" + FEW_KEYS))) {
      return files
          .sorted(Comparator.comparing((Path path) -> path.toFile().lastModified()).reversed())
          .map(path -> first.matcher(path.getFileName().toString()))
          .filter(Matcher::matches)
          .map(matcher -> Integer.parseInt(matcher.group(1)))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void check(long seed, DatasetFormat format) throws Exception {
    Random random = new Random(seed);
    int at = tries++;
    Dataset dataset = write(random, format, Files.createDirectory(folder.resolve("try" + at)));
    List<List<String>> keys = List.of(List.of("n"), List.of("d"), List.of("n", "t"));
    Tolerance some = new Tolerance(null, (long) random.nextInt(60), null, null);
    List<Rule> rules = new ArrayList<>();
    keys.forEach(key -> rules.add(new Unique(key, some, Severity.WARNING, null)));
    rules.add(new ExactDistinctCount("t", null, 5L));
    String other = writeOther(random, folder.resolve("other" + at));
    rules.add(reference(List.of("n"), other));
    rules.add(reference(List.of("t", "n"), other));
    BatchConfig config =
        BatchConfig.DEFAULT
            .withSampleSize(random.nextInt(4) * 7)
            .withBatchSize(1 + random.nextInt(90))
            .withExecutionStrategy(
                random.nextBoolean() ? ExecutionStrategy.SEQUENTIAL : ExecutionStrategy.PARALLEL);

    CheckResult result =
        worlds
            .get(random.nextInt(worlds.size()))
            .executor()
            .setConfig(config)
            .build()
            .checkBatch(dataset, new RuleSet(rules));

    CheckResult report = BatchArtifacts.report(result.report());
    for (int rule = 0; rule < keys.size(); rule++) {
      unique(report.rules().get(rule), keys.get(rule), some, config.sampleSize());
    }
    long distinct = number("SELECT count(DISTINCT t) FROM rows");
    RuleResult counted = report.rules().get(keys.size());
    assertThat(counted.observed()).isEqualTo(Long.toString(distinct));
    assertThat(counted.samples()).isEmpty();
    assertThat(counted.status()).isEqualTo(distinct > 5 ? Status.FAILED : Status.PASSED);
    absent(
        report.rules().get(keys.size() + 1), "r.n IS NOT NULL", "o.m = r.n", config.sampleSize());
    absent(
        report.rules().get(keys.size() + 2),
        "r.n IS NOT NULL AND r.t IS NOT NULL",
        "o.m = r.n AND o.s = r.t",
        config.sampleSize());
  }

  private static Rule reference(List<String> columns, String other) {
    List<String> others = columns.stream().map(name -> name.equals("n") ? "m" : "s").toList();
    return new ReferentialIntegrity(columns, other, null, others, Severity.INFO, null);
  }

  /** Holds a rule against a correlated subquery. */
  private static void absent(RuleResult rule, String present, String same, int samples)
      throws SQLException {
    String absent =
        "FROM rows r WHERE %s AND NOT EXISTS (SELECT 1 FROM others o WHERE %s)"
            .formatted(present, same);
    long failed = number("SELECT count(*) " + absent);
    assertThat(rule.tally())
        .isEqualTo(new Tally(number("SELECT count(*) FROM rows r WHERE " + present), failed));
    assertThat(rule.status()).isEqualTo(failed > 0 ? Status.WARNING : Status.PASSED);
    assertThat(rule.samples())
        .extracting(row -> row.source().replaceAll(".*part-(\\d).*", "$1") + ":" + row.row())
        .isEqualTo(
            list(
                "SELECT file || ':' || number %s ORDER BY file, number LIMIT %d"
                    .formatted(absent, samples)));
  }

  /** Writes one file of keys, of integers of another width if they fit; some are of the rows. */
  private static String writeOther(Random random, Path file) throws SQLException {
    boolean narrow = number("SELECT count(*) FROM rows WHERE abs(n::HUGEINT) >= 1000000000") == 0;
    execute(
        "CREATE OR REPLACE TABLE others (m %s, s VARCHAR)"
            .formatted(narrow ? "INTEGER" : "BIGINT"));
    if (random.nextInt(5) > 0) {
      execute(
          "INSERT INTO others SELECT n, t FROM rows WHERE hash(n, t, %d) %% 3 > 0"
              .formatted(random.nextInt(99)));
    }
    boolean csv = random.nextInt(3) == 0 && number("SELECT count(m) * count(s) FROM others") > 0;
    String path = file + (csv ? ".csv" : ".parquet");
    execute(
        "COPY others TO '%s' (%s)".formatted(path, csv ? "FORMAT csv, HEADER" : "FORMAT parquet"));
    return path;
  }

  /** Holds a rule against a window over all rows in plan order. */
  private static void unique(RuleResult rule, List<String> key, Tolerance some, int samples)
      throws SQLException {
    List<String> present = key.stream().map(name -> name + " IS NOT NULL").toList();
    String occurrences =
        "(SELECT *, row_number() OVER (PARTITION BY %s ORDER BY file, number) AS occurrence FROM rows WHERE %s)"
            .formatted(String.join(", ", key), String.join(" AND ", present));
    long keys = number("SELECT count(*) FROM " + occurrences);
    long failed = number("SELECT count(*) FROM " + occurrences + " WHERE occurrence > 1");
    assertThat(rule.tally()).isEqualTo(new Tally(keys, failed));
    assertThat(rule.status()).isEqualTo(failed > some.maxFailed() ? Status.WARNING : Status.PASSED);
    List<String> expected =
        list(
            "SELECT file || ':' || number FROM %s WHERE occurrence > 1 ORDER BY file, number LIMIT %d"
                .formatted(occurrences, samples));
    assertThat(rule.samples())
        .extracting(row -> row.source().replaceAll(".*part-(\\d).*", "$1") + ":" + row.row())
        .isEqualTo(expected);
    assertThat(rule.samples()).allMatch(row -> List.copyOf(row.values().keySet()).equals(key));
  }

  /** Writes one to four files of up to 300 rows, whose rows are kept in a table. */
  private static Dataset write(Random random, DatasetFormat format, Path own) throws SQLException {
    boolean csv = format == DatasetFormat.CSV;
    int files = 1 + random.nextInt(4);
    int different = 1 + random.nextInt(400);
    boolean rising = random.nextInt(4) == 0;
    Integers integers = Integers.any(random);
    execute(
        "CREATE OR REPLACE TABLE rows (file INT, number INT, n BIGINT, t VARCHAR, d DOUBLE, b BOOLEAN)");
    for (int file = 0; file < files; file++) {
      int count = csv ? 1 + random.nextInt(300) : random.nextInt(300);
      List<String> values = new ArrayList<>();
      for (int row = 0; row < count; row++) {
        int value = rising ? file * 1_000 + row : random.nextInt(different);
        String n = random.nextInt(9) == 0 ? "NULL" : integers.at(value);
        String t = random.nextInt(9) == 0 ? "NULL" : "'" + text(random.nextInt(different)) + "'";
        String d = random.nextInt(9) == 0 ? "NULL" : "'" + real(random, different) + "'::DOUBLE";
        values.add("(%d, %d, %s, %s, %s, %s)".formatted(file, row, n, t, d, random.nextBoolean()));
      }
      if (count > 0) {
        execute("INSERT INTO rows VALUES " + String.join(", ", values));
      }
      String target = own.resolve("part-%d.%s".formatted(file, csv ? "csv" : "parquet")).toString();
      execute(
          "COPY (SELECT n, t, d, b FROM rows WHERE file = %d ORDER BY number) TO '%s' (%s)"
              .formatted(
                  file,
                  target,
                  csv ? "FORMAT csv, HEADER" : "FORMAT parquet, ROW_GROUP_SIZE 2048"));
    }
    return csv ? Dataset.csv(own.toString()) : Dataset.parquet(own.toString());
  }

  /** Integers from one on, as many apart: close together or far, and at the ends of their type. */
  private record Integers(long first, long step) {
    static Integers any(Random random) {
      return switch (random.nextInt(6)) {
        case 0 -> new Integers(Long.MIN_VALUE, 1);
        case 1 -> new Integers(Long.MAX_VALUE - 4_000, 1);
        case 2 -> new Integers(-70_000, 63);
        case 3 -> new Integers(-70_000, 65);
        case 4 -> new Integers(Long.MIN_VALUE, 1L << 51);
        default -> new Integers(-3, 1);
      };
    }

    String at(int place) {
      return "CAST('" + (first + step * place) + "' AS BIGINT)";
    }
  }

  /** Texts that differ in little but their bytes: composed and decomposed, case, blanks. */
  private static String text(int value) {
    List<String> alike = List.of("é", "e\u0301", "E", "e", "e ", " e");
    return alike.get(value % alike.size()) + value / alike.size();
  }

  private static String real(Random random, int different) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextBoolean() ? "0.0" : "-0.0";
      case 1 -> "nan";
      default -> random.nextInt(different) + ".25";
    };
  }

  private static void execute(String sql) throws SQLException {
    try (Statement statement = db.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long number(String sql) throws SQLException {
    return Long.parseLong(list("SELECT (" + sql + ")::VARCHAR").get(0));
  }

  private static List<String> list(String sql) throws SQLException {
    List<String> list = new ArrayList<>();
    try (Statement statement = db.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        list.add(rows.getString(1));
      }
    }
    return list;
  }
}
