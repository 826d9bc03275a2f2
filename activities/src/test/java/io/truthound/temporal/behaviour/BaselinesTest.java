package io.truthound.temporal.behaviour;

import static io.truthound.temporal.contract.WireNames.BASELINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temporal.api.enums.v1.EventType;
import io.truthound.temporal.ArrowDatasets;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.storage.Baselines;
import io.truthound.temporal.storage.Baselines.Kind;
import io.truthound.temporal.storage.local.LocalArtifactStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

/** Checks without rules: the first learns what later ones are held against. */
class BaselinesTest extends RealBehaviour {
  private static final BatchConfig PARALLEL =
      BatchConfig.DEFAULT.withExecutionStrategy(ExecutionStrategy.PARALLEL);

  private Dataset ids(int rows) {
    return Tables.table(
        folder.resolve("t.parquet"),
        "SELECT i AS id, i %% 2 AS side FROM range(%d) t(i)".formatted(rows));
  }

  private Baselines baselines() {
    return new Baselines(LocalArtifactStore.at(Path.of(folder.toString(), "store")));
  }

  private static List<RuleResult> broken(CheckResult result) {
    return result.rules().stream()
        .filter(rule -> rule.status() != Status.PASSED && rule.status() != Status.SKIPPED)
        .toList();
  }

  @Test
  void theFirstCheckLearnsAndLaterOnesDoNot() throws IOException {
    CheckResult first = real(PARALLEL).checkBatch(ids(30));
    CheckResult later = real(PARALLEL).checkBatch(ids(40));

    assertThat(first.status()).isEqualTo(Status.PASSED);
    EventType child = EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED;
    assertThat(history(first).count(child)).isOne();
    assertThat(history(first).scheduled(BASELINE)).hasSize(2);
    assertThat(history(later).count(child)).isZero();
    assertThat(history(later).scheduled(BASELINE)).hasSize(1);
    assertThat(later.status()).isEqualTo(Status.WARNING);
    assertThat(broken(later))
        .extracting(RuleResult::name)
        .containsExactly("automatic: 0 to 29 in the schema");
    assertThat(baselines().find("numbers", Kind.BASELINE).orElseThrow().schema().rows())
        .isEqualTo(30);
  }

  @Test
  void givenRulesStandBeforeTheAutomaticOnes() {
    CheckResult result =
        real(PARALLEL).checkBatch(ids(20), RuleSet.of(new NotNull("side")).plus(RuleSet.auto()));

    assertThat(result.rules().get(0).name()).isNull();
    assertThat(result.rules().subList(1, result.rules().size()))
        .allSatisfy(rule -> assertThat(rule.name()).startsWith("automatic: "));
  }

  @Test
  void aLearnWithAnErrorChunkStoresNoBaseline() throws IOException {
    HookedStore store = HookedStore.at(folder);
    store.refuses("slice-00000001.json", 2);
    world(plugin -> plugin.addStore(store));

    CheckResult result = real(PARALLEL.withRetryPolicy(TWICE)).checkBatch(files(3));

    // The check itself could read all rows: what is not among those learned from, it finds.
    assertThat(result.errorChunks()).isZero();
    assertThat(new Baselines(store).find("numbers", Kind.BASELINE)).isEmpty();
    assertThat(new Baselines(store).find("numbers", Kind.LEARNED)).isEmpty();
  }

  @Test
  void dataOfMemoryThatNobodyNamedIsLearnedAndCheckedAndNothingIsKept() throws IOException {
    Dataset staged;
    try (RootAllocator memory = new RootAllocator();
        IntVector ids = new IntVector("id", memory)) {
      ids.allocateNew(2);
      ids.set(0, 1);
      ids.set(1, 2);
      ids.setValueCount(2);
      staged =
          ArrowDatasets.in(folder.resolve("store").toString())
              .stage(new VectorSchemaRoot(List.of(ids)));
    }

    CheckResult passing = real(PARALLEL).checkBatch(staged);
    CheckResult named = real(PARALLEL).checkBatch(staged.named("ids"));

    assertThat(passing.status()).isEqualTo(Status.PASSED);
    assertThat(named.status()).isEqualTo(Status.PASSED);
    String name = passing.dataset().name();
    assertThat(baselines().find(name, Kind.BASELINE)).isEmpty();
    assertThat(baselines().find(name, Kind.LEARNED)).isEmpty();
    assertThat(baselines().find("ids", Kind.BASELINE)).isPresent();
  }

  @Test
  void whatWasForgottenIsLearnedAnew() throws IOException {
    real(PARALLEL).checkBatch(ids(20));
    baselines().add("numbers", Kind.BASELINE, null);

    CheckResult result = real(PARALLEL).checkBatch(ids(30));

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(baselines().find("numbers", Kind.BASELINE).orElseThrow().schema().rows())
        .isEqualTo(30);
  }

  @Test
  void manyColumnsAreHeldAgainstTheirBaseline() {
    String columns =
        IntStream.range(0, 100)
            .mapToObj("i + %1$d AS c%1$d"::formatted)
            .collect(Collectors.joining(", "));
    String query = "SELECT " + columns + " FROM range(%d) t(i)";
    Path file = folder.resolve("t.parquet");

    CheckResult first = real(PARALLEL).checkBatch(Tables.table(file, query.formatted(50)));
    CheckResult later =
        real(PARALLEL)
            .checkBatch(Tables.table(file, query.formatted(50).replace("i + 7 AS c7,", "")));

    assertThat(first.status()).isEqualTo(Status.PASSED);
    assertThat(first.rules()).hasSize(100 * 6 + 1);
    assertThat(later.status()).isEqualTo(Status.FAILED);
    assertThat(broken(later))
        .extracting(RuleResult::message)
        .containsOnly("column \"c7\" is missing");
    assertThat(history(later).payloadBytes())
        .allSatisfy(bytes -> assertThat(bytes).isLessThanOrEqualTo(32 * 1024));
  }

  @Test
  void refusalsOfTheLearnAreThoseOfTheCheck() {
    assertThatExceptionOfType(ChunkingException.class)
        .isThrownBy(() -> real(PARALLEL).checkBatch(Dataset.parquet("/no/such/file.parquet")))
        .withMessageContaining("/no/such/file.parquet");
  }

  @Test
  void aPlanWithoutABaselineIsRefused() {
    assertThatExceptionOfType(ChunkingException.class)
        .isThrownBy(() -> real(PARALLEL).plan(ids(3), RuleSet.auto()))
        .withMessage(
            "Cannot make rules for numbers: there is no baseline yet: the first check makes it, and"
                + " a plan scans nothing");
  }
}
