package io.truthound.temporal;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.Engines.Answer;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.planning.Planner.DraftPlan;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.result.Tallies;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.RuleSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * One file of a dataset is changed at random: it is refused in so many words, or its chunks are
 * ERROR, or it is what it looks like now. What is said of the other files stays.
 */
class MutatedFilesTest {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final long MOST_MEMORY = 512L << 20;
  private static final int MUTATIONS = 8;
  private static final int ROW_COUNT = 4;
  private static final int CHUNK = 7;
  private static final RuleSet RULES =
      RuleSet.parse(
          """
          [{"type": "not_null", "column": "i"}, {"type": "in_range", "column": "d", "min": 0},
           {"type": "regex", "column": "s", "pattern": "[A-Z]+"},
           {"type": "expression", "expression": "l > 0 OR t IS NULL"},
           {"type": "row_count", "min": 1}, {"type": "std", "column": "d", "max": 9},
           {"type": "distinct_count", "column": "z", "max": 9, "approximate": true},
           {"type": "unique", "column": "l"}]
          """);
  private static final RuleSet KEY =
      RuleSet.parse("[{\"type\": \"unique\", \"columns\": [\"l\", \"s\"]}]");

  /** How a dataset lies in its files. */
  enum Room {
    PARQUET,
    ARROW,
    CSV,
    NDJSON,
    PACKED_CSV,
    PACKED_NDJSON,
    DECLARED_CSV,
    DECLARED_NDJSON,
    OPTIONED_CSV,
    HIVE_PARQUET,
    HIVE_CSV;

    /** Returns one of the rooms of a format. */
    static Room of(DatasetFormat format, long seed) {
      List<Room> rooms = Stream.of(values()).filter(room -> room.format() == format).toList();
      return rooms.get(new Random(seed).nextInt(rooms.size()));
    }

    DatasetFormat format() {
      return this == ARROW
          ? DatasetFormat.ARROW
          : name().endsWith("PARQUET")
              ? DatasetFormat.PARQUET
              : name().endsWith("CSV") ? DatasetFormat.CSV : DatasetFormat.NDJSON;
    }

    boolean saysItsTypes() {
      return this == PARQUET
          || this == ARROW
          || this == HIVE_PARQUET
          || name().contains("DECLARED");
    }
  }

  private static Path folder;
  private static Connection connection;
  private static Engines engines;
  private static int tries;

  @BeforeContainer
  static void open() throws Exception {
    folder = Files.createTempDirectory("truthound-mutated-").toRealPath();
    connection = DriverManager.getConnection("jdbc:duckdb:");
    engines = new Engines(folder);
  }

  @AfterContainer
  static void close() throws Exception {
    engines.close();
    connection.close();
    ScratchFolders.delete(folder);
    if (Integer.getInteger("truthound.soak.rounds", 1) > 1) {
      assertThat(peakMemory()).isLessThan(MOST_MEMORY);
    }
  }

  /** Returns the most memory that this process had so far, in bytes. */
  private static long peakMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** 16 files of each format. */
  @Property(seed = SUITE, tries = 2, shrinking = ShrinkingMode.OFF)
  void isRefusedOrAnswered(@ForAll long first) {
    Seeds.each(
        first,
        seed -> {
          for (DatasetFormat format : DatasetFormat.values()) {
            mutate(seed, Room.of(format, seed), MUTATIONS);
          }
        });
  }

  /** 200 files in all. */
  @Property(seed = SUITE, tries = 4, shrinking = ShrinkingMode.OFF)
  void arrowIsRefusedOrAnswered(@ForAll long seed) throws Exception {
    mutate(seed, Room.ARROW, 50);
  }

  private static void mutate(long seed, Room room, int mutations) throws Exception {
    Random random = new Random(seed);
    RandomTable table = RandomTable.of(random);
    while (table.files().stream().anyMatch(List::isEmpty)) {
      table = RandomTable.of(random);
    }
    Path own = Files.createDirectory(folder.resolve("try" + tries++));
    table.load(connection);
    Dataset dataset = write(table, own, room, random);
    Map<String, List<Tallies>> sound = answer(dataset, table.rows(), false);
    for (int time = 0; time < mutations; time++) {
      Path victim = victim(dataset, random);
      byte[] bytes = Files.readAllBytes(victim);
      Files.write(victim, mutated(bytes, random));
      long begun = System.nanoTime();
      switch (time % 4) {
        case 2 -> keys(dataset);
        case 3 -> profile(dataset);
        default -> check(dataset, table.rows(), room.saysItsTypes() ? sound : Map.of(), victim);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONGEST);
      Files.write(victim, bytes);
    }
    ScratchFolders.delete(own);
  }

  /** Checks a dataset; what is said of other files than the changed one is as before. */
  private static void check(
      Dataset dataset, long rows, Map<String, List<Tallies>> before, Path changed)
      throws Exception {
    Map<String, List<Tallies>> after = answer(dataset, rows, true);
    for (String file : before.keySet()) {
      if (!file.equals(changed.toUri().toString()) && !after.isEmpty()) {
        assertThat(ofRules(after.get(file))).as(file).isEqualTo(ofRules(before.get(file)));
      }
    }
  }

  /** Leaves out the implicit rules: a changed key is a column more. */
  private static List<List<Tally>> ofRules(List<Tallies> chunks) {
    return chunks.stream().map(each -> each.byRule().subList(0, RULES.rules().size())).toList();
  }

