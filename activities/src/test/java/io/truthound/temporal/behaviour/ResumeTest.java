package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.truthound.temporal.World;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.config.SampleValues;
import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Unique;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A batch goes on where an earlier one ended: finished slices are not scanned again, and all that
 * it leaves in the store is, byte by byte, what an undisturbed batch leaves.
 */
class ResumeTest extends RealBehaviour {
  private static final int FILES = 8;
  private static final int TROUBLED = 4;
  private static final BatchConfig CONFIG =
      BatchConfig.DEFAULT
          .withBatchSize(10)
          .withMaxWorkers(FILES)
          .withExecutionStrategy(ExecutionStrategy.PARALLEL)
          .withRetryPolicy(TWICE);

  /** Three columns with keys twice, in no order. */
  private static final String KEYS =
      "SELECT hash(i % 900) AS a, hash(i % 800) AS b, hash(i % 700) AS c FROM range(1000) t(i)";

  /** How a batch comes to an end before its time, while one of its slices hangs. */
  enum Way {
    CANCELLED {
      @Override
      void end(BatchHandle batch, World world) {
        batch.cancel();
      }
    },
    TERMINATED {
      @Override
      void end(BatchHandle batch, World world) {
        world.client().newUntypedWorkflowStub(batch.id()).terminate("by a test");
      }
    };

    abstract void end(BatchHandle batch, World world);
  }

  private static RuleSet many() {
    List<Rule> all = new ArrayList<>(RULES.rules());
    for (int rule = 0; rule < 700; rule++) {
      all.add(new InRange("x", -1_000 - rule, null));
    }
    return new RuleSet(all);
  }

  /** Returns the run id of a batch that was ended when all slices but one were finished. */
  private String ended(Dataset dataset, RuleSet rules, Way way) {
    engine.slice(TROUBLED, ScriptedEngine.Scan::hangs);
    BatchHandle batch = scripted(CONFIG).startCheck(dataset, rules);
    waitUntil(() -> batch.progress().finishedSlices() == FILES - 1);
    way.end(batch, world());
    assertThat(catchThrowable(batch::result)).isNotNull();
    engine.forget();
    return batch.runId();
  }

  private CheckResult resumed(String run, Dataset dataset, RuleSet rules, BatchConfig config) {
    return world()
        .executor()
        .setEngine(ScriptedEngine.NAME)
        .setConfig(config)
        .setResume(run)
        .build()
        .checkBatch(dataset, rules);
  }

