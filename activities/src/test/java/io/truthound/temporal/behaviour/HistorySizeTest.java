package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.Payload;
import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.Regex;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** History stays small and holds no data, however much fails. */
class HistorySizeTest extends RealBehaviour {
  private static final int MOST_BYTES = 32 * 1024;

  @Test
  void noPayloadPasses32KilobytesAndNoneHoldsValues() {
    Dataset dataset =
        Tables.table(
            folder.resolve("t.parquet"),
            "SELECT -7000000 - i AS x, 'secret-' || i AS name FROM range(50000) t(i)");
    List<Rule> rules = new ArrayList<>();
    for (int rule = 0; rule < 100; rule++) {
      rules.add(new InRange("x", rule, null));
      rules.add(new Regex("name", "never-" + rule));
    }

    CheckResult result =
        world()
            .executor()
            .setConfig(BatchConfig.DEFAULT.withBatchSize(10))
            .setKeys(List.of("name"))
            .build()
            .checkBatch(dataset, new RuleSet(rules));

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.failedChunks()).isEqualTo(5_000);
    assertThat(BatchArtifacts.report(result.report()).rules().get(1).samples())
        .hasSize(20)
        .allSatisfy(row -> assertThat((String) row.key().get("name")).startsWith("secret-"));
    List<Payload> payloads = history(result).payloads();
    assertThat(payloads)
        .hasSizeGreaterThan(8)
        .allSatisfy(
            payload -> {
              assertThat(payload.getSerializedSize()).isLessThanOrEqualTo(MOST_BYTES);
              assertThat(payload.getData().toStringUtf8())
                  .doesNotContain("secret-")
                  .doesNotContain("-7000");
            });
  }

  @Test
  void aSmallAnswerNamesItsFailingRowsWithoutTheirValues() {
    Dataset dataset =
        Tables.table(folder.resolve("t.parquet"), "SELECT -7000000 - i AS x FROM range(3) t(i)");

    CheckResult result = real(BatchConfig.DEFAULT).checkBatch(dataset, RULES);

    assertThat(result.rules().get(0).samples())
        .hasSize(3)
        .allSatisfy(row -> assertThat(row.values()).isEmpty());
    assertThat(history(result).payloads())
        .allSatisfy(
            payload -> assertThat(payload.getData().toStringUtf8()).doesNotContain("-7000"));
  }
}
