package io.truthound.temporal.behaviour;

import static io.temporal.api.enums.v1.ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_ALLOW_ALL;
import static io.temporal.api.enums.v1.ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_BUFFER_ONE;
import static io.truthound.temporal.rule.Rules.inRange;
import static io.truthound.temporal.rule.Rules.notNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.truthound.temporal.RealServer;
import io.truthound.temporal.World;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.BatchSchedule;
import io.truthound.temporal.client.BatchSchedules;
import io.truthound.temporal.client.BatchTiming;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Batches that a server starts at times; the in-memory server has no schedules. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class SchedulesTest {
  private static final BatchTiming EVERY_NIGHT = BatchTiming.cron("0 3 * * *");
  private static final RuleSet RULES = RuleSet.of(notNull("x"), inRange("x", 0, 5));

  @TempDir Path folder;
  private final String id = "nightly-" + UUID.randomUUID();
  private World world;
  private BatchSchedules schedules;

  @BeforeEach
  void startWorker() {
    RealServer.require();
    world = World.real(folder, plugin -> {});
    schedules =
        BatchSchedules.of(world.executor().setConfig(BatchConfig.DEFAULT.withBatchSize(5)).build());
  }

  @AfterEach
  void stopWorker() {
    if (world != null) {
      world.close();
    }
  }

  private Dataset numbers() {
    return Tables.files(folder.resolve("data"), 1, 10).named("numbers");
  }

  private CheckResult result(String workflowId) {
    return BatchHandle.of(world.client(), workflowId).result();
  }

  @Test
  void startsABatchWithTheExecutorsSettings() {
    BatchSchedule nightly = schedules.createCheck(id, numbers(), RULES, EVERY_NIGHT);

    nightly.trigger();
    Behaviour.waitUntil(() -> nightly.describe().recent().size() == 1);

    CheckResult result = result(nightly.describe().recent().get(0));
    assertThat(result.workflowId()).startsWith(id + "-");
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.dataset().name()).isEqualTo("numbers");
    assertThat(result.totalChunks()).isEqualTo(2);
    nightly.delete();
    assertThat(schedules.ids()).doesNotContain(id);
  }

  @Test
  void startsTheBatchesOfTimesThatPassed() {
    BatchSchedule nightly =
        schedules.createCheck(id, numbers(), RULES, EVERY_NIGHT.in(ZoneId.of("Europe/Berlin")));

    nightly.backfill(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-04T00:00:00Z"));
    Behaviour.waitUntil(() -> nightly.describe().recent().size() == 3);

    List<String> batches = nightly.describe().recent();
    assertThat(batches)
        .containsExactly(
            id + "-2026-01-01T02:00:00Z",
            id + "-2026-01-02T02:00:00Z",
            id + "-2026-01-03T02:00:00Z");
    assertThat(batches).extracting(batch -> result(batch).status()).containsOnly(Status.FAILED);
    assertThat(schedules.ids()).contains(id);
    nightly.delete();
  }

  /** The day before, as it is in the schedule's zone: in UTC these would be others. */
  @Test
  void eachDayIsCheckedOnce() {
    for (int day = 1; day <= 7; day++) {
      Dataset unused = Tables.files(folder.resolve("data/dt=2026-01-0" + day), 1, day);
    }
    Dataset days =
        Dataset.of(folder.resolve("data/dt={scheduled-1d:yyyy-MM-dd}").toString()).named("days");
    BatchTiming early = BatchTiming.cron("30 0 * * *").in(ZoneId.of("Europe/Berlin"));
    BatchSchedule nightly = schedules.createCheck(id, days, RULES, early);

    nightly.backfill(Instant.parse("2026-01-01T12:00:00Z"), Instant.parse("2026-01-08T12:00:00Z"));
    Behaviour.waitUntil(() -> nightly.describe().recent().size() == 7);

    assertThat(nightly.describe().recent())
        .extracting(batch -> result(batch).dataset().rows())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    nightly.update(timing -> timing.in(ZoneId.of("UTC")));
    Instant last = Instant.parse("2026-01-08T00:30:00Z");
    nightly.backfill(last, last);
    String again = id + "-" + last;
    Behaviour.waitUntil(() -> nightly.describe().recent().contains(again));
    assertThat(result(again).dataset().rows()).isEqualTo(7);
    nightly.delete();
  }

  @Test
  void whatItStartsCanBeReplaced() {
    BatchSchedule first =
        schedules
            .withPaused(true)
            .withNote("not yet")
            .createCheck(id, numbers(), RULES, EVERY_NIGHT);
    assertThat(first.describe().paused()).isTrue();
    assertThat(first.describe().note()).isEqualTo("not yet");

    BatchSchedule nightly =
        schedules
            .withReplacing(true)
            .createCheck(
                id, numbers().named("other"), RULES, BatchTiming.every(Duration.ofHours(6)));

    BatchSchedule.Description now = nightly.describe();
    assertThat(now.paused()).isTrue();
    assertThat(now.dataset()).isEqualTo("other");
    assertThat(now.operation()).isEqualTo(Operation.CHECK);
    assertThat(now.timing().intervals()).hasSize(1);
    assertThat(now.timing().crons()).isEmpty();
    nightly.delete();
  }

  /** A batch runs for as long as its data is waited for. */
  @Test
  void whileABatchRunsTheNextIsSkippedOrWaitsOrRunsBesideIt() {
    Path late = folder.resolve("late");
    BatchSchedules waiting =
        BatchSchedules.of(world.executor().setWaitForData(Duration.ofMinutes(2)).build());
    Dataset data = Dataset.parquet(late.toString()).named("late");

    BatchSchedule nightly = waiting.createCheck(id, data, RULES, EVERY_NIGHT);
    triggered(nightly, 1);
    trigger(nightly);
    Behaviour.waitUntil(() -> nightly.describe().skipped() == 1);
    nightly.update(EVERY_NIGHT.withOverlap(SCHEDULE_OVERLAP_POLICY_ALLOW_ALL));
    triggered(nightly, 2);
    nightly.update(EVERY_NIGHT.withOverlap(SCHEDULE_OVERLAP_POLICY_BUFFER_ONE));
    trigger(nightly);
    assertThat(nightly.describe().recent()).hasSize(2);
    Dataset unused = Tables.files(late, 1, 10);
    Behaviour.waitUntil(() -> nightly.describe().recent().size() == 3);

    assertThat(nightly.describe().recent())
        .extracting(batch -> result(batch).dataset().rows())
        .containsExactly(10L, 10L, 10L);
    assertThat(nightly.describe().skipped()).isEqualTo(1);
    nightly.delete();
  }

  private static void triggered(BatchSchedule schedule, int batches) {
    trigger(schedule);
    Behaviour.waitUntil(() -> schedule.describe().recent().size() == batches);
  }

  /** Triggers it in a second of its own: batches of one second would have one id. */
  private static void trigger(BatchSchedule schedule) {
    long second = Instant.now().getEpochSecond();
    Behaviour.waitUntil(() -> Instant.now().getEpochSecond() > second);
    schedule.trigger();
  }

  @Test
  void pausesGoesOnAndTakesOtherTimes() {
    BatchSchedule nightly = schedules.createLearn(id, numbers(), EVERY_NIGHT);

    nightly.pause("the lake is being cleaned");
    assertThat(nightly.describe().paused()).isTrue();
    assertThat(nightly.describe().note()).isEqualTo("the lake is being cleaned");
    nightly.resume(null);
    assertThat(nightly.describe().paused()).isFalse();
    nightly.update(
        BatchTiming.cron("30 4 1 1 *")
            .withJitter(Duration.ofMinutes(1))
            .withCatchUp(Duration.ofHours(2))
            .withPauseOnFailure(true));

    assertThat(schedules.find(id).describe().next().get(0).toString()).contains("-01-01T04:3");
    nightly.delete();
  }

  @Test
  void refusesWhatCannotBe() {
    BatchSchedule nightly = schedules.createProfile(id, numbers(), EVERY_NIGHT);

    assertThatIllegalStateException()
        .isThrownBy(() -> schedules.createProfile(id, numbers(), EVERY_NIGHT))
        .withMessage("Cannot create schedule " + id + ": there is one of this id");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> nightly.update(BatchTiming.cron("every night")))
        .withMessageStartingWith("Cannot set the timing of schedule " + id + ": ");
    assertThatIllegalArgumentException()
        .isThrownBy(BatchTiming::cron)
        .withMessageStartingWith("Invalid timing: no time");
    nightly.delete();
  }
}
