package io.truthound.temporal.behaviour;

import static io.truthound.temporal.SuiteSeed.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.Seeds;
import io.truthound.temporal.World;
import io.truthound.temporal.client.BatchOperationException;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.config.RetryPolicy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Unique;
import io.truthound.temporal.s3.Fault.Kind;
import io.truthound.temporal.s3.Faults;
import io.truthound.temporal.s3.FaultyProxy;
import io.truthound.temporal.s3.RealS3;
import io.truthound.temporal.s3.Request;
import io.truthound.temporal.storage.s3.S3Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Batches whose S3 fails at random, and whose objects are replaced or deleted under them: the
 * answer is that of local files, or what is missing of it is told with the object and the cause.
 */
class S3FaultsTest {
  private static final BatchConfig CONFIG =
      BatchConfig.DEFAULT
          .withBatchSize(10_000)
          .withExecutionStrategy(ExecutionStrategy.PARALLEL)
          .withRetryPolicy(new RetryPolicy(Duration.ofMillis(5), 1, Duration.ofMillis(5), 5));

  private static final RuleSet RULES =
      RuleSet.of(new InRange("x", 0, 95_000), new NotNull("x"), new Unique("h"));

  /** A byte that is another gives nobody away within a range: only artifacts have checksums. */
  private static final Set<Kind> OF_OBJECTS = EnumSet.complementOf(EnumSet.of(Kind.FLIPPED_BYTE));

  private static Path folder;
  private static World local;
  private static World far;
  private static FaultyProxy proxy;
  private static String bucket;
  private static int tries;
  private static int right;

  @BeforeContainer
  static void open() throws IOException {
    folder = Files.createTempDirectory("truthound-s3-faults-");
    bucket = RealS3.shared().bucket();
    proxy = FaultyProxy.before(RealS3.shared().server().endpoint());
    local = World.at(folder.resolve("local"), plugin -> plugin.forInMemoryServer());
    far =
        World.at(
            folder.resolve("far"),
            plugin ->
                plugin
                    .setS3(
                        S3Settings.DEFAULT
                            .withEndpoint(proxy.endpoint())
                            .withPatience(Duration.ofSeconds(1)))
                    .addStore("s3://" + bucket + "/state")
                    .setSliceTarget(Behaviour.EVERY_BLOCK)
                    .forInMemoryServer());
  }

  @AfterContainer
  static void close() throws IOException {
    System.err.println("S3 failed " + tries + " batches, of which " + right + " were whole");
    assertThat(right).isPositive().isLessThan(tries);
    far.close();
    local.close();
    proxy.close();
    ScratchFolders.delete(folder);
  }

  @Property(seed = SUITE, tries = 6, shrinking = ShrinkingMode.OFF)
  void theAnswerIsRightOrSaysWhatIsMissing(@ForAll long seed) {
    Seeds.each(seed, S3FaultsTest::check);
  }

  private static void check(long seed) throws IOException {
    Random random = new Random(seed);
    Path own = folder.resolve("try" + tries++);
    Tables.groups(
        Files.createDirectories(own).resolve("a.parquet"),
        "SELECT i AS x, hash(i) AS h, repeat('y', 40) AS y FROM range(24000) t(i)");
    Tables.groups(
        own.resolve("b.parquet"),
        "SELECT i AS x, hash(i) AS h, repeat('z', 40) AS y FROM range(24000, 36000) t(i)");
    RealS3.shared().putAll(bucket, folder, own);
    CheckResult expected = check(local, Dataset.parquet(own.toString()));
    String there = "s3://" + bucket + "/" + folder.relativize(own) + "/";

    proxy.reset();
    proxy.faults(faults(random));
    disturb(random, folder.relativize(own) + "/b.parquet");
    CheckResult result;
    try {
      result = check(far, Dataset.parquet(there));
    } catch (BatchOperationException e) {
      assertThat(e.getMessage()).as("seed %d", seed).contains("s3://" + bucket);
      return;
    }

    assertThat(result.totalChunks()).isEqualTo(expected.totalChunks());
    assertThat(result.passedChunks()).isLessThanOrEqualTo(expected.passedChunks());
    assertThat(result.failedChunks()).isLessThanOrEqualTo(expected.failedChunks());
    if (result.status() == Status.ERROR) {
      assertThat(result.errors().stream().map(ChunkError::message))
          .as("seed %d", seed)
          .allSatisfy(message -> assertThat(message).contains("s3://" + bucket));
      return;
    }
    assertThat(result.passedChunks()).isEqualTo(expected.passedChunks());
    assertThat(result.failedChunks()).isEqualTo(expected.failedChunks());
    assertThat(rules(result, there))
        .as("seed %d", seed)
        .isEqualTo(rules(expected, own.toUri().toString()));
    right++;
  }

  private static String rules(CheckResult result, String place) {
    return result.rules().toString().replace(place, "");
  }

  private static CheckResult check(World world, Dataset dataset) {
    return world.executor().setConfig(CONFIG).build().checkBatch(dataset.named("d"), RULES);
  }

  private static Faults faults(Random random) {
    double rate = random.nextInt(4) * 0.1;
    long seed = random.nextLong();
    Faults artifacts = Faults.seeded(seed, rate, EnumSet.allOf(Kind.class)).where(ofArtifacts());
    Faults objects = Faults.seeded(seed, rate, OF_OBJECTS).where(ofArtifacts().negate());
    return (request, number) ->
        ofArtifacts().test(request)
            ? artifacts.next(request, number)
            : objects.next(request, number);
  }

  private static Predicate<Request> ofArtifacts() {
    return request -> request.path().contains("/state/");
  }

  /** Replaces or deletes an object when it is read for the first or a later time. */
  private static void disturb(Random random, String key) {
    int what = random.nextInt(6);
    int after = random.nextInt(4);
    int[] reads = {0};
    Predicate<Request> read =
        request -> request.readsAnObject() && request.path().endsWith(key) && reads[0]++ == after;
    if (what == 0) {
      proxy.before(read, () -> RealS3.shared().server().delete(bucket, key));
    } else if (what == 1) {
      proxy.before(
          read,
          () -> {
            String unused = RealS3.shared().server().put(bucket, key, new byte[10]);
          });
    }
  }
}
