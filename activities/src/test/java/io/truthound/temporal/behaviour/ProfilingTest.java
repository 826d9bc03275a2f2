package io.truthound.temporal.behaviour;

import static io.truthound.temporal.contract.WireNames.GIVE_UP_SLICE;
import static io.truthound.temporal.contract.WireNames.MERGE_STATES;
import static io.truthound.temporal.contract.WireNames.PROFILE;
import static io.truthound.temporal.contract.WireNames.PROFILE_SLICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.truthound.temporal.client.AggregationException;
import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Profiles: how their answer comes together, how they end, and what stays out of history. */
class ProfilingTest extends RealBehaviour {
  private static final BatchConfig PARALLEL =
      BatchConfig.DEFAULT.withExecutionStrategy(ExecutionStrategy.PARALLEL);
  private static final int MOST_BYTES = 32 * 1024;

  @Test
  void moreThan64SlicesAreMergedInATree() {
    Dataset dataset = files(65);

    ProfileResult result = real(PARALLEL.withMaxWorkers(8)).profileBatch(dataset);

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(result.ended()).isEqualTo(Ended.COMPLETED);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(65, 0, 0, 0, 0));
    assertThat(result.rows()).isEqualTo(650);
    ColumnProfile x = result.column("x");
    assertThat(x.distinct()).isEqualTo(new ColumnProfile.Distinct(650, true, 0));
    assertThat(x.min()).isEqualTo("0");
    assertThat(x.max()).isEqualTo("649");
    assertThat(x.numbers().mean()).isEqualByComparingTo("324.5");
    assertThat(x.numbers().std()).isEqualByComparingTo("187.78312");
    assertThat(x.quantiles().values().get(3).value()).isEqualTo("324.5");
    assertThat(x.histogram().counts()).hasSize(20).contains(33L, 32L);
    assertThat(x.frequent()).isEmpty();
    History history = history(result.workflowId());
    assertThat(history.scheduled(PROFILE_SLICE)).hasSize(65);
    assertThat(history.scheduled(MERGE_STATES)).hasSize(2);
    assertThat(history.scheduled(PROFILE)).hasSize(1);
    ProfileResult report = BatchArtifacts.profile(result.report());
    assertThat(report.withoutFrequent().columns()).isEqualTo(result.columns());
    assertThat(report.column("x").frequent())
        .hasSize(10)
        .startsWith(new ColumnProfile.Frequent("0", 1), new ColumnProfile.Frequent("1", 1));
  }

  @Test
  void onlyTheColumnsThatAreAskedForAreProfiled() {
    ProfileScope scope = ProfileScope.ALL.withColumns(List.of("h"));

    ProfileResult result = real(BatchConfig.DEFAULT).profileBatch(files(1), scope);

    assertThat(result.columns()).extracting(ColumnProfile::name).containsExactly("h");
    assertThat(result.correlations()).isEmpty();
  }

  @Test
  void numericColumnsAreHeldAgainstEachOtherWhereAskedTo() {
    Path file = folder.resolve("t.parquet");
    Dataset dataset =
        Tables.groups(
            file,
            "SELECT i AS a, 7 - 3 * i AS b, 'x' AS c, 5 AS d, CASE WHEN i % 2 = 0 THEN i END AS e"
                + " FROM range(5000) t(i)");

    ProfileResult result =
        real(PARALLEL).profileBatch(dataset, ProfileScope.ALL.withCorrelations(true));

    assertThat(result.correlations())
        .extracting(pair -> pair.a() + pair.b() + " " + pair.rows() + " " + pair.pearson())
        .containsExactly(
            "ab 5000 -1",
            "ad 5000 null",
            "ae 2500 1",
            "bd 5000 null",
            "be 2500 -1",
            "de 2500 null");
  }

  /** Of many columns states lie in files, and tables hold a few of them at a time. */
  @Test
  void manyColumnsSayWhatFewOfThemSay() throws Exception {
    String query =
        IntStream.range(0, 270)
            .mapToObj(ProfilingTest::column)
            .collect(Collectors.joining(", ", "SELECT ", " FROM range(5000) t(i)"));
    Path file = folder.resolve("t.parquet");
    Dataset dataset = Tables.groups(file, query);
    damage(file, "c269");
    List<String> few =
        List.of("c0", "c1", "c2", "c3", "c4", "c255", "c256", "c257", "c268", "c269");

    ProfileResult all = report(dataset, ProfileScope.ALL);
    ProfileResult some = report(dataset, ProfileScope.ALL.withColumns(few));

    assertThat(all.rows()).isEqualTo(2_952);
    assertThat(all.columns()).hasSize(270);
    assertThat(few.stream().map(all::column).toList()).isEqualTo(some.columns());
    assertThat(all.errors()).isEqualTo(some.errors());
  }

  private ProfileResult report(Dataset dataset, ProfileScope scope) {
    return BatchArtifacts.profile(real(PARALLEL).profileBatch(dataset, scope).report());
  }

  private static String column(int at) {
    String value =
        switch (at % 5) {
          case 0 -> "(i * %d) %% 13";
          case 1 -> "CASE WHEN i %% 7 <> 0 THEN (i * %d) %% 11 / 3 END";
          case 2 -> "'ä€' || (i * %d) %% 17";
          case 3 -> "make_timestamp_ns((i * %d) %% 19)";
          default -> "((i * %d) %% 9)::DECIMAL(20, 2)";
        };
    return value.formatted(at + 1) + " AS c" + at;
  }

  @Test
  void manyColumnsOfTextSayWhatFewOfThemSay() throws Exception {
    int columns = 270;
    String header =
        IntStream.range(0, columns).mapToObj(at -> "c" + at).collect(Collectors.joining(","));
    String rows =
        IntStream.range(0, 300)
            .mapToObj(
                row ->
                    IntStream.range(0, columns)
                        .mapToObj(at -> at % 3 == 0 ? "x" + row % 5 : row == 7 ? "?" : "" + row)
                        .collect(Collectors.joining(",")))
            .collect(Collectors.joining("\n"));
    Path file = Files.writeString(folder.resolve("t.csv"), header + "\n" + rows + "\n");
    Dataset dataset =
        Dataset.of(file.toString())
            .withOptions(ReaderOptions.DEFAULT.withColumn("c256", DataType.parse("int64")));
    List<String> few = List.of("c0", "c1", "c255", "c256", "c269");

    ProfileResult all = report(dataset, ProfileScope.ALL);
    ProfileResult some = report(dataset, ProfileScope.ALL.withColumns(few));

    assertThat(all.errors()).isEmpty();
    assertThat(few.stream().map(all::column).toList()).isEqualTo(some.columns());
    assertThat(all.column("c256").inconvertible()).isEqualTo(1);
  }

  @Test
  void anUnknownColumnIsRefusedWithTheNearestName() {
    ProfileScope scope = ProfileScope.ALL.withColumns(List.of("xx"));

    assertThatExceptionOfType(ChunkingException.class)
        .isThrownBy(() -> real(BatchConfig.DEFAULT).profileBatch(files(1), scope))
        .withMessage("Unknown column \"xx\" (columns: x, h; nearest: \"x\")");
  }

  @Test
  void anEngineThatOnlyChecksRefusesToProfile() {
    assertThatExceptionOfType(ChunkingException.class)
        .isThrownBy(() -> scripted(BatchConfig.DEFAULT).profileBatch(files(1)))
        .withMessageEndingWith("checks rules and does not profile");
  }

  @Test
  void nothingIsSaidOfNoRows() {
    Dataset dataset =
        Tables.table(folder.resolve("t.parquet"), "SELECT 1 AS x, 'a' AS s WHERE false");

    ProfileResult result = real(BatchConfig.DEFAULT).profileBatch(dataset);

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(result.rows()).isZero();
    assertThat(result.columns())
        .allSatisfy(
            column -> {
              assertThat(column.values()).isZero();
              assertThat(column.distinct()).isEqualTo(new ColumnProfile.Distinct(0, true, 0));
              assertThat(column.min()).isNull();
              assertThat(column.quantiles()).isNull();
              assertThat(column.histogram()).isNull();
            });
  }

  @Test
  void aDamagedRowGroupIsAnErrorAndLeftOut() throws Exception {
    Dataset dataset = damaged();

    ProfileResult result = real(PARALLEL.withBatchSize(122_880)).profileBatch(dataset);

    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.ended()).isEqualTo(Ended.COMPLETED);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(2, 0, 0, 1, 0));
    assertThat(result.rows()).isEqualTo(245_760);
    assertThat(result.errors()).hasSize(1);
    assertThat(result.errors().get(0).message()).startsWith("rows 122880 to 245759 of ");
    // The other column of those rows is left out too: one row is one row in all columns.
    assertThat(result.column("x").values()).isEqualTo(245_760);
    assertThat(result.column("x").max()).isEqualTo("368639");
    assertThat(result.column("x").numbers().mean()).isEqualByComparingTo("184319.5");
  }

  @ParameterizedTest
  @EnumSource(ExecutionStrategy.class)
  void failFastStopsAtTheLowestErrorChunk(ExecutionStrategy strategy) throws Exception {
    BatchConfig config =
        BatchConfig.DEFAULT
            .withExecutionStrategy(strategy)
            .withBatchSize(122_880)
            .withFailFast(true);

    ProfileResult result = real(config).profileBatch(damaged());

    assertThat(result.ended()).isEqualTo(Ended.FAIL_FAST);
    assertThat(result.failingChunk()).isEqualTo(1);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(1, 0, 0, 1, 1));
    assertThat(result.rows()).isEqualTo(122_880);
    assertThat(result.column("x").max()).isEqualTo("122879");
  }

  @Test
  void withoutContinueOnErrorTheWorkflowFailsWithWhatIsKnown() throws Exception {
    Dataset dataset = damaged();
    BatchConfig config = PARALLEL.withBatchSize(122_880).withContinueOnError(false);

    assertThatExceptionOfType(BatchExecutionException.class)
        .isThrownBy(() -> real(config).profileBatch(dataset))
        .withMessageStartingWith("Chunk 1 is ERROR: rows 122880 to 245759 of ")
        .satisfies(
            failure -> {
              assertThat(failure.partialResult()).isNull();
              assertThat(failure.partialProfile().rows()).isEqualTo(122_880);
            });
  }

  /** Three row groups in one file; one page of the second is damaged. */
  private Dataset damaged() throws Exception {
    Path file = Files.createDirectories(folder.resolve("data")).resolve("t.parquet");
    Dataset dataset =
        Tables.table(file, "SELECT i AS x, hash(i) % 1000 / 7 AS h FROM range(368640) t(i)");
    damage(file, "h");
    return dataset;
  }

  private static void damage(Path file, String column) throws Exception {
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement();
        ResultSet offsets =
            statement.executeQuery(
                "SELECT coalesce(dictionary_page_offset, data_page_offset) FROM parquet_metadata('%s') WHERE path_in_schema = '%s' AND row_group_id = 1"
                    .formatted(file, column));
        RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      offsets.next();
      bytes.seek(offsets.getLong(1));
      byte[] rubbish = new byte[64];
      Arrays.fill(rubbish, (byte) 0xff);
      bytes.write(rubbish);
    }
  }

  @Test
  void aSliceThatIsGivenUpSaysNothing() {
    HookedStore store = HookedStore.at(folder);
    store.refuses("slice-00000001.json", 2);
    world(plugin -> plugin.addStore(store));

    ProfileResult result = real(PARALLEL.withRetryPolicy(TWICE)).profileBatch(files(3));

    assertThat(history(result.workflowId()).scheduled(GIVE_UP_SLICE)).hasSize(1);
    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.rows()).isEqualTo(20);
    assertThat(result.column("x").numbers().mean()).isEqualByComparingTo("14.5");
  }

  @Test
  void aTotalTimeoutTellsOfTheSlicesBefore() {
    CountDownLatch over = new CountDownLatch(1);
    HookedStore store = HookedStore.at(folder);
    store.before("slice-00000002.json", () -> await(over));
    world(plugin -> plugin.addStore(store));

    ProfileResult result = real(PARALLEL.withTimeout(Duration.ofSeconds(6))).profileBatch(files(4));
    over.countDown();

    assertThat(result.ended()).isEqualTo(Ended.TIMED_OUT);
    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.rows()).isEqualTo(20);
    assertThat(result.column("x").max()).isEqualTo("19");
    assertThat(result.failureMessage()).isEqualTo("The total timeout of PT6S was over");
  }

  @Test
  void aCancelledProfileLeavesWhatItKnew() {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    HookedStore store = HookedStore.at(folder);
    store.before(
        "slice-00000002.json",
        () -> {
          reached.countDown();
          await(over);
        });
    world(plugin -> plugin.addStore(store));
    BatchHandle batch = real(BatchConfig.SEQUENTIAL).startProfile(files(4), ProfileScope.ALL);

    await(reached);
    batch.cancel();

    assertThatExceptionOfType(CancellationException.class).isThrownBy(batch::profileResult);
    over.countDown();
    ProfileResult known = batch.partialProfile(store.uri()).orElseThrow();
    assertThat(known.ended()).isEqualTo(Ended.CANCELLED);
    assertThat(known.rows()).isEqualTo(20);
    assertThat(known.column("x").numbers().mean()).isEqualByComparingTo("9.5");
  }

  @Test
  void withoutPartialResultsACancelledProfileLeavesOnlyCounts() {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    HookedStore store = HookedStore.at(folder);
    store.before(
        "slice-00000001.json",
        () -> {
          reached.countDown();
          await(over);
        });
    world(plugin -> plugin.addStore(store));
    BatchHandle batch =
        real(BatchConfig.SEQUENTIAL.withCollectPartialResults(false))
            .startProfile(files(2), ProfileScope.ALL);

    await(reached);
    batch.cancel();

    assertThatExceptionOfType(CancellationException.class).isThrownBy(batch::profileResult);
    over.countDown();
    ProfileResult known = batch.partialProfile(store.uri()).orElseThrow();
    assertThat(known.columns()).isEmpty();
    assertThat(known.chunks()).isEqualTo(new StatusCounts(1, 0, 0, 0, 1));
  }

  @Test
  void statesOfAnotherVersionAreRefused() {
    world(plugin -> plugin.addStore(altering("{\"version\":1,\"nulls\"")));

    assertThatExceptionOfType(AggregationException.class)
        .isThrownBy(() -> real(BatchConfig.DEFAULT).profileBatch(files(2)))
        .withMessageContaining(
            "the profile of column x has version 2; this worker merges version 1");
  }

  @Test
  void aSliceOfAnotherVersionIsRefused() {
    world(plugin -> plugin.addStore(altering("{\"version\":1,\"plan\"")));

    assertThatExceptionOfType(AggregationException.class)
        .isThrownBy(() -> real(BatchConfig.DEFAULT).profileBatch(files(2)))
        .withMessageContaining("slice-00000001.json belongs to another plan or version");
  }

  /** A store in which a later version's worker wrote the second slice. */
  private HookedStore altering(String versionOne) {
    return HookedStore.at(folder)
        .after(
            "slice-00000001.json",
            () -> {
              Path slice = stored("slice-00000001.json");
              String json = Files.readString(slice);
              assertThat(json).contains(versionOne);
              Files.writeString(slice, json.replace(versionOne, versionOne.replace('1', '2')));
            });
  }

  private Path stored(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
    }
  }

  @Test
  void hundredsOfColumnsStayOutOfHistoryAndComeFromTheReport() {
    String columns =
        IntStream.range(0, 300)
            .mapToObj(
                at ->
                    at % 3 == 0
                        ? "i %% 40 * %d AS c%d".formatted(at, at)
                        : at % 3 == 1
                            ? "'secret-' || (i %% 50 + %d) AS c%d".formatted(at, at)
                            : "(i %% 60 / %d.0)::DOUBLE AS c%d".formatted(at, at))
            .collect(Collectors.joining(", "));
    Dataset dataset =
        Tables.groups(folder.resolve("t.parquet"), "SELECT " + columns + " FROM range(4100) t(i)");

    ProfileResult result = real(PARALLEL).profileBatch(dataset);

    assertThat(result.columns()).hasSize(300);
    assertThat(result.abridged()).isFalse();
    assertThat(result.column("c297").max()).isEqualTo(Long.toString(39 * 297));
    assertThat(result.column("c4").distinct().count()).isEqualTo(50);
    History history = history(result.workflowId());
    assertThat(history.payloadBytes())
        .allSatisfy(bytes -> assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES));
  }

  @Test
  void mostFrequentValuesStayOutOfHistory() {
    Dataset dataset =
        Tables.table(
            folder.resolve("t.parquet"), "SELECT 'secret-' || i % 3 AS name FROM range(10) t(i)");

    ProfileResult result = real(BatchConfig.DEFAULT).profileBatch(dataset);

    assertThat(BatchArtifacts.profile(result.report()).column("name").frequent())
        .containsExactly(
            new ColumnProfile.Frequent("secret-0", 4),
            new ColumnProfile.Frequent("secret-1", 3),
            new ColumnProfile.Frequent("secret-2", 3));
    assertThat(history(result.workflowId()).payloads())
        .allSatisfy(
            payload -> assertThat(payload.getData().toStringUtf8()).doesNotContain("secret-"));
  }

  @Test
  void theReportIsTheSameForEveryWorkerCountAndStrategy() throws IOException {
    Dataset dataset =
        Tables.groups(
            folder.resolve("t.parquet"),
            "SELECT i AS x, sin(i) AS d, 'v' || i % 9 AS s FROM range(20000) t(i)");

    ProfileResult one =
        real(BatchConfig.SEQUENTIAL).profileBatch(dataset, ProfileScope.ALL.withCorrelations(true));
    ProfileResult other =
        real(PARALLEL.withMaxWorkers(7))
            .profileBatch(dataset, ProfileScope.ALL.withCorrelations(true));

    assertThat(Files.readAllBytes(Path.of(java.net.URI.create(other.report().uri()))))
        .isEqualTo(Files.readAllBytes(Path.of(java.net.URI.create(one.report().uri()))));
    assertThat(one.column("d").numbers().mean())
        .isEqualByComparingTo(other.column("d").numbers().mean());
    assertThat(one.column("x").numbers().mean()).isEqualByComparingTo(new BigDecimal("9999.5"));
  }

  @Test
  void textThatIsNoValueIsCountedApart() throws IOException {
    world(plugin -> plugin.setSliceTarget(new SliceTarget(1, 1, 1)));
    Path file = folder.resolve("people.csv");
    Files.writeString(
        file, "age,name\n1,a\n2,b\nx,c\n4\n,d\n5,e\n6,f\n7,g\n8,h\n9,i\n10,j\n11,k\n12,l\n");

    ProfileResult result = real(BatchConfig.DEFAULT).profileBatch(Dataset.csv(file.toString()));

    assertThat(result.rows()).isEqualTo(13);
    assertThat(result.malformed()).isEqualTo(1);
    ColumnProfile age = result.column("age");
    assertThat(age.type().text()).isEqualTo("int64");
    assertThat(age.values()).isEqualTo(10);
    assertThat(age.nulls()).isEqualTo(1);
    assertThat(age.inconvertible()).isEqualTo(1);
    assertThat(age.max()).isEqualTo("12");
    assertThat(result.column("name").values()).isEqualTo(12);
  }
}
