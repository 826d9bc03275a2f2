package io.truthound.temporal.behaviour;

import static io.truthound.temporal.contract.WireNames.CHECK_SLICE;
import static io.truthound.temporal.contract.WireNames.MERGE_SLICES;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.rule.ColumnExists;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing above 32 KB goes into history, however many rules, sources or errors there are. */
class WideHistoryTest extends RealBehaviour {
  private static final int MOST_BYTES = 32 * 1024;
  private static final int RULES_AT_ONCE = 250;
  private static final BatchConfig CONFIG =
      BatchConfig.DEFAULT
          .withBatchSize(300)
          .withSampleSize(2)
          .withExecutionStrategy(ExecutionStrategy.PARALLEL);

  private void staysSmall(String workflowId) {
    assertThat(history(workflowId).payloadBytes())
        .allSatisfy(bytes -> assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES));
  }

  @Test
  void twoThousandRulesHaveTheAnswersThatTheyHaveInSmallerSets() {
    Dataset dataset =
        Tables.groups(
            folder.resolve("t.parquet"), "SELECT i AS x, i % 7 AS y FROM range(10240) t(i)");
    List<Rule> rules = new ArrayList<>();
    for (int rule = 0; rule < 2_000; rule++) {
      rules.add(
          rule % 40 == 0
              ? new InRange("x", null, 10_240 - rule)
              : rule % 2 == 0 ? new InRange("y", -rule, rule + 7) : new NotNull("x"));
    }

    CheckResult wide = real(CONFIG).checkBatch(dataset, new RuleSet(rules));

    assertThat(history(wide).scheduled(CHECK_SLICE)).hasSize(5);
    assertThat(history(wide).scheduled(MERGE_SLICES)).isNotEmpty();
    staysSmall(wide.workflowId());
    assertThat(wide.rules()).hasSize(2_000);
    List<RuleResult> full = BatchArtifacts.report(wide.report()).rules();
    for (int first = 0; first < rules.size(); first += RULES_AT_ONCE) {
      RuleSet some = new RuleSet(rules.subList(first, first + RULES_AT_ONCE));
      CheckResult narrow = real(CONFIG).checkBatch(dataset, some);
      assertThat(history(narrow).scheduled(MERGE_SLICES)).isEmpty();
      staysSmall(narrow.workflowId());
      assertThat(full.subList(first, first + RULES_AT_ONCE))
          .usingRecursiveComparison()
          .ignoringFields("index")
          .isEqualTo(BatchArtifacts.report(narrow.report()).rules());
      assertThat(wide.status()).isEqualTo(wide.status().worse(narrow.status()));
    }
  }

  @Test
  void manyFilesWithErrorsStaySmall() {
    int files = 120;
    Tables.files(folder.resolve("data"), files, 10);
    List<String> uris = new ArrayList<>();
    for (int file = 0; file < files; file++) {
      uris.add(Tables.file(folder.resolve("data"), file).toString());
    }
    Dataset dataset = Dataset.parquet(uris.toArray(String[]::new));
    world(plugin -> plugin.setSliceTarget(new SliceTarget(Long.MAX_VALUE, Long.MAX_VALUE, 60)));
    engine.slices(0, 500, ScriptedEngine.Scan::isUnreadable);
    BatchExecutor executor = scripted(CONFIG);

    CheckResult result = executor.checkBatch(dataset, RULES);

    assertThat(result.errorChunks()).isEqualTo(files);
    assertThat(result.dataset().name())
        .startsWith(uris.get(0) + " and 119 more (")
        .hasSizeLessThan(600);
    assertThat(BatchArtifacts.report(result.report()).errors()).hasSize(files);
    staysSmall(result.workflowId());
  }

  @Test
  void manyBrokenSchemaRulesStaySmall() {
    Dataset dataset = files(1);
    List<Rule> rules = new ArrayList<>();
    for (int rule = 0; rule < 400; rule++) {
      rules.add(new ColumnExists("no_such_column_" + rule));
    }

    CheckResult result = real(CONFIG).checkBatch(dataset, new RuleSet(rules));

    assertThat(result.rules())
        .hasSize(400)
        .allSatisfy(rule -> assertThat(rule.status().failing()).isTrue());
    staysSmall(result.workflowId());
  }
}