  /**
   * Returns the digests of all that a batch left, but for steps of a merge: how many slices each
   * takes depends on which are finished. Where a run stands in its dataset's history is its own.
   */
  private Map<String, String> left(String run) {
    try (Stream<Path> files = Files.list(Stored.folder(world(), run))) {
      Map<String, String> left = new TreeMap<>();
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        boolean same = !name.startsWith("merged-") || name.equals(RunPaths.merged(FILES));
        if (same && !name.equals(RunPaths.HISTORY)) {
          left.put(name, Digests.sha256(Files.readAllBytes(file)));
        }
      }
      return left;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path slice(String run, int slice) {
    return Stored.folder(world(), run).resolve(RunPaths.slice(slice));
  }

  private void scansOnlyWhatIsMissing(RuleSet rules, Way way) {
    Dataset dataset = files(FILES);
    CheckResult whole = scripted(CONFIG).checkBatch(dataset, rules);
    String run = ended(dataset, rules, way);
    int before = engine.scans().size();

    CheckResult result = resumed(run, dataset, rules, CONFIG);

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(result.ended()).isEqualTo(Ended.COMPLETED);
    assertThat(engine.scans().subList(before, engine.scans().size())).containsExactly(TROUBLED);
    assertThat(result.reusedSlices()).isEqualTo(FILES - 1);
    assertThat(whole.reusedSlices()).isZero();
    assertThat(left(result.runId())).isEqualTo(left(whole.runId()));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void finishedSlicesAreNotScannedAgain(Way way) {
    scansOnlyWhatIsMissing(RULES, way);
  }

  @Test
  void norAreThoseOfSoManyRulesThatHistoryHoldsNoTallies() {
    scansOnlyWhatIsMissing(many(), Way.CANCELLED);
  }

  @Test
  void norAreThoseOfABatchWhoseTimeWasOver() {
    Dataset dataset = files(FILES);
    CheckResult whole = check(dataset, CONFIG);
    engine.slice(TROUBLED, ScriptedEngine.Scan::hangs);
    CheckResult late = check(dataset, CONFIG.withTimeout(Duration.ofSeconds(4)));
    engine.forget();
    int before = engine.scans().size();

    CheckResult result = resumed(late.runId(), dataset, RULES, CONFIG);

    assertThat(late.ended()).isEqualTo(Ended.TIMED_OUT);
    assertThat(result.reusedSlices()).isLessThan(FILES);
    assertThat(engine.scans()).hasSize(before + FILES - result.reusedSlices());
    assertThat(left(result.runId())).isEqualTo(left(whole.runId()));
  }

  @Test
  void slicesThatWereGivenUpAreScannedAgain() {
    Dataset dataset = files(FILES);
    CheckResult whole = check(dataset, CONFIG);
    engine.slice(
        TROUBLED,
        scan -> {
          throw new IOException("scripted");
        });
    engine.slice(TROUBLED + 1, ScriptedEngine.Scan::isUnreadable);
    CheckResult troubled = check(dataset, CONFIG);
    engine.forget();
    int before = engine.scans().size();

    CheckResult result = resumed(troubled.runId(), dataset, RULES, CONFIG);

    assertThat(troubled.errorChunks()).isEqualTo(2);
    assertThat(engine.scans().subList(before, engine.scans().size()))
        .containsExactlyInAnyOrder(TROUBLED, TROUBLED + 1);
    assertThat(result.reusedSlices()).isEqualTo(FILES - 2);
    assertThat(left(result.runId())).isEqualTo(left(whole.runId()));
  }

  @Test
  void aBatchThatWasAbortedGoesOnBehindTheChunkThatAbortedIt() {
    Dataset dataset = files(FILES);
    BatchConfig strict =
        CONFIG.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL).withContinueOnError(false);
    engine.slice(TROUBLED, ScriptedEngine.Scan::isUnreadable);
    BatchHandle aborted = start(dataset, strict);
    assertThat(catchThrowable(aborted::result)).hasMessageContaining("Chunk 4 is ERROR");
    engine.forget();
    int before = engine.scans().size();

    CheckResult result = resumed(aborted.runId(), dataset, RULES, strict);

    assertThat(engine.scans().subList(before, engine.scans().size())).containsExactly(4, 5, 6, 7);
    assertThat(result.reusedSlices()).isEqualTo(TROUBLED);
    assertThat(result.status()).isEqualTo(Status.PASSED);
  }

  @Test
  void aResumedBatchIsResumedItselfAndContinuesInSeveralRuns() {
    world(plugin -> plugin.setActivitiesInOneRun(3));
    Dataset dataset = files(FILES);
    CheckResult whole = check(dataset, CONFIG);

    CheckResult second = resumed(whole.runId(), dataset, RULES, CONFIG);
    CheckResult third = resumed(second.runId(), dataset, RULES, CONFIG);

    assertThat(engine.scans()).hasSize(FILES);
    assertThat(second.reusedSlices()).isEqualTo(FILES);
    assertThat(third.reusedSlices()).isEqualTo(FILES);
    assertThat(left(third.runId())).isEqualTo(left(whole.runId()));
  }

  @Test
  void aSliceThatWasCopiedBeforeItsWorkerFailedIsReusedAllTheSame() {
    HookedStore store = HookedStore.at(folder);
    world(plugin -> plugin.addStore(store));
    Dataset dataset = files(FILES);
    CheckResult whole = check(dataset, CONFIG);
    store.after(
        RunPaths.slice(2),
        () -> {
          throw new IOException("the answer is lost");
        });

    CheckResult result = resumed(whole.runId(), dataset, RULES, CONFIG);

    assertThat(result.reusedSlices()).isEqualTo(FILES);
    assertThat(engine.scans()).hasSize(FILES);
  }

  @Test
  void aResultThatIsDamagedIsNotReused() throws IOException {
    Dataset dataset = files(FILES);
    CheckResult whole = check(dataset, CONFIG);
    Files.writeString(slice(whole.runId(), 1), "{\"version\":1,\"pl");
    Files.writeString(
        slice(whole.runId(), 2),
        Files.readString(slice(whole.runId(), 2)).replaceFirst("\"plan\":\"..", "\"plan\":\"zz"));

    CheckResult result = resumed(whole.runId(), dataset, RULES, CONFIG);

    assertThat(result.reusedSlices()).isEqualTo(FILES - 2);
    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(engine.scans()).hasSize(FILES + 2);
  }

  @Test
  void keysThatWereCountedAreNotCountedAgain() throws IOException {
    Dataset dataset = Tables.table(folder.resolve("keys.parquet"), KEYS);
    RuleSet unique = RuleSet.of(new Unique("a"), new Unique("b"), new Unique("c"));
    CheckResult whole = real(CONFIG).checkBatch(dataset, unique);
    Map<String, String> left = left(whole.runId());
    List<String> counted = left.keySet().stream().filter(each -> each.startsWith("keys-")).toList();
    Path earlier = Stored.folder(world(), whole.runId());
    Files.writeString(
        earlier.resolve(counted.get(0)), "\n", StandardOpenOption.APPEND); // told by its bytes
    Files.writeString(earlier.resolve(counted.get(1)), "{\"version\":1,");
    Files.delete(earlier.resolve(counted.get(2)));

    CheckResult result =
        world()
            .executor()
            .setConfig(CONFIG)
            .setResume(whole.runId())
            .build()
            .checkBatch(dataset, unique);

    assertThat(result.rules()).isEqualTo(whole.rules());
    Map<String, String> resumed = left(result.runId());
    assertThat(resumed.remove(counted.get(0)))
        .isEqualTo(Digests.sha256(Files.readAllBytes(earlier.resolve(counted.get(0)))));
    left.remove(counted.get(0));
    assertThat(resumed).isEqualTo(left);
  }

  @Test
  void aProfileAndALearnAreResumed() throws IOException {
    Dataset dataset = files(FILES);
    ProfileResult profile = real(CONFIG).profileBatch(dataset);
    LearnResult learned = real(CONFIG).learnBatch(dataset);
    Map<String, String> ofProfile = left(profile.runId());
    Map<String, String> ofLearn = left(learned.runId());
    Files.delete(slice(profile.runId(), TROUBLED));
    Files.delete(slice(learned.runId(), TROUBLED));

    ProfileResult profiledAgain =
        world()
            .executor()
            .setConfig(CONFIG)
            .setResume(profile.runId())
            .build()
            .profileBatch(dataset, ProfileScope.ALL);
    LearnResult learnedAgain =
        world().executor().setConfig(CONFIG).setResume(learned.runId()).build().learnBatch(dataset);

    assertThat(profiledAgain.reusedSlices()).isEqualTo(FILES - 1);
    assertThat(profiledAgain.columns()).isEqualTo(profile.columns());
    assertThat(left(profiledAgain.runId())).isEqualTo(ofProfile);
    assertThat(learnedAgain.reusedSlices()).isEqualTo(FILES - 1);
    assertThat(learnedAgain.rules()).isEqualTo(learned.rules());
    assertThat(left(learnedAgain.runId())).isEqualTo(ofLearn);
  }

  @Test
  void whatDiffersIsNamedAndNothingIsScanned() throws IOException {
    Dataset dataset = files(FILES);
    String run = check(dataset, CONFIG).runId();
    int before = engine.scans().size();
    RuleSet others = RULES.plus(RuleSet.of(new InRange("h", 0, null)));

    refused(run, dataset, others, CONFIG, "the rules changed");
    refused(
        run,
        dataset,
        RULES,
        CONFIG.withBatchSize(5).withSampleSize(3).withSampleValues(SampleValues.MASKED),
        "the batch size changed from 10 to 5; the sample size changed from 20 to 3; what is shown"
            + " of values changed from FULL to MASKED");
    Path second = Tables.file(folder.resolve("data"), 1);
    Path last = Tables.file(folder.resolve("data"), FILES - 1);
    Files.move(last, last.resolveSibling("part-100.parquet"));
    refused(
        run,
        dataset,
        RULES,
        CONFIG,
        last.resolveSibling("part-100.parquet").toUri()
            + " was no part of it (the first of 2 sources that differ)");
    Files.move(last.resolveSibling("part-100.parquet"), last);
    Files.copy(last, second, StandardCopyOption.REPLACE_EXISTING);
    refused(run, dataset, RULES, CONFIG, second.toUri() + " changed since");
    engine.becomes("scripted/2");
    assertThatThrownBy(() -> resumed(run, dataset, RULES, CONFIG))
        .hasMessageContaining("the engine changed from scripted/1 to scripted/2; ");

    assertThat(engine.scans()).hasSize(before);
  }

  @Test
  void aRunThatTheStoreDoesNotHaveIsRefused() {
    Dataset dataset = files(1);

    for (String unknown : List.of("no-such-run", "../runs/x", "..")) {
      assertThatThrownBy(() -> resumed(unknown, dataset, RULES, CONFIG))
          .isInstanceOf(ChunkingException.class)
          .hasMessage(
              "Cannot resume run %s: the store %s has no plan of it (%s)"
                  .formatted(
                      unknown,
                      world().store().toUri(),
                      "its first run's id is wanted, and the store that it was given"));
    }
  }

  private void refused(
      String run, Dataset dataset, RuleSet rules, BatchConfig config, String difference) {
    assertThatThrownBy(() -> resumed(run, dataset, rules, config))
        .isInstanceOf(ChunkingException.class)
        .hasMessage("Cannot resume run %s, whose plan is another: %s".formatted(run, difference));
  }
}
