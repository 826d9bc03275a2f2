package io.truthound.temporal.behaviour;

import static io.truthound.temporal.contract.WireNames.COUNT_KEYS;
import static io.truthound.temporal.contract.WireNames.FIND_UNIQUE;
import static io.truthound.temporal.contract.WireNames.LEARN;
import static io.truthound.temporal.contract.WireNames.PROFILE_SLICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Learns: how their answer comes together, how they end, and what stays out of history. */
class LearningTest extends RealBehaviour {
  private static final BatchConfig PARALLEL =
      BatchConfig.DEFAULT.withExecutionStrategy(ExecutionStrategy.PARALLEL);
  private static final int MOST_BYTES = 32 * 1024;

  /**
   * Of 8,192 values each in four blocks, of which all but the third are looked at first: all
   * different, two equal in the first and the third block, two equal in the first, few different.
   */
  private Dataset keys() {
    return Tables.groups(
        folder.resolve("t.parquet"),
        "SELECT hash(i) AS id, hash(CASE i WHEN 5000 THEN 0 ELSE i END) AS nearly, hash(CASE i"
            + " WHEN 1 THEN 0 ELSE i END) AS early, i // 4 AS four, 'v' || i % 3 AS s FROM"
            + " range(8192) t(i)");
  }

  private static List<String> rules(LearnResult result) {
    return result.rules().stream()
        .map(rule -> new String(ArtifactJson.write(rule.rule()), StandardCharsets.UTF_8))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = ExecutionStrategy.class,
      names = {"SEQUENTIAL", "PARALLEL"})
  void uniquenessIsExactWhereOnlyAFewValuesRepeat(ExecutionStrategy strategy) {
    LearnResult result =
        real(BatchConfig.DEFAULT.withExecutionStrategy(strategy)).learnBatch(keys());

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(rules(result))
        .filteredOn(rule -> rule.contains("unique"))
        .containsExactly("{\"type\":\"unique\",\"column\":\"id\"}");
    assertThat(result.schema().column("id").unique()).isTrue();
    assertThat(result.schema().column("nearly").unique()).isFalse();
    assertThat(result.schema().column("early").unique()).isFalse();
    History history = history(result.workflowId());
    assertThat(history.scheduled(PROFILE_SLICE)).hasSize(4);
    assertThat(history.scheduled(FIND_UNIQUE)).hasSize(1);
    // Of the third column a look, of the fourth the sketch shows that values repeat.
    assertThat(history.scheduled(COUNT_KEYS)).hasSize(2);
    assertThat(history.scheduled(LEARN)).hasSize(1);
  }

  @Test
  void fewValuesAreKnownToBeUniqueWithoutCountingThem() {
    LearnResult result = real(BatchConfig.DEFAULT).learnBatch(files(2));

    assertThat(result.schema().column("x").unique()).isTrue();
    assertThat(history(result.workflowId()).scheduled(COUNT_KEYS)).isEmpty();
  }

  @Test
  void whatIsLearnedGoesStraightIntoACheck() {
    Dataset dataset = files(2);

    LearnResult learned = real(BatchConfig.DEFAULT).learnBatch(dataset);
    CheckResult checked = real(BatchConfig.DEFAULT).checkBatch(dataset, learned.toRules());

    assertThat(checked.status()).isEqualTo(Status.PASSED);
    assertThat(rules(learned))
        .startsWith(
            "{\"type\":\"dtype\",\"column\":\"x\",\"dtype\":\"int64\"}",
            "{\"type\":\"not_null\",\"column\":\"x\"}",
            "{\"type\":\"unique\",\"column\":\"x\"}",
            "{\"type\":\"in_range\",\"column\":\"x\",\"min\":0,\"max\":19}");
  }

  @Test
  void theReportIsTheSameForEveryWorkerCountAndStrategy() throws IOException {
    Dataset dataset = keys();

    LearnResult one = real(BatchConfig.SEQUENTIAL).learnBatch(dataset);
    LearnResult other = real(PARALLEL.withMaxWorkers(7)).learnBatch(dataset);

    assertThat(Files.readAllBytes(Path.of(URI.create(other.report().uri()))))
        .isEqualTo(Files.readAllBytes(Path.of(URI.create(one.report().uri()))));
  }

