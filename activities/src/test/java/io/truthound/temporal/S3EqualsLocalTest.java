package io.truthound.temporal;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.InSet;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.Regex;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Unique;
import io.truthound.temporal.s3.RealS3;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Objects in S3, checked by two workers of a real server that have nothing in common but a store in
 * S3, give the report that local files give to one worker.
 */
class S3EqualsLocalTest {
  private static Path folder;
  private static Connection connection;
  private static World local;
  private static World first;
  private static World second;
  private static String bucket;
  private static int tries;

  @BeforeContainer
  static void open() throws Exception {
    RealServer.require();
    folder = Files.createTempDirectory("truthound-s3-equals-");
    connection = DriverManager.getConnection("jdbc:duckdb:");
    bucket = RealS3.shared().bucket();
    local =
        World.at(
            Files.createDirectory(folder.resolve("local")),
            plugin ->
                plugin
                    .forInMemoryServer()
                    .setSliceTarget(Scenario.target(0))
                    .addChunker(RandomCuts.NAME, new RandomCuts()));
    first = World.real(Files.createDirectory(folder.resolve("a")), S3EqualsLocalTest::inS3);
    second = first.joined(Files.createDirectory(folder.resolve("b")), S3EqualsLocalTest::inS3);
  }

  private static void inS3(TruthoundPlugin.Builder plugin) {
    plugin
        .addStore("s3://" + bucket + "/state")
        .setHost("machine-" + tries++)
        .setSliceTarget(Scenario.target(0))
        .addChunker(RandomCuts.NAME, new RandomCuts());
  }

  @AfterContainer
  static void close() throws Exception {
    local.close();
    first.close();
    second.close();
    connection.close();
    io.truthound.temporal.reader.ScratchFolders.delete(folder);
  }

  @Property(seed = SUITE, tries = 2, shrinking = ShrinkingMode.OFF)
  void parquet(@ForAll long seed) {
    Seeds.each(seed, at -> check(at, Scenario.of(at, DatasetFormat.PARQUET)));
  }

  @Property(seed = SUITE, tries = 1, shrinking = ShrinkingMode.OFF)
  void csv(@ForAll long seed) {
    Seeds.each(seed, at -> text(at, Scenario.of(at, DatasetFormat.CSV)));
  }

  @Property(seed = SUITE, tries = 1, shrinking = ShrinkingMode.OFF)
  void ndjson(@ForAll long seed) {
    Seeds.each(seed, at -> text(at, Scenario.of(at, DatasetFormat.NDJSON)));
  }

  @Property(seed = SUITE, tries = 1, shrinking = ShrinkingMode.OFF)
  void arrow(@ForAll long seed) {
    Seeds.each(seed, at -> check(at, Scenario.of(at, DatasetFormat.ARROW)));
  }

  /** Of these only parts are brought. */
  @Example
  void filesThatAreNotSmall() throws Exception {
    Path own = Files.createDirectory(folder.resolve("large"));
    String rows =
        "SELECT i AS id, hash(i) AS h, md5(i::VARCHAR) AS filler, 'name ' || (i % 1000) AS name,"
            + " CASE WHEN i % 13 = 0 THEN NULL ELSE i / 3.0 END AS d, md5('x' || i) AS other,"
            + " (i % 100)::DECIMAL(9,2) AS m, TIMESTAMP '2024-01-01' + INTERVAL (i) SECOND AS t,"
            + " i % 5 = 0 AS b FROM range(100000) r(i)";
    try (Statement statement = connection.createStatement()) {
      for (String format : List.of("parquet, ROW_GROUP_SIZE 10240", "csv", "json")) {
        String ending = format.equals("json") ? "ndjson" : format.split(",", -1)[0];
        statement.execute(
            "COPY (%s) TO '%s' (FORMAT %s)".formatted(rows, own.resolve("l." + ending), format));
      }
    }
    RealS3.shared().putAll(bucket, folder, own);
    RuleSet rules =
        RuleSet.of(
            new InSet("name", List.of("name 7", "name 8", "nobody")),
            new Regex("name", "name [0-9]+5"),
            new InRange("d", 0, 30_000),
            new NotNull("d"),
            new InRange("m", 0, 98),
            new Unique("h"),
            new InSet("b", List.of(true)));
    for (String ending : List.of("parquet", "csv", "ndjson")) {
      assertThat(Files.size(own.resolve("l." + ending))).isGreaterThan(1 << 20);

      CheckResult ofFile =
          executor(local)
              .checkBatch(Dataset.of(own.resolve("l." + ending).toString()).named("l"), rules);
      CheckResult ofObject =
          executor(first)
              .checkBatch(Dataset.of("s3://" + bucket + "/large/l." + ending).named("l"), rules);

      assertThat(comparable(ofObject, "s3://" + bucket + "/"))
          .isEqualTo(comparable(ofFile, folder.toUri().toString()));
    }
  }

