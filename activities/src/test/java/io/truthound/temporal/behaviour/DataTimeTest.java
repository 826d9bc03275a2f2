package io.truthound.temporal.behaviour;

import static io.truthound.temporal.contract.WireNames.PLAN;
import static io.truthound.temporal.rule.Rules.notNull;
import static io.truthound.temporal.rule.Rules.referentialIntegrity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.contract.BatchProgress.Phase;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which time's data a batch is about, and what it does until that is there. */
class DataTimeTest extends Behaviour {
  private static final RuleSet RULES = RuleSet.of(notNull("x"));

  private BatchExecutor.Builder at(String time) {
    return world().executor().setScheduledTime(ZonedDateTime.parse(time));
  }

  private Dataset days() {
    return Dataset.of(folder.resolve("data/dt={scheduled-1d:yyyy-MM-dd}").toString());
  }

  private void writeDay(String day, int rows) {
    Dataset unused = Tables.files(folder.resolve("data/dt=" + day), 1, rows);
  }

  @Test
  void readsTheDataOfItsTime() {
    writeDay("2026-01-01", 10);
    writeDay("2026-01-02", 20);

    CheckResult result =
        at("2026-01-03T00:30+01:00[Europe/Berlin]").build().checkBatch(days(), RULES);

    assertThat(result.dataset().rows()).isEqualTo(20);
    assertThat(result.dataset().name()).isEqualTo(days().displayName());
  }

  @Test
  void rulesNameOtherDataOfItsTime() {
    writeDay("2026-01-01", 10);
    writeDay("2026-01-02", 20);
    RuleSet rules =
        RuleSet.of(
            referentialIntegrity(
                "x", folder.resolve("data/dt={scheduled-2d:yyyy-MM-dd}").toString()));

    CheckResult result = at("2026-01-03T12:00Z").build().checkBatch(days(), rules);

    assertThat(result.rules().get(0).tally().failed()).isEqualTo(10);
  }

  @Test
  void allDatasetsOfAListAreOfItsTime() {
    writeDay("2026-01-01", 10);

    BatchResult result = at("2026-01-02T12:00Z").build().checkBatch(List.of(days(), days()), RULES);

    assertThat(result.counts().passed()).isEqualTo(2);
  }

  @Test
  void waitsForDataThatIsNotThereYet() {
    BatchHandle batch =
        at("2026-01-02T12:00Z")
            .setWaitForData(Duration.ofMinutes(1))
            .build()
            .startCheck(days(), RULES);
    waitUntil(() -> batch.progress().phase() == Phase.WAITING);

    writeDay("2026-01-01", 10);

    CheckResult result = batch.result();
    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(result.dataset().rows()).isEqualTo(10);
    assertThat(history(result).scheduled(PLAN)).hasSize(2);
  }

  @Test
  void waitsForNoLongerThanItMay() {
    BatchExecutor executor = at("2026-01-02T12:00Z").setWaitForData(Duration.ofSeconds(5)).build();
    BatchHandle batch = executor.startCheck(days(), RULES);

    assertThatExceptionOfType(ChunkingException.class)
        .isThrownBy(batch::result)
        .withMessage("No such file: " + Path.of(folder.toString(), "data/dt=2026-01-01"));
    assertThat(history(batch.id()).scheduled(PLAN)).hasSizeGreaterThan(1);
  }

  @Test
  void doesNotWaitForWhatIsWrongOtherwise() {
    writeDay("2026-01-01", 10);
    BatchHandle batch =
        at("2026-01-02T12:00Z")
            .setWaitForData(Duration.ofMinutes(1))
            .build()
            .startCheck(days(), RuleSet.of(notNull("nowhere")));

    assertThatExceptionOfType(ChunkingException.class).isThrownBy(batch::result);
    assertThat(history(batch.id()).scheduled(PLAN)).hasSize(1);
  }
}
