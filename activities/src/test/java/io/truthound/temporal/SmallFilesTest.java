package io.truthound.temporal;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import io.truthound.temporal.Engines.Answer;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.planning.Planner.DraftPlan;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tallies;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.RuleSet;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Small files of one slice are read together, and say what each says alone. */
class SmallFilesTest {
  private static final SliceTarget ALONE = new SliceTarget(1, 1, 1);
  private static final SliceTarget TOGETHER =
      new SliceTarget(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
  private static final RuleSet RULES =
      RuleSet.parse(
          """
          [{"type": "not_null", "column": "name"},
           {"type": "in_range", "column": "price", "min": 0, "max": 9},
           {"type": "in_range", "column": "price", "max": 5, "where": "id % 2 = 0"},
           {"type": "in_range", "column": "at", "max": "2026-01-01 00:00:00.123456"},
           {"type": "expression", "expression": "length(name) < 2 OR price > 3"},
           {"type": "row_count", "min": 1}, {"type": "mean", "column": "price", "min": 2}]
          """);

  private static Path folder;
  private static Connection connection;
  private static Engines engines;
  private static int tries;

  @BeforeContainer
  static void open() throws Exception {
    folder = Files.createTempDirectory("truthound-small-").toRealPath();
    connection = DriverManager.getConnection("jdbc:duckdb:");
    engines = new Engines(folder);
  }

  @AfterContainer
  static void close() throws Exception {
    engines.close();
    connection.close();
    ScratchFolders.delete(folder);
  }

  @Property(seed = SUITE, tries = 7, shrinking = ShrinkingMode.OFF)
  void saysTogetherWhatEachSaysAlone(@ForAll long first) {
    Seeds.each(first, SmallFilesTest::compare);
  }

  private static void compare(long seed) throws Exception {
    Random random = new Random(seed);
    Path own = Files.createDirectory(folder.resolve("try" + tries++));
    int files = 2 + random.nextInt(14);
    for (int file = 0; file < files; file++) {
      write(own.resolve("part-%02d.parquet".formatted(file)), random);
    }
    Dataset dataset = Dataset.of(own.toString());
    BatchConfig config =
        BatchConfig.DEFAULT
            .withBatchSize(1 + random.nextInt(30))
            .withSampleSize(random.nextInt(12))
            .withUseStatistics(random.nextBoolean())
            .withAggregationStrategy(
                random.nextInt(4) == 0
                    ? AggregationStrategy.FIRST_FAILURE
                    : AggregationStrategy.ALL);
    List<String> keys = random.nextBoolean() ? List.of("id") : List.of();

    Answer alone = engines.check(dataset, RULES, config, ALONE, keys);
    Answer together = engines.check(dataset, RULES, config, TOGETHER, keys);

    assertThat(together.merged().totals()).isEqualTo(alone.merged().totals());
    assertThat(together.merged().counts()).isEqualTo(alone.merged().counts());
    assertThat(together.merged().stop()).isEqualTo(alone.merged().stop());
    boolean stops = config.stopsAtFirstFailure();
    for (int rule = 0; rule < RULES.rules().size(); rule++) {
      List<FailingRow> rows = together.samples(rule, stops);
      assertThat(rows).as("rule %d", rule).isEqualTo(alone.samples(rule, stops));
    }
    if (!stops) {
      assertThat(errors(together)).isEqualTo(errors(alone));
      assertThat(chunks(together)).isEqualTo(chunks(alone));
    }
    ScratchFolders.delete(own);
  }

  /** Most files are alike; some give a column another type, are damaged, or have no row. */
  private static void write(Path file, Random random) throws Exception {
    boolean nanoseconds = random.nextInt(6) == 0;
    int rows = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(40);
    String query =
        """
        SELECT CAST(i AS %s) AS id, CASE WHEN (i + %d) %% 5 = 0 THEN NULL ELSE 'n' || i END AS name,
          CAST((i * %d) %% 11 AS DOUBLE) AS price, %s AS at
        FROM range(%d) t(i)
        """
            .formatted(
                random.nextInt(6) == 0 ? "INTEGER" : "BIGINT",
                random.nextInt(5),
                1 + random.nextInt(10),
                nanoseconds
                    ? "TIMESTAMP_NS '2026-01-01 00:00:00.123456400'"
                    : "TIMESTAMP '2026-01-01 00:00:00.123456'",
                rows);
    sql("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, file));
    if (rows > 0 && random.nextInt(10) == 0) {
      damage(file, "price");
    }
  }

  /** Overwrites a column's first page. */
  private static void damage(Path file, String column) throws Exception {
    String where =
        "SELECT min(coalesce(dictionary_page_offset, data_page_offset)) FROM parquet_metadata('%s')"
            .formatted(file);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(where + " WHERE path_in_schema = '" + column + "'");
        RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      row.next();
      bytes.seek(row.getLong(1));
      bytes.write(new byte[8]);
    }
  }

  private static List<ChunkError> errors(Answer answer) {
    return answer.slices().stream().flatMap(slice -> slice.errors().stream()).toList();
  }

  private static List<Tallies> chunks(Answer answer) {
    return answer.slices().stream().map(SliceResult::chunkTallies).flatMap(List::stream).toList();
  }

  @Example
  void asksAHundredFilesOneQuestion() throws Exception {
    Path own = copies(100);

    CountingWatch watch = new CountingWatch();
    Answer answer = check(own, "{\"type\":\"not_null\",\"column\":\"x\"}", watch);

    assertThat(answer.merged().counts().passed()).isEqualTo(100);
    assertThat(watch.queries.get()).isEqualTo(1);
    assertThat(watch.rows).isEqualTo(100);
  }

  /** Halves are asked down to two files; these are asked alone, and the damaged one's block. */
  @Example
  void asksFewQuestionsMoreWhereAFileIsDamaged() throws Exception {
    Path own = copies(128);
    damage(own.resolve("part-077.parquet"), "x");

    CountingWatch watch = new CountingWatch();
    Answer answer = check(own, "{\"type\":\"in_range\",\"column\":\"x\",\"max\":1}", watch);

    assertThat(answer.merged().counts().passed()).isEqualTo(127);
    assertThat(errors(answer)).extracting(ChunkError::firstChunk).containsExactly(77L);
    assertThat(watch.queries.get()).isEqualTo(1 + 2 * 6 + 1 + 2);
  }

  @Example
  void takesBackWhatItCountedOfAFileThatChangedMeanwhile() throws Exception {
    Path own = copies(5);
    CountingWatch watch = new CountingWatch();
    watch.atFirstProgress =
        () ->
            assertThatCode(() -> Files.write(own.resolve("part-003.parquet"), new byte[1]))
                .doesNotThrowAnyException();

    Answer answer = check(own, "{\"type\":\"row_count\",\"min\":1}", watch);

    assertThat(answer.merged().totals().of(0)).isEqualTo(new Tally(4, 0));
    assertThat(answer.merged().counts()).isEqualTo(new StatusCounts(4, 0, 0, 1, 0));
    assertThat(errors(answer))
        .extracting(ChunkError::firstChunk, ChunkError::type)
        .containsExactly(tuple(3L, FailureTypes.SOURCE_CHANGED));
  }

  /** DuckDB would give a file's place by the column that the file has of that name. */
  @Example
  void readsFilesAloneThatHaveAColumnOfTheNameOfTheirPlace() throws Exception {
    Path own = Files.createDirectory(folder.resolve("try" + tries++));
    for (int file = 0; file < 3; file++) {
      sql(
          "COPY (SELECT %d AS FILE_INDEX) TO '%s' (FORMAT parquet)"
              .formatted(2 - file, own.resolve(file + ".parquet")));
    }

    Answer answer =
        check(
            own,
            "{\"type\":\"in_range\",\"column\":\"FILE_INDEX\",\"max\":1}",
            new CountingWatch());

    assertThat(answer.merged().counts().failed()).isEqualTo(1);
    assertThat(answer.samples(0, false))
        .extracting(FailingRow::source)
        .containsExactly(own.resolve("0.parquet").toUri().toString());
  }

  private static Path copies(int files) throws Exception {
    Path own = Files.createDirectory(folder.resolve("try" + tries++));
    Path first = own.resolve("part-000.parquet");
    sql("COPY (SELECT 1 AS x) TO '" + first + "' (FORMAT parquet)");
    for (int file = 1; file < files; file++) {
      Files.copy(first, own.resolve("part-%03d.parquet".formatted(file)));
    }
    return own;
  }

  private static Answer check(Path files, String rule, ScanWatch watch) throws Exception {
    BatchConfig config = BatchConfig.DEFAULT.withUseStatistics(false);
    DraftPlan plan =
        engines.plan(
            Dataset.of(files.toString()), RuleSet.parse(rule), config, TOGETHER, List.of(), null);
    return engines.check(plan, config, List.of(), watch);
  }

  private static void sql(String statement) throws Exception {
    try (Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  /** Counts queries: each registers what stops it. */
  private static final class CountingWatch implements ScanWatch {
    private final AtomicInteger queries = new AtomicInteger();
    private long rows;
    private Runnable atFirstProgress = () -> {};

    @Override
    public void progress(long rows) {
      if (this.rows == 0) {
        atFirstProgress.run();
      }
      this.rows += rows;
    }

    @Override
    public void checkCancelled() {}

    @Override
    public Registration onCancel(Runnable stop) {
      queries.incrementAndGet();
      return () -> {};
    }
  }
}
