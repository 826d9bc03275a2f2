package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.duckdb.DuckDbSettings;
import io.truthound.temporal.engine.MemoryExhaustedException;
import io.truthound.temporal.engine.SliceReader;
import io.truthound.temporal.engine.SliceScan;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slices of every format come as Arrow, cut where chunks and blocks end. */
class SliceReaderTest {
  private static final int ROWS = 5_000;
  private static final RuleSet RULES = RuleSet.of(new NotNull("x"));

  @TempDir Path folder;
  private final List<String> cells = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"t.parquet", "t.csv", "t.ndjson", "t.arrow", "t.csv.gz"})
  void givesEveryRowInOrderAndNoBatchAcrossAChunkOrABlock(String name) throws Exception {
    Dataset dataset = numbers(folder.resolve(name));

    read(dataset, 300, 0, ReadingEngine.ofBatches(this::note));

    assertThat(cells)
        .isEqualTo(IntStream.range(0, ROWS).mapToObj(row -> row + ":" + row + ":v" + row).toList());
    assertThat(sizes).allMatch(rows -> rows <= 300);
    assertThat(sizes.stream().filter(rows -> rows == 300).count()).isGreaterThan(10);
  }

  private void note(SliceScan scan, SliceReader batch) throws IOException {
    VectorSchemaRoot root = batch.getVectorSchemaRoot();
    long first = batch.firstRow();
    long last = first + root.getRowCount() - 1;
    assertThat(batch.chunk()).isEqualTo(first / 300).isEqualTo(last / 300);
    assertThat(batch.source()).isEqualTo(scan.part().sources().get(0).uri());
    assertThat(scan.slice().segments().get(0).blocks())
        .anyMatch(block -> holds(block, first, last));
    sizes.add(root.getRowCount());
    for (int row = 0; row < root.getRowCount(); row++) {
      cells.add(
          "%d:%s:%s"
              .formatted(
                  first + row,
                  root.getVector("x").getObject(row),
                  root.getVector("s").getObject(row)));
    }
  }

  private static boolean holds(Block block, long first, long last) {
    return block.firstRow() <= first && last < block.endRow();
  }

  @Test
  void leavesMalformedRecordsOutAndTellsTheirNeighboursNumbers() throws Exception {
    Path file = Files.writeString(folder.resolve("t.csv"), "x,s\n1,a\nshort\n3,c\nq,d\n");
    Dataset dataset = typed(Dataset.csv(file.toString()));

    read(
        dataset,
        100,
        3,
        ReadingEngine.ofBatches(
            (scan, batch) -> {
              VectorSchemaRoot root = batch.getVectorSchemaRoot();
              for (int row = 0; row < root.getRowCount(); row++) {
                cells.add(
                    (batch.firstRow() + row)
                        + ":"
                        + root.getVector("x").getObject(row)
                        + ":"
                        + batch.inconvertible("x", row));
              }
            }));

    assertThat(cells).containsExactly("0:1:null", "2:3:null", "3:null:q");
  }

  @Test
  void givesEveryTypeAsTheOneThatIsPromised() throws Exception {
    Dataset dataset =
        table(
            "t.parquet",
            "SELECT 1::TINYINT x, 2::UBIGINT u, 1.5::FLOAT f, 1.25::DECIMAL(9, 2) m, DATE '2020-02-29' d, TIMESTAMP_NS '2020-01-01 00:00:00.123456789' n, TIMESTAMPTZ '2020-01-01 00:00:00+00' z, TIME '01:02:03' t, 'ab'::BLOB b, true o, [1, 2] l, 'c0ffee00-0000-0000-0000-000000000000'::UUID i");

    read(
        dataset,
        10,
        3,
        ReadingEngine.ofBatches(
            (scan, batch) -> {
              for (FieldVector vector : batch.getVectorSchemaRoot().getFieldVectors()) {
                Field field = vector.getField();
                Object value = vector.getObject(0);
                Object shown =
                    value instanceof byte[] bytes
                        ? new String(bytes, StandardCharsets.US_ASCII)
                        : value;
                cells.add(field.getName() + " " + field.getType() + " " + shown);
              }
            }));

    assertThat(cells)
        .containsExactly(
            "x Int(8, true) 1",
            "u Int(64, false) 2",
            "f FloatingPoint(SINGLE) 1.5",
            "m Decimal(9, 2, 128) 1.25",
            "d Date(DAY) 18321",
            "n Timestamp(MICROSECOND, null) 2020-01-01T00:00:00.123457",
            "z Timestamp(MICROSECOND, UTC) 1577836800000000",
            "t Time(MICROSECOND, 64) 3723000000",
            "b Binary ab",
            "o Bool true",
            "l Utf8 [1, 2]",
            "i Utf8 c0ffee00-0000-0000-0000-000000000000");
  }

  @Test
  void givesTheDatasetsTypesWhereAFileHasNarrowerOnesOrLacksAColumn() throws Exception {
    table("a.parquet", "SELECT 1::INTEGER x, 'a' s");
    table("b.parquet", "SELECT 2::BIGINT x");
    Dataset dataset =
        Dataset.parquet(
                folder.resolve("a.parquet").toString(), folder.resolve("b.parquet").toString())
            .withAllowMissing(true);

    read(
        dataset,
        10,
        3,
        ReadingEngine.ofBatches(
            (scan, batch) -> cells.add(batch.getVectorSchemaRoot().contentToTSVString())));

    assertThat(cells).containsExactly("x\ts\n1\ta\n", "x\ts\n2\tnull\n");
  }

  @Test
  void readsSegmentsOfAnyNumberWithoutAColumn() throws Exception {
    Dataset dataset = numbers(folder.resolve("t.parquet"));

    read(
        dataset,
        1_000,
        3,
        new ReadingEngine(
            scan -> {
              try (SliceReader batch = scan.openArrow(List.of())) {
                while (batch.loadNextBatch()) {
                  sizes.add(batch.getVectorSchemaRoot().getRowCount());
                }
              }
            }));

    assertThat(sizes.stream().mapToInt(rows -> rows).sum()).isEqualTo(ROWS);
  }

  @Test
  void refusesAColumnThatPrepareDidNotName() throws Exception {
    Dataset dataset = numbers(folder.resolve("t.parquet"));

    assertThatThrownBy(
            () -> read(dataset, 10, 3, new ReadingEngine(scan -> scan.openArrow(List.of("y")))))
        .hasRootCauseMessage(
            "Cannot open column \"y\": prepare did not say that it is read (read: x, s)");
  }

  @Test
  void noticesMemoryThatAnEngineLeavesBehind() throws Exception {
    Dataset dataset = numbers(folder.resolve("t.parquet"));
    List<ArrowBuf> left = new ArrayList<>();

    assertThatThrownBy(
            () ->
                read(
                    dataset,
                    10,
                    3,
                    new ReadingEngine(scan -> left.add(scan.allocator().buffer(8)))))
        .hasRootCauseMessage(
            "The engine left 8 bytes of Arrow memory behind: close all vectors of a scan");
    left.forEach(ArrowBuf::close);
  }

  @Test
  void closesAReaderThatAnEngineLeavesOpen() throws Exception {
    Dataset dataset = numbers(folder.resolve("t.parquet"));

    read(
        dataset,
        10,
        3,
        new ReadingEngine(
            scan -> {
              SliceReader batch = scan.openArrow(List.of("x"));
              sizes.add(batch.loadNextBatch() ? 1 : 0);
            }));

    assertThat(sizes).containsExactly(1);
  }

  @Test
  void saysWhatHelpsWhereABatchDoesNotFitIntoMemory() throws Exception {
    Dataset dataset =
        table("t.parquet", "SELECT i AS x, repeat('x', 30000) AS s FROM range(2000) t(i)");
    DuckDbSettings little = new DuckDbSettings(40L << 20, folder, 1L << 30);

    assertThatThrownBy(() -> read(little, dataset, 10, 3, ReadingEngine.ofBatches((scan, b) -> {})))
        .isInstanceOf(MemoryExhaustedException.class)
        .hasMessageContaining(
            "rows do not fit into 41,943,040 bytes (what helps: a larger memory limit of the worker");
  }

  private void read(Dataset dataset, long batchSize, int slicing, ReadingEngine engine)
      throws Exception {
    read(new DuckDbSettings(128L << 20, folder, 1L << 30), dataset, batchSize, slicing, engine);
  }

  private static void read(
      DuckDbSettings settings, Dataset dataset, long batchSize, int slicing, ReadingEngine engine)
      throws Exception {
    try (Engines engines = new Engines(settings, builtIn -> engine)) {
      Engines.Answer unused =
          engines.check(
              dataset,
              RULES,
              BatchConfig.DEFAULT.withBatchSize(batchSize).withUseStatistics(false),
              Scenario.target(slicing),
              List.of());
    }
  }

  private Dataset table(String name, String query) throws SQLException {
    Path file = folder.resolve(name);
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 2048)".formatted(query, file));
    }
    return Dataset.parquet(file.toString());
  }

  private Dataset numbers(Path file) throws Exception {
    String name = file.getFileName().toString();
    if (name.endsWith(".parquet")) {
      return table(name, "SELECT i AS x, 'v' || i AS s FROM range(%d) t(i)".formatted(ROWS));
    }
    if (name.endsWith(".arrow")) {
      List<List<Object>> rows = new ArrayList<>();
      IntStream.range(0, ROWS).forEach(row -> rows.add(List.of((long) row, "v" + row)));
      new ArrowTable(List.of("x", "s"), rows, List.of(2_000, 2_000, 1_000)).write(file);
      return Dataset.of(file.toString());
    }
    StringBuilder text = new StringBuilder(name.endsWith(".ndjson") ? "" : "x,s\n");
    String line = name.endsWith(".ndjson") ? "{\"x\": %1$d, \"s\": \"v%1$d\"}%n" : "%1$d,v%1$d%n";
    IntStream.range(0, ROWS).forEach(row -> text.append(line.formatted(row)));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(file);
        OutputStream packed = name.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      packed.write(bytes);
    }
    return typed(Dataset.of(file.toString()));
  }

  private static Dataset typed(Dataset text) {
    return text.withOptions(
        ReaderOptions.DEFAULT
            .withColumn("x", DataType.of(DataType.Kind.INT64))
            .withColumn("s", DataType.of(DataType.Kind.STRING)));
  }
}
