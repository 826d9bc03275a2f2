package io.truthound.temporal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What history cannot hold: requests are refused, answers are read from the store. */
class RequestSizeTest {

  @Test
  void rulesThatCompressWellPass() {
    List<Rule> rules = new ArrayList<>();
    for (int rule = 0; rule < 5_000; rule++) {
      rules.add(new NotNull("column_" + rule % 100));
    }

    assertThatCode(() -> RequestSize.requireSmall(request("d", new RuleSet(rules))))
        .doesNotThrowAnyException();
  }

  @Test
  void rulesThatAreTooLargeEvenCompressedAreRefusedWithSizeAndLimit() {
    Random random = new Random(1);
    List<Rule> rules = new ArrayList<>();
    for (int rule = 0; rule < 3_000; rule++) {
      rules.add(new NotNull(Long.toHexString(random.nextLong())));
    }

    assertThatThrownBy(() -> RequestSize.requireSmall(request("d", new RuleSet(rules))))
        .isInstanceOf(ChunkingException.class)
        .hasMessageMatching(
            "Cannot start the batch: 3,000 rules and the dataset's URIs take [4-9][0-9],[0-9]{3} bytes,"
                + " compressed \\(allowed: 30,720\\); make several batches of them");
  }

  @Test
  void rulesThatUnpackToTooMuchAreRefused() {
    List<Rule> rules = new ArrayList<>();
    for (int rule = 0; rule < 40_000; rule++) {
      rules.add(new NotNull("a".repeat(100)));
    }

    assertThatThrownBy(() -> RequestSize.requireSmall(request("d", new RuleSet(rules))))
        .isInstanceOf(ChunkingException.class)
        .hasMessageMatching(
            "Cannot start the batch: 40,000 rules and the dataset's URIs take [0-9,]+ bytes \\(allowed:"
                + " 4,194,304\\); make several batches of them");
  }

  @Test
  void aNameThatIsTooLongIsRefused() {
    assertThatThrownBy(
            () ->
                RequestSize.requireSmall(request("n".repeat(1_001), RuleSet.of(new NotNull("x")))))
        .isInstanceOf(ChunkingException.class)
        .hasMessage(
            "Cannot start the batch: the dataset's name has 1,001 characters (allowed: 1,000 or"
                + " fewer)");
  }

  @Test
  void anAbridgedAnswerNeedsAReaderOfItsStore() {
    CheckResult abridged =
        new CheckResult(
            "id",
            "run",
            Status.PASSED,
            Ended.COMPLETED,
            BatchConfig.DEFAULT.aggregationStrategy(),
            Duration.ZERO,
            new DatasetSummary("d", 1, 1, 1),
            StatusCounts.NONE,
            List.of(),
            List.of(),
            null,
            null,
            new ArtifactRef("file:/store/runs/run/report.json", "00", 1),
            true);

    assertThatThrownBy(() -> BatchArtifacts.unabridged(abridged))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot read file:/store/runs/run/report.json: no artifact reader on the class path"
                + " reads it; local stores and S3 are read by"
                + " io.truthound.temporal:truthound-temporal-activities");
    assertThat(abridged.rules()).isEmpty();
  }

  private static BatchRequest request(String name, RuleSet rules) {
    return new BatchRequest(
        Operation.CHECK,
        Dataset.of("/d.parquet").named(name),
        null,
        rules,
        BatchConfig.DEFAULT,
        null,
        null,
        List.of(),
        null);
  }
}