  @Example
  void foldersAndGlobs() throws Exception {
    Path own = folder.resolve("tree");
    try (Statement statement = connection.createStatement()) {
      for (String day : List.of("dt=2026-11-27", "dt=2026-11-28", "_old", "dt=2026-11-28/.tmp")) {
        Path path = Files.createDirectories(own.resolve(day));
        for (int file = 0; file < 2; file++) {
          statement.execute(
              "COPY (SELECT %d AS id) TO '%s' (FORMAT parquet)"
                  .formatted(file, path.resolve("f" + file + ".parquet")));
        }
      }
    }
    Files.writeString(own.resolve("dt=2026-11-28").resolve("README"), "not data");
    RealS3.shared().putAll(bucket, folder, own);
    RuleSet rules = RuleSet.of(new NotNull("id"), new NotNull("dt"), new InRange("id", 0, 0));
    String there = "s3://" + bucket + "/";
    for (String data :
        List.of(
            "tree", "tree/", "tree/*/*.parquet", "tree/dt=2026-11-2[78]/f1.*", "tree/**/f0.*")) {
      CheckResult ofFiles =
          executor(local).checkBatch(Dataset.of(folder + "/" + data).named("tree"), rules);
      CheckResult ofObjects =
          executor(first).checkBatch(Dataset.of(there + data).named("tree"), rules);

      assertThat(ofObjects.dataset().sources()).as(data).isBetween(2L, 4L);
      assertThat(comparable(ofObjects, there))
          .as(data)
          .isEqualTo(comparable(ofFiles, folder.toUri().toString()));
    }
  }

  private static BatchExecutor executor(World world) {
    return world
        .executor()
        .setConfig(
            BatchConfig.DEFAULT
                .withBatchSize(7_000)
                .withExecutionStrategy(ExecutionStrategy.PARALLEL))
        .setKeys(List.of("id"))
        .build();
  }

  private static void text(long seed, Scenario scenario) throws Exception {
    Assume.that(scenario.table().rows() > 0);
    check(seed, scenario);
  }

  private static void check(long seed, Scenario scenario) throws Exception {
    String name = "try" + tries++;
    Path own = Files.createDirectory(folder.resolve(name));
    Dataset written = EngineEqualsPlainSqlTest.write(connection, scenario, own).named("table");
    boolean text =
        scenario.format() == DatasetFormat.CSV || scenario.format() == DatasetFormat.NDJSON;
    Dataset here = text ? Packed.some(written, new Random(seed)) : written;
    RealS3.shared().putAll(bucket, folder, own);
    String there = "s3://" + bucket + "/";
    List<String> objects =
        here.uris().stream().map(uri -> there + folder.relativize(Path.of(uri))).toList();

    CheckResult ofFiles = checked(local, here, scenario);
    CheckResult ofObjects = checked(first, here.withUris(objects), scenario);

    assertThat(ofObjects.report().uri()).startsWith(there + "state/runs/");
    assertThat(comparable(ofObjects, there))
        .as("%s", scenario)
        .isEqualTo(comparable(ofFiles, folder.toUri().toString()));
  }

  private static CheckResult checked(World world, Dataset dataset, Scenario scenario) {
    BatchExecutor.Builder executor =
        world.executor().setConfig(scenario.config()).setKeys(scenario.keys());
    if (scenario.chunker() != null) {
      executor.setChunker(scenario.chunker());
    }
    return executor.build().checkBatch(dataset, scenario.ruleSet());
  }

  /** Returns a report in which only names of files and times may differ from another's. */
  private static String comparable(CheckResult result, String place) throws Exception {
    ObjectNode report =
        ArtifactJson.read(
            ArtifactJson.write(BatchArtifacts.report(result.report())), ObjectNode.class);
    return new String(ArtifactJson.write(report), StandardCharsets.UTF_8)
        .replace(place, "")
        .replace("file:/", "file:///");
  }
}
