package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.truthound.temporal.RealServer;
import io.truthound.temporal.World;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.s3.Exchange;
import io.truthound.temporal.s3.FaultyProxy;
import io.truthound.temporal.s3.RealS3;
import io.truthound.temporal.storage.s3.S3Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of S3 for a check, and what of it is left elsewhere. */
@Timeout(120)
class S3ReadingTest {
  private static final String MARK = "Ada-Lovelace-";
  private static final int ROWS = 200_000;

  @TempDir Path folder;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private FaultyProxy proxy;
  private String bucket;
  private World world;

  @BeforeEach
  void open() throws IOException {
    RealServer.require();
    bucket = RealS3.shared().bucket();
    proxy = FaultyProxy.before(RealS3.shared().server().endpoint());
    world =
        World.real(
            folder,
            plugin ->
                plugin
                    .setS3(S3Settings.DEFAULT.withEndpoint(proxy.endpoint()))
                    .addStore("s3://" + bucket + "/state")
                    .setMeterRegistry(registry)
                    .setSliceBytes(500_000));
  }

  @AfterEach
  void close() throws IOException {
    world.close();
    proxy.close();
  }

  private CheckResult check(RuleSet rules, String uri) {
    return world
        .executor()
        .setConfig(BatchConfig.DEFAULT.withExecutionStrategy(ExecutionStrategy.PARALLEL))
        .build()
        .checkBatch(Dataset.of(uri), rules);
  }

  @Test
  void onlyTheBytesThatTheRulesNeedAreRead() throws Exception {
    Path file = folder.resolve("wide.parquet");
    String columns =
        IntStream.range(0, 16)
            .mapToObj(column -> "hash(i * 16 + " + column + ") AS c" + column)
            .collect(Collectors.joining(", "));
    long needed = write(file, "SELECT " + columns + " FROM range(" + ROWS + ") t(i)");
    String unused = RealS3.shared().server().put(bucket, "wide.parquet", file);

    CheckResult result =
        check(
            RuleSet.of(new NotNull("c2"), new InRange("c3", 0, null), new NotNull("c9")),
            "s3://" + bucket + "/wide.parquet");

    assertThat(result.status()).isEqualTo(Status.PASSED);
    List<Exchange> reads =
        proxy.requests().stream()
            .filter(each -> each.target().contains("/wide.parquet") && each.range() != null)
            .toList();
    assertThat(reads.stream().mapToLong(Exchange::bytes).sum())
        .isBetween(needed, needed * 11 / 10 + (64 << 10));
    // Two for the footer; of each slice one for c2 and c3, which lie side by side, and one for c9.
    assertThat(reads).hasSizeLessThanOrEqualTo(2 + 2 * (ROWS / 10_240 + 1));
    assertThat(proxy.requests())
        .filteredOn(each -> each.target().contains("/wide.parquet") && each.range() == null)
        .extracting(Exchange::method)
        .containsExactly("HEAD");
  }

  @Test
  void ofAnArrowFileOnlyTheBuffersThatTheRulesNeedAreRead() throws Exception {
    Path file = folder.resolve("wide.arrow");
    int batches = 10;
    int rows = 20_000;
    writeArrow(file, 16, batches, rows);
    String unused = RealS3.shared().server().put(bucket, "wide.arrow", file);

    CheckResult result =
        check(
            RuleSet.of(new NotNull("c2"), new InRange("c3", 0, 9_999), new NotNull("c9")),
            "s3://" + bucket + "/wide.arrow");

    assertThat(result.rules().get(1).tally().failed()).isEqualTo(10_000L * batches);
    assertThat(result.rules().get(2).tally().failed()).isZero();
    assertThat(result.dataset().rows()).isEqualTo((long) batches * rows);
    long needed = 3L * batches * (rows * 8 + rows / 8);
    assertThat(
            proxy.requests().stream()
                .filter(each -> each.target().contains("/wide.arrow"))
                .mapToLong(Exchange::bytes)
                .sum())
        .isBetween(needed, needed * 11 / 10 + (256 << 10));
  }

  private static void writeArrow(Path file, int columns, int batches, int rows) throws IOException {
    try (BufferAllocator allocator = new RootAllocator();
        VectorSchemaRoot root =
            VectorSchemaRoot.create(
                new Schema(
                    IntStream.range(0, columns)
                        .mapToObj(c -> Field.nullable("c" + c, new ArrowType.Int(64, true)))
                        .toList()),
                allocator);
        FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        ArrowFileWriter writer = new ArrowFileWriter(root, null, out)) {
      for (int batch = 0; batch < batches; batch++) {
        for (FieldVector vector : root.getFieldVectors()) {
          BigIntVector numbers = (BigIntVector) vector;
          for (int row = 0; row < rows; row++) {
            numbers.setSafe(row, row);
          }
          numbers.setValueCount(rows);
        }
        root.setRowCount(rows);
        writer.writeBatch();
      }
      writer.end();
    }
  }

  /** Returns the bytes of three columns in all row groups. */
  private static long write(Path file, String query) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 10240)"
              .formatted(query, file));
      try (ResultSet sum =
          statement.executeQuery(
              "SELECT sum(total_compressed_size)::BIGINT FROM parquet_metadata('%s')"
                      .formatted(file)
                  + " WHERE path_in_schema IN ('c2', 'c3', 'c9')")) {
        sum.next();
        return sum.getLong(1);
      }
    }
  }

  @Test
  void requestsAreMetered() throws Exception {
    String unused =
        RealS3.shared().server().put(bucket, "a.csv", "id\n1\n".getBytes(StandardCharsets.UTF_8));

    CheckResult result = check(RuleSet.of(new NotNull("id")), "s3://" + bucket + "/a.csv");

    assertThat(result.status()).isEqualTo(Status.PASSED);
    Timer reads = registry.get("truthound.s3.requests").tag("operation", "GetObject").timer();
    Counter read = registry.get("truthound.s3.bytes").tag("operation", "GetObject").counter();
    Counter written = registry.get("truthound.s3.bytes").tag("operation", "PutObject").counter();
    assertThat(reads.count()).isPositive();
    assertThat(read.count()).isGreaterThanOrEqualTo(5);
    assertThat(written.count()).isPositive();
  }

  @Test
  void neitherSecretsNorDataAreLeftInHistoryLogsMetersAndErrors() throws Exception {
    String text =
        IntStream.range(0, 100)
            .mapToObj(row -> row + "," + MARK + row + "\n")
            .collect(Collectors.joining("", "id,name\n", ""));
    String unused =
        RealS3.shared().server().put(bucket, "a.csv", text.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream before = System.err;
    CheckResult result;
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      result = check(RuleSet.of(new InRange("id", 0, 10)), "s3://" + bucket + "/a.csv");
    } finally {
      System.setErr(before);
    }

    assertThat(result.status()).isEqualTo(Status.FAILED);
    StringBuilder left = new StringBuilder(log.toString(StandardCharsets.UTF_8));
    History history = History.of(world, result.workflowId());
    history.events().forEach(left::append);
    left.append(history.payloadTexts());
    registry.getMeters().forEach(meter -> left.append(meter.getId()));
    try (var objects = Files.walk(folder.resolve("store"))) {
      assertThat(objects.filter(Files::isRegularFile)).isEmpty();
    } catch (java.nio.file.NoSuchFileException noLocalStore) {
      // as it should be
    }
    assertThat(left.toString())
        .contains("s3://" + bucket + "/a.csv")
        .doesNotContain(RealS3.shared().server().secretKey())
        .doesNotContain(MARK);
  }
}
