package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.truthound.temporal.World;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.result.CheckResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The meters of a worker, and what {@code docs/metrics.md} says of them. */
class MetersTest extends Behaviour {
  private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final BatchConfig CONFIG =
      BatchConfig.DEFAULT
          .withExecutionStrategy(ExecutionStrategy.SEQUENTIAL)
          .withRetryPolicy(TWICE);

  private final MeterRegistry registry = new SimpleMeterRegistry();

  @BeforeEach
  void startMeteredWorker() {
    world(plugin -> plugin.setMeterRegistry(registry));
  }

  @Test
  void countABatchThatPasses() {
    CheckResult result = check(files(2), CONFIG);

    assertThat(attempts("plan", "done")).isEqualTo(1);
    assertThat(attempts("check_slice", "done")).isEqualTo(2);
    assertThat(attempts("report", "done")).isEqualTo(1);
    assertThat(count("truthound.scanned.rows", "kind", "check_slice")).isEqualTo(20);
    assertThat(count("truthound.scanned.bytes", "kind", "check_slice")).isPositive();
    assertThat(count("truthound.planned.batches", "operation", "check")).isEqualTo(1);
    assertThat(count("truthound.planned.rows", "operation", "check")).isEqualTo(20);
    assertThat(count("truthound.planned.bytes", "operation", "check"))
        .isEqualTo((double) result.dataset().bytes());
    assertThat(count("truthound.reported.batches", "status", "passed")).isEqualTo(1);
    assertThat(registry.find("truthound.retries").counter()).isNull();
    assertThat(registry.get("truthound.slots").gauge().value()).isEqualTo(16);
    assertThat(registry.get("truthound.slots.used").gauge().value()).isZero();
  }

  @Test
  void countASliceThatIsTriedAgainOnceInRowsAndTwiceInAttempts() {
    failsAtFirst(1);

    check(files(2), CONFIG);

    assertThat(attempts("check_slice", "failed")).isEqualTo(1);
    assertThat(attempts("check_slice", "done")).isEqualTo(2);
    assertThat(count("truthound.retries", "kind", "check_slice")).isEqualTo(1);
    assertThat(count("truthound.scanned.rows", "kind", "check_slice")).isEqualTo(20);
  }

  @Test
  void countABatchThatIsCancelled() {
    CountDownLatch scanning = new CountDownLatch(1);
    engine.slice(
        1,
        scan -> {
          scanning.countDown();
          scan.hangs();
        });
    BatchHandle batch = start(files(3), CONFIG);
    await(scanning);
    assertThat(registry.get("truthound.slots.used").gauge().value()).isEqualTo(1);

    batch.cancel();

    assertThatThrownBy(batch::result).isInstanceOf(CancellationException.class);
    assertThat(attempts("check_slice", "done")).isEqualTo(1);
    assertThat(attempts("check_slice", "cancelled")).isEqualTo(1);
    assertThat(count("truthound.scanned.rows", "kind", "check_slice")).isEqualTo(10);
    assertThat(count("truthound.reported.batches", "status", "error")).isEqualTo(1);
  }

  @Test
  void areThoseThatTheDocumentLists() throws IOException {
    failsAtFirst(0);

    check(files(2), CONFIG);

    assertThat(meters().map(MetersTest::described).distinct())
        .containsExactlyInAnyOrderElementsOf(
            rows("| `truthound.")
                .map(row -> "%s %s %s %s".formatted(row[1], row[2], row[3], row[4]))
                .toList());
  }

  @Test
  void haveNoTagsButTheFewThatTheDocumentLists() throws IOException {
    failsAtFirst(0);
    String documented = rows("| `").map(row -> row[1] + row[2]).collect(Collectors.joining());

    check(files(2), CONFIG);

    List<String> values =
        meters()
            .flatMap(meter -> meter.getId().getTags().stream())
            .filter(tag -> !tag.getKey().equals("task_queue"))
            .map(Tag::getValue)
            .distinct()
            .toList();
    assertThat(names(documented)).containsAll(values);
    assertThat(meters().map(meter -> meter.getId().getTag("task_queue")))
        .containsOnly(world().taskQueue());
  }

  @Test
  void leaveTheRegistryWhereTheyTellOfNow() {
    MeterRegistry other = new SimpleMeterRegistry();

    World.at(folder.resolve("other"), plugin -> plugin.setMeterRegistry(other)).close();

    assertThat(other.getMeters()).isEmpty();
  }

  private void failsAtFirst(int slice) {
    engine.slice(
        slice,
        scan -> {
          if (scan.attempt() == 1) {
            throw new IOException("disk on fire");
          }
        });
  }

  private long attempts(String kind, String outcome) {
    return registry
        .get("truthound.attempts")
        .tags("kind", kind, "outcome", outcome)
        .timer()
        .count();
  }

  private double count(String name, String tag, String value) {
    return registry.get(name).tag(tag, value).counter().count();
  }

  private Stream<Meter> meters() {
    return registry.getMeters().stream();
  }

  /** Describes a meter as a row of the document does: name, type, unit, tags. */
  private static String described(Meter meter) {
    String unit = meter.getId().getBaseUnit();
    return "`%s` %s %s %s"
        .formatted(
            meter.getId().getName(),
            meter.getId().getType().name().toLowerCase(Locale.ROOT),
            unit == null ? "" : unit,
            meter.getId().getTags().stream()
                .map(tag -> "`" + tag.getKey() + "`")
                .sorted(MetersTest::asDocumented)
                .collect(Collectors.joining(" ")));
  }

  /** The task queue comes first. */
  private static int asDocumented(String tag, String other) {
    int queue = Boolean.compare(other.equals("`task_queue`"), tag.equals("`task_queue`"));
    return queue != 0 ? queue : tag.compareTo(other);
  }

  private static Stream<String[]> rows(String beginning) throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .filter(line -> line.startsWith(beginning))
        .map(line -> line.split("\\s*\\|\\s*"));
  }

  private static List<String> names(String text) {
    return NAME.matcher(text).results().map((MatchResult name) -> name.group(1)).toList();
  }
}
