package io.truthound.temporal;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.reference.RandomRules;
import io.truthound.temporal.reference.RandomTables;
import io.truthound.temporal.reference.ReferenceEngine;
import io.truthound.temporal.reference.Table;
import io.truthound.temporal.reference.TableFiles;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.InSet;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Arrow data in memory is staged once, and answers as the same data in a file. */
class ArrowDatasetsTest {
  private static Path folder;
  private static Connection connection;
  private static Engines engines;
  private static BufferAllocator memory;
  private static int tries;

  @BeforeContainer
  static void open() throws Exception {
    folder = Files.createTempDirectory("truthound-in-memory-").toRealPath();
    connection = DriverManager.getConnection("jdbc:duckdb:");
    engines = new Engines(folder);
    memory = new RootAllocator();
  }

  @AfterContainer
  static void close() throws Exception {
    engines.close();
    connection.close();
    memory.close(); // throws where something was left behind
    ScratchFolders.delete(folder);
  }

  @Property(seed = SUITE, tries = 6, shrinking = ShrinkingMode.OFF)
  void answersAsTheSameDataInParquet(@ForAll long first) {
    Seeds.each(first, ArrowDatasetsTest::answersAlike);
  }

  private static void answersAlike(long seed) throws Exception {
    Random random = new Random(seed);
    Table table = inOneFile(RandomTables.of(random, DatasetFormat.ARROW));
    ReferenceEngine reference = new ReferenceEngine();
    TableFiles files = new TableFiles(connection, reference);
    Path own = Files.createDirectory(folder.resolve("try" + tries++));
    Dataset parquet = files.write(table, own, DatasetFormat.PARQUET);
    Dataset arrow = files.write(table, own, DatasetFormat.ARROW);
    List<Rule> rules = RandomRules.of(random, table, reference, parquet.uris().get(0));

    Dataset staged;
    try (SeekableByteChannel bytes = Files.newByteChannel(Path.of(arrow.uris().get(0)));
        ArrowReader reader = new ArrowFileReader(bytes, memory)) {
      staged = ArrowDatasets.in(own.resolve("store").toString()).stage(reader);
    }

    assertThat(answer(staged, rules)).as("%s%n%s", rules, table).isEqualTo(answer(parquet, rules));
  }

  private static Table inOneFile(Table table) {
    List<List<Object>> rows = new ArrayList<>();
    List<Integer> groups = new ArrayList<>();
    for (Table.Part part : table.files()) {
      rows.addAll(part.rows());
      groups.addAll(part.groups());
    }
    return new Table(table.columns(), List.of(new Table.Part(rows, groups)));
  }

  private static List<?> answer(Dataset dataset, List<Rule> rules) throws Exception {
    BatchConfig config =
        BatchConfig.DEFAULT
            .withBatchSize(3)
            .withUseStatistics(false)
            .withAggregationStrategy(AggregationStrategy.ALL);
    return engines
        .check(dataset, new RuleSet(rules), config, Scenario.target(3), List.of())
        .slices()
        .stream()
        .map(
            slice ->
                List.of(slice.verdicts(), slice.chunkTallies(), slice.errors(), slice.states()))
        .toList();
  }

  @Example
  void oneBatchIsStagedOnceAndStaysTheCallers() throws Exception {
    Path store = folder.resolve("once");
    try (VectorSchemaRoot root = numbers(1, 2, null)) {
      ArrowDatasets datasets = ArrowDatasets.in(store.toString());

      Dataset dataset = datasets.stage(root);

      assertThat(datasets.stage(root)).isEqualTo(dataset);
      assertThat(files(store)).hasSize(1);
      assertThat(dataset.uris().get(0)).matches("file:///.*/once/staged/[0-9a-f]{64}\\.arrow");
      assertThat(root.getVector("x").getObject(1)).isEqualTo(2);
      assertThat(tally(dataset.named("numbers"), new NotNull("x"))).isEqualTo(new Tally(3, 1));
    }
  }

  @Example
  void noRowsAreADatasetToo() throws Exception {
    try (VectorSchemaRoot root = numbers()) {
      Dataset dataset = ArrowDatasets.in(folder.resolve("none").toString()).stage(root);

      assertThat(
              engines
                  .plan(
                      dataset,
                      RuleSet.of(new NotNull("x")),
                      BatchConfig.DEFAULT,
                      null,
                      List.of(),
                      null)
                  .chunks())
          .isZero();
    }
  }

  @Example
  void dictionariesThatChangeFromBatchToBatchAreFollowed() throws Exception {
    DictionaryEncoding encoding = new DictionaryEncoding(1, false, new ArrowType.Int(32, true));
    byte[] stream;
    try (VarCharVector words = new VarCharVector("words", memory);
        IntVector indices =
            new IntVector("s", new FieldType(true, encoding.getIndexType(), encoding), memory);
        MapDictionaryProvider dictionaries =
            new MapDictionaryProvider(new Dictionary(words, encoding));
        VectorSchemaRoot root = VectorSchemaRoot.of(indices)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ArrowStreamWriter writer = new ArrowStreamWriter(root, dictionaries, out)) {
        for (List<String> batch : List.of(List.of("a", "b"), List.of("b", "c"))) {
          fill(words, batch);
          indices.setSafe(0, 0);
          indices.setSafe(1, 1);
          root.setRowCount(2);
          writer.writeBatch();
        }
      }
      stream = out.toByteArray();
    }

