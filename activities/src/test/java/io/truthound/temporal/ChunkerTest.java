package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.plan.ArrowChunker;
import io.truthound.temporal.plan.Chunker;
import io.truthound.temporal.plan.CustomChunker;
import io.truthound.temporal.plan.DatasetListChunker;
import io.truthound.temporal.plan.RowCountChunker;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.planning.SourceChunker;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkVerdict;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.LessThan;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every chunker that a request may name, through the public door. */
class ChunkerTest {
  @TempDir static Path folder;
  private static World world;

  @BeforeAll
  static void open() {
    SliceTarget oneBlock = new SliceTarget(Long.MAX_VALUE, 1, Long.MAX_VALUE);
    world =
        World.at(
            folder,
            plugin ->
                plugin
                    .setSliceTarget(oneBlock)
                    .addChunker("lengths", new Lengths())
                    .addChunker("evens", new Lengths()));
  }

  @AfterAll
  static void close() {
    world.close();
  }

  /** Cuts at the lengths that a parameter lists: {@code 5 3x1000} is 5 rows, then 1,000 times 3. */
  private static final class Lengths implements SourceChunker {
    @Override
    public List<RowRange> chunks(
        Source source, List<Column> columns, Map<String, String> parameters) {
      String lengths = parameters.get("lengths");
      if (lengths == null) {
        throw new IllegalArgumentException("no \"lengths\" (allowed: numbers of rows)");
      }
      List<RowRange> ranges = new ArrayList<>();
      long first = Long.parseLong(parameters.getOrDefault("from", "0"));
      for (String run : lengths.split(" ", -1)) {
        String[] parts = run.split("x", -1);
        long count = Long.parseLong(parts[0]);
        for (long left = parts.length < 2 ? 1 : Long.parseLong(parts[1]); left > 0; left--) {
          ranges.add(new RowRange(first, count));
          first += count + Long.parseLong(parameters.getOrDefault("gap", "0"));
        }
      }
      return ranges;
    }
  }

  @Test
  void givesEveryRangeOfACustomChunkerItsOwnVerdict() throws Exception {
    Dataset twoBlocks = write("two-blocks", 30_000);

    CheckResult result =
        check(CustomChunker.of("lengths", Map.of("lengths", "25000 1 4999")), twoBlocks, 25_000);

    assertThat(result.chunks()).isEqualTo(new StatusCounts(1, 0, 2, 0, 0));
    assertThat(BatchArtifacts.chunks(result))
        .extracting(
            ChunkVerdict::firstRow,
            ChunkVerdict::rows,
            ChunkVerdict::status,
            chunk -> chunk.tallies().of(0))
        .containsExactly(
            tuple(0L, 25_000L, Status.PASSED, new Tally(25_000, 0)),
            tuple(25_000L, 1L, Status.FAILED, new Tally(1, 1)),
            tuple(25_001L, 4_999L, Status.FAILED, new Tally(4_999, 4_999)));
  }