  private static Dataset write(RandomTable table, Path own, Room room, Random random)
      throws Exception {
    if (room == Room.OPTIONED_CSV) {
      return OptionedCsv.of(random).write(table, own);
    }
    Dataset dataset = table.write(connection, own, room.format());
    return switch (room) {
      case PACKED_CSV, PACKED_NDJSON -> Packed.some(dataset, random);
      case DECLARED_CSV ->
          dataset.withOptions(declared().withHeader(true).withDelimiter(",").withQuote("\""));
      case DECLARED_NDJSON -> dataset.withOptions(declared());
      case HIVE_PARQUET, HIVE_CSV -> inPartitions(dataset, own);
      default -> dataset;
    };
  }

  private static ReaderOptions declared() {
    ReaderOptions options = ReaderOptions.DEFAULT;
    for (int at = 0; at < RandomTable.COLUMNS.size(); at++) {
      options =
          options.withColumn(
              RandomTable.COLUMNS.get(at), DataType.parse(RandomTable.TYPES.get(at)));
    }
    return options;
  }

  private static Dataset inPartitions(Dataset dataset, Path own) throws IOException {
    for (int at = 0; at < dataset.uris().size(); at++) {
      Path file = Path.of(dataset.uris().get(at));
      Path partition = Files.createDirectories(own.resolve("hive/part=" + at));
      Files.move(file, partition.resolve(file.getFileName()));
    }
    return dataset.withUris(List.of(own.resolve("hive").toString()));
  }

  private static Path victim(Dataset dataset, Random random) throws IOException {
    Path first = Path.of(dataset.uris().get(0));
    if (Files.isDirectory(first)) {
      try (Stream<Path> walk = Files.walk(first)) {
        List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
        return files.get(random.nextInt(files.size()));
      }
    }
    return Path.of(dataset.uris().get(random.nextInt(dataset.uris().size())));
  }

  static byte[] mutated(byte[] bytes, Random random) {
    byte[] now = bytes;
    for (int time = 0; time <= random.nextInt(3); time++) {
      now = once(now, random);
    }
    return now;
  }

  private static byte[] once(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    // Where the format's own words stand: at the ends more often than between.
    int at =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(Math.min(64, bytes.length));
          case 1 -> bytes.length - 1 - random.nextInt(Math.min(600, bytes.length));
          default -> random.nextInt(bytes.length);
        };
    int end = Math.min(bytes.length, at + 1 + random.nextInt(1 << random.nextInt(9)));
    byte[] copy = bytes.clone();
    switch (random.nextInt(8)) {
      case 0, 1 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 2 ->
          copy[at] = List.of((byte) 0, (byte) -1, (byte) '"', (byte) '\n').get(random.nextInt(4));
      case 3 -> Arrays.fill(copy, at, end, (byte) 0);
      case 4 -> {
        return joined(copy, 0, at, copy, end, copy.length);
      }
      case 5 -> {
        return joined(copy, 0, end, copy, at, copy.length);
      }
      case 6 -> {
        return Arrays.copyOf(copy, at);
      }
      default -> {
        byte[] noise = new byte[1 + random.nextInt(40)];
        random.nextBytes(noise);
        return joined(joined(copy, 0, at, noise, 0, noise.length), copy, at);
      }
    }
    return copy;
  }

  private static byte[] joined(byte[] begin, byte[] rest, int from) {
    return joined(begin, 0, begin.length, rest, from, rest.length);
  }

  private static byte[] joined(byte[] a, int from, int to, byte[] b, int start, int end) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(a, from, to - from);
    all.write(b, start, end - start);
    return all.toByteArray();
  }

  /** Returns what the chunks of each file came to; nothing where the dataset is refused. */
  private static Map<String, List<Tallies>> answer(Dataset dataset, long rows, boolean mayBeRefused)
      throws Exception {
    BatchConfig config =
        BatchConfig.DEFAULT.withBatchSize(CHUNK).withAggregationStrategy(AggregationStrategy.ALL);
    Map<String, List<Tallies>> files = new LinkedHashMap<>();
    DraftPlan draft;
    try {
      draft = engines.plan(dataset, RULES, config, Scenario.target(3), List.of("s"), null);
    } catch (RefusedException refused) {
      assertThat(mayBeRefused).as("%s", refused).isTrue();
      isClear(refused.getMessage());
      return files;
    }
    boolean knowsItsRows =
        draft.format() == DatasetFormat.PARQUET || draft.format() == DatasetFormat.ARROW;
    if (knowsItsRows || !mayBeRefused) {
      assertThat(draft.dataset().rows()).isEqualTo(rows);
    }
    Answer answer = engines.check(draft, config, List.of("s"));
    SliceResult all = answer.slices().isEmpty() ? null : answer.slices().get(0);
    for (Segment segment : all == null ? List.<Segment>of() : draft.slices().get(0).segments()) {
      int first = (int) segment.firstChunk();
      int chunks = (int) ((segment.range().count() + CHUNK - 1) / CHUNK);
      files.put(
          draft.sources().get(segment.source()).uri(),
          all.chunkTallies().subList(first, first + chunks));
    }
    if (all != null) {
      all.errors().forEach(error -> isClear(error.message()));
      long read =
          all.chunkTallies().stream().mapToLong(each -> each.of(ROW_COUNT).evaluated()).sum();
      assertThat(all.errors().isEmpty()).isEqualTo(read == draft.dataset().rows());
    }
    return files;
  }

  private static void isClear(String message) {
    assertThat(message).isNotBlank().doesNotContain("INTERNAL", "java.");
  }

  private static void keys(Dataset dataset) throws Exception {
    try {
      engines.countKeys(dataset, KEY, BatchConfig.DEFAULT);
    } catch (RefusedException refused) {
      isClear(refused.getMessage());
    }
  }

  private static void profile(Dataset dataset) throws Exception {
    try {
      engines.profile(dataset, ProfileScope.ALL, Scenario.target(3), new Random(1));
    } catch (RefusedException refused) {
      isClear(refused.getMessage());
    }
  }
}