  @Test
  void setsOfValuesStayOutOfHistoryAndComeFromTheReport() {
    Dataset dataset =
        Tables.table(
            folder.resolve("t.parquet"), "SELECT 'secret-' || i % 3 AS name FROM range(10) t(i)");

    LearnResult result = real(BatchConfig.DEFAULT).learnBatch(dataset);

    assertThat(result.abridged()).isFalse();
    assertThat(result.schema().column("name").values())
        .containsExactly("secret-0", "secret-1", "secret-2");
    assertThat(rules(result))
        .contains(
            "{\"type\":\"in_set\",\"column\":\"name\",\"values\":[\"secret-0\",\"secret-1\",\"secret-2\"]}");
    assertThat(history(result.workflowId()).payloads())
        .allSatisfy(
            payload -> assertThat(payload.getData().toStringUtf8()).doesNotContain("secret-"));
  }

  @Test
  void manyColumnsStayOutOfHistoryAndComeFromTheReport() {
    String columns =
        IntStream.range(0, 150)
            .mapToObj("i %% 40 * %1$d AS c%1$d"::formatted)
            .collect(Collectors.joining(", "));
    Dataset dataset =
        Tables.groups(folder.resolve("t.parquet"), "SELECT " + columns + " FROM range(100) t(i)");

    LearnResult result = real(PARALLEL).learnBatch(dataset);

    assertThat(result.schema().columns()).hasSize(150);
    assertThat(result.schema().column("c149").max()).isEqualTo(Long.toString(39 * 149));
    assertThat(history(result.workflowId()).payloadBytes())
        .allSatisfy(bytes -> assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES));
  }

  @Test
  void aSliceThatIsGivenUpMakesItAnErrorAndNothingIsCalledUnique() {
    HookedStore store = HookedStore.at(folder);
    store.refuses("slice-00000001.json", 2);
    world(plugin -> plugin.addStore(store));

    LearnResult result = real(PARALLEL.withRetryPolicy(TWICE)).learnBatch(files(3));

    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.ended()).isEqualTo(Ended.COMPLETED);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(2, 0, 0, 1, 0));
    assertThat(result.rows()).isEqualTo(20);
    assertThat(result.errors()).hasSize(1);
    assertThat(rules(result)).noneMatch(rule -> rule.contains("unique"));
    assertThat(history(result.workflowId()).scheduled(FIND_UNIQUE)).isEmpty();
  }

  @Test
  void aColumnWhoseValuesCannotBeCountedMakesItAnError() {
    HookedStore store = HookedStore.at(folder);
    store.refuses("keys-00000000-0-of-1.json", 2);
    world(plugin -> plugin.addStore(store));

    LearnResult result = real(BatchConfig.DEFAULT.withRetryPolicy(TWICE)).learnBatch(keys());

    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.failureMessage())
        .startsWith("Cannot say whether columns are unique: \"id\" (")
        .contains("the store does not answer");
    assertThat(result.schema().column("id").unique()).isFalse();
    assertThat(result.chunks()).isEqualTo(new StatusCounts(9, 0, 0, 0, 0));
  }

  @Test
  void withoutContinueOnErrorTheWorkflowFailsWithWhatIsKnown() {
    HookedStore store = HookedStore.at(folder);
    store.refuses("slice-00000001.json", 2);
    world(plugin -> plugin.addStore(store));
    BatchConfig config = BatchConfig.SEQUENTIAL.withRetryPolicy(TWICE).withContinueOnError(false);

    assertThatExceptionOfType(BatchExecutionException.class)
        .isThrownBy(() -> real(config).learnBatch(files(3)))
        .withMessageStartingWith("Chunk 1 is ERROR: ")
        .satisfies(failure -> assertThat(failure.partialLearn().rows()).isEqualTo(10));
  }

  @Test
  void anEngineThatOnlyChecksRefusesToLearn() {
    assertThatExceptionOfType(ChunkingException.class)
        .isThrownBy(() -> scripted(BatchConfig.DEFAULT).learnBatch(files(1)))
        .withMessageEndingWith("checks rules and does not profile");
  }

  @Test
  void typesAloneAreLearnedFromNoRows() {
    Dataset dataset =
        Tables.table(folder.resolve("t.parquet"), "SELECT 1 AS x, 'a' AS s WHERE false");

    LearnResult result = real(BatchConfig.DEFAULT).learnBatch(dataset);

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(rules(result))
        .containsExactly(
            "{\"type\":\"dtype\",\"column\":\"x\",\"dtype\":\"int32\"}",
            "{\"type\":\"dtype\",\"column\":\"s\",\"dtype\":\"string\"}");
    assertThat(result.rules()).allSatisfy(rule -> assertThat(rule.seen()).isZero());
  }
}