  @Test
  void countsMoreRangesThanOneQueryGroups() throws Exception {
    Dataset data = write("many", 30_000);

    CheckResult result =
        check(CustomChunker.of("lengths", Map.of("lengths", "1x10000 2x10000")), data, 20_000);

    assertThat(result.chunks()).isEqualTo(new StatusCounts(15_000, 0, 5_000, 0, 0));
    assertThat(BatchArtifacts.chunks(result).filter(chunk -> chunk.status() == Status.FAILED))
        .extracting(ChunkVerdict::index)
        .containsExactlyElementsOf(LongStream.range(15_000, 20_000).boxed().toList());
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(30_000, 10_000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          4 4   | 1 | 0 | range 0 begins at row 1 (allowed: row 0)
          4 5   | 0 | 1 | range 1 begins at row 5 (allowed: row 4)
          4 9   | 0 | 0 | range 1, from row 4, has 9 rows (allowed: up to 6, where the source ends)
          10 1  | 0 | 0 | range 1, from row 10, has 1 rows (allowed: up to 0, where the source ends)
          4 5   | 0 | 0 | its 2 ranges have 9 rows (allowed: all 10 rows of the source)
          1x1000001 | 0 | 0 | it cut the dataset into 1000001 chunks so far (allowed: up to 1000000)
          """)
  void refusesRangesThatAreNotTheSource(String lengths, String from, String gap, String why)
      throws Exception {
    CustomChunker chunker =
        CustomChunker.of("lengths", Map.of("lengths", lengths, "from", from, "gap", gap));

    refuses(chunker, "Cannot cut %s by chunker \"lengths\": " + why.replace("%", "%%"));
  }

  @Test
  void refusesParametersAsTheChunkerDoes() throws Exception {
    refuses(
        CustomChunker.of("lengths", Map.of()),
        "Cannot cut %s by chunker \"lengths\": no \"lengths\" (allowed: numbers of rows)");
  }

  @Test
  void refusesAChunkerThatNobodyRegistered() throws Exception {
    refuses(
        CustomChunker.of("odds", Map.of()),
        "No chunker is registered as \"odds\" (registered: lengths, evens)");
  }

  @Test
  void cutsArrowDataIntoRunsOfRows() throws Exception {
    Path file = folder.resolve("numbers.arrow");
    ArrowTable.ofNumbers(5, 5, 3).write(file);

    CheckResult result = check(ArrowChunker.of(4), Dataset.arrow(file.toString()), 8);

    assertThat(result.chunks()).isEqualTo(new StatusCounts(2, 0, 2, 0, 0));
    assertThat(BatchArtifacts.chunks(result))
        .extracting(ChunkVerdict::firstRow, ChunkVerdict::rows)
        .containsExactly(tuple(0L, 4L), tuple(4L, 4L), tuple(8L, 4L), tuple(12L, 1L));
  }

  @Test
  void refusesToCutOtherDataAsArrow() throws Exception {
    refuses(
        ArrowChunker.of(10),
        "ArrowChunker cannot cut %s: it is PARQUET (allowed: Arrow data; for other formats"
            + " RowCountChunker)");
  }

  @Test
  void takesEverySourceOfAListAsOneChunk() throws Exception {
    Dataset list =
        Dataset.parquet(write("first", 10).uris().get(0), write("second", 20_490).uris().get(0));

    CheckResult result = check(DatasetListChunker.of(), list, 10);

    assertThat(result.chunks()).isEqualTo(new StatusCounts(1, 0, 1, 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          row_count    | {"type":"row_count","size":7}
          arrow        | {"type":"arrow","size":7}
          dataset_list | {"type":"dataset_list"}
          custom       | {"type":"custom","name":"x","parameters":{"a":"1","b":"2"}}
          """)
  void chunkersTravelAsJson(String kind, String json) throws Exception {
    JsonMapper mapper = JsonMapper.builder().build();
    Map<String, Chunker> chunkers =
        Map.of(
            "row_count", RowCountChunker.of(7),
            "arrow", ArrowChunker.of(7),
            "dataset_list", DatasetListChunker.of(),
            "custom", CustomChunker.of("x", Map.of("b", "2", "a", "1")));

    assertThat(mapper.writerFor(Chunker.class).writeValueAsString(chunkers.get(kind)))
        .isEqualTo(json);
    assertThat(mapper.readValue(json, Chunker.class)).isEqualTo(chunkers.get(kind));
  }

  private static void refuses(Chunker chunker, String message) throws Exception {
    Dataset data = write("ten", 10);
    Path file = Path.of(data.uris().get(0)).toRealPath();

    assertThatExceptionOfType(ChunkingException.class)
        .isThrownBy(() -> check(chunker, data, 0))
        .withMessage(message.formatted(file.toUri()));
  }

  /** Checks that each row's number within its file is less than a limit. */
  private static CheckResult check(Chunker chunker, Dataset data, long limit) {
    return world
        .executor()
        .setConfig(BatchConfig.DEFAULT.withAggregationStrategy(AggregationStrategy.ALL))
        .setChunker(chunker)
        .build()
        .checkBatch(data, RuleSet.of(new LessThan("x", limit)));
  }

  private static Dataset write(String name, int rows) throws Exception {
    Path file = folder.resolve(name + ".parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT range AS x FROM range(%d)) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 20480)"
              .formatted(rows, file));
    }
    return Dataset.parquet(file.toString());
  }
}