    Dataset dataset;
    try (ArrowReader reader = new ArrowStreamReader(new ByteArrayInputStream(stream), memory)) {
      dataset = ArrowDatasets.in(folder.resolve("coded").toString()).stage(reader);
    }

    assertThat(tally(dataset, new InSet("s", List.of("a", "b")))).isEqualTo(new Tally(4, 1));
  }

  @Example
  void typesThatAreNotFlatAreRefusedByNameAndNothingIsStaged() throws Exception {
    Path store = folder.resolve("nested");
    Field item = new Field("item", FieldType.nullable(new ArrowType.Int(32, true)), List.of());
    List<Field> refused =
        List.of(
            field(new ArrowType.List(), item),
            field(new ArrowType.LargeList(), item),
            field(new ArrowType.FixedSizeList(2), item),
            field(new ArrowType.Struct(), item),
            field(new ArrowType.Interval(IntervalUnit.DAY_TIME)),
            field(new ArrowType.Duration(TimeUnit.SECOND)),
            field(new ArrowType.Decimal(50, 2, 256)));
    for (Field field : refused) {
      try (VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(List.of(field)), memory)) {
        assertThatThrownBy(() -> ArrowDatasets.in(store.toString()).stage(root))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("Cannot stage Arrow data: its column \"c\" has the type ")
            .hasMessageContaining("(allowed: bool, integers, floats,");
      }
    }
    assertThat(files(store)).isEmpty();
  }

  private static Field field(ArrowType type, Field... children) {
    return new Field("c", FieldType.nullable(type), List.of(children));
  }

  @Example
  void noColumnsAreRefused() throws Exception {
    try (VectorSchemaRoot root = VectorSchemaRoot.of()) {
      assertThatThrownBy(() -> ArrowDatasets.in(folder.resolve("bare").toString()).stage(root))
          .hasMessage("Cannot stage Arrow data: it has no columns");
    }
  }

  @Example
  void aReaderThatFailsHalfwayStagesNothing() throws Exception {
    Path store = folder.resolve("half");
    try (ArrowReader reader = new FailingReader(memory)) {
      assertThatThrownBy(() -> ArrowDatasets.in(store.toString()).stage(reader))
          .isInstanceOf(IOException.class)
          .hasMessage("the line is cut");
    }
    assertThat(files(store)).isEmpty();
  }

  /** Gives one batch and fails. */
  private static final class FailingReader extends ArrowReader {
    private boolean begun;

    FailingReader(BufferAllocator allocator) {
      super(allocator);
    }

    @Override
    public boolean loadNextBatch() throws IOException {
      if (begun) {
        throw new IOException("the line is cut");
      }
      begun = true;
      BigIntVector x = (BigIntVector) getVectorSchemaRoot().getVector("x");
      x.setSafe(0, 1);
      getVectorSchemaRoot().setRowCount(1);
      return true;
    }

    @Override
    public long bytesRead() {
      return 0;
    }

    @Override
    protected void closeReadSource() {}

    @Override
    protected Schema readSchema() {
      return new Schema(List.of(Field.nullable("x", new ArrowType.Int(64, true))));
    }
  }

  @Example
  void theDefaultStoreIsTheWorkersOwn() {
    assertThat(Stores.ofUser().uri()).endsWith("/.local/state/truthound");
  }

  private static VectorSchemaRoot numbers(Integer... values) {
    IntVector x = new IntVector("x", memory);
    x.allocateNew(Math.max(1, values.length));
    for (int row = 0; row < values.length; row++) {
      if (values[row] == null) {
        x.setNull(row);
      } else {
        x.setSafe(row, values[row]);
      }
    }
    x.setValueCount(values.length);
    return VectorSchemaRoot.of(x);
  }

  private static void fill(VarCharVector vector, List<String> words) {
    vector.reset();
    vector.allocateNew();
    for (int at = 0; at < words.size(); at++) {
      vector.setSafe(at, words.get(at).getBytes(StandardCharsets.UTF_8));
    }
    vector.setValueCount(words.size());
  }

  private static Tally tally(Dataset dataset, Rule rule) throws Exception {
    Engines.Answer answer =
        engines.check(
            dataset, RuleSet.of(rule), BatchConfig.DEFAULT, Scenario.target(3), List.of());
    return answer.slices().get(0).summary().totals().byRule().get(0);
  }

  private static List<Path> files(Path store) throws IOException {
    if (!Files.exists(store)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(store)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }
}
