package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.client.DatasetListHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.DatasetListRequest;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.DatasetResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists whose answers are together more than history holds, and lists that are refused. */
class LongListTest extends RealBehaviour {
  private static final int MOST_BYTES = 32 * 1024;

  /** Every third is broken, every fifth is not there. */
  private List<Dataset> datasets(int count, String names) {
    List<Dataset> datasets = new ArrayList<>();
    Dataset good = Tables.table(folder.resolve("good.parquet"), "SELECT 1 AS x");
    Dataset broken = Tables.table(folder.resolve("broken.parquet"), "SELECT -1 AS x");
    Dataset missing = Dataset.parquet(folder.resolve("none.parquet").toString());
    for (int dataset = 0; dataset < count; dataset++) {
      Dataset source = dataset % 5 == 4 ? missing : dataset % 3 == 2 ? broken : good;
      datasets.add(source.named(names + dataset));
    }
    return datasets;
  }

  private static RuleSet rules(int count) {
    List<Rule> rules = new ArrayList<>(Collections.nCopies(count, new InRange("x", 0, null)));
    return new RuleSet(rules);
  }

  @Test
  void whatIsTooMuchForTheAnswerComesFromTheListsHistory() {
    isWholeAlthoughHistoryIsSmall(datasets(20, "d"), 20);
  }

  /** Not even their names and statuses are together small enough. */
  @Test
  void evenWhereNoElementFits() {
    isWholeAlthoughHistoryIsSmall(datasets(30, "d".repeat(900)), 0);
  }

  private void isWholeAlthoughHistoryIsSmall(List<Dataset> datasets, int named) {
    DatasetListHandle list =
        real(BatchConfig.DEFAULT.withMaxWorkers(8)).startCheck(datasets, rules(10));

    BatchResult result = list.result();

    BatchResult wire =
        world().client().newUntypedWorkflowStub(list.id()).getResult(BatchResult.class);
    assertThat(wire.abridged()).isTrue();
    assertThat(wire.results()).hasSize(named);
    assertThat(wire.counts().total()).isEqualTo(datasets.size());
    assertThat(history(list.id()).payloads())
        .allSatisfy(
            payload -> assertThat(payload.getSerializedSize()).isLessThanOrEqualTo(MOST_BYTES));
    assertThat(result.counts()).isEqualTo(wire.counts());
    assertThat(result.abridged()).isFalse();
    for (int index = 0; index < datasets.size(); index++) {
      DatasetResult element = result.results().get(index);
      assertThat(element.dataset()).isEqualTo(datasets.get(index).name());
      assertThat(element.workflowId()).isEqualTo(list.id() + "/" + (index + 1));
      if (index % 5 == 4) {
        assertThat(element.failure().message()).startsWith("No such file: ");
      } else {
        Status status = index % 3 == 2 ? Status.FAILED : Status.PASSED;
        assertThat(element.check()).isEqualTo(list.batch(index).result());
        assertThat(element.check().rules()).hasSize(10).allMatch(it -> it.status() == status);
      }
    }
  }

  @Test
  void rulesOfADatasetThatAreTooManyForHistoryComeFromItsReport() {
    BatchResult result = real(BatchConfig.DEFAULT).checkBatch(datasets(2, "d"), rules(700));

    assertThat(result.results())
        .allSatisfy(element -> assertThat(element.check().rules()).hasSize(700));
  }

  @Test
  void aListThatFailsFastSkipsWhatFinishedBehindAlsoWhereItIsRead() {
    BatchResult result =
        real(BatchConfig.DEFAULT.withFailFast(true).withMaxWorkers(30))
            .checkBatch(datasets(30, "d".repeat(900)), rules(10));

    assertThat(result.failing()).isEqualTo(2);
    assertThat(result.results().subList(0, 3))
        .extracting(DatasetResult::status)
        .containsExactly(Status.PASSED, Status.PASSED, Status.FAILED);
    assertThat(result.results().subList(3, 30))
        .allSatisfy(element -> assertThat(element.status()).isEqualTo(Status.SKIPPED))
        .allSatisfy(element -> assertThat(element.outcome()).isNull());
  }

  @Test
  void aListThatIsTooLongIsRefusedBeforeItStarts() {
    List<Dataset> datasets = Collections.nCopies(1_001, Dataset.of("a.csv"));

    assertThatThrownBy(() -> real(BatchConfig.DEFAULT).checkBatch(datasets, rules(1)))
        .isInstanceOf(ChunkingException.class)
        .hasMessage(
            "Cannot start the batch: 1,001 datasets (allowed: 1,000 or fewer); make several lists of"
                + " them");
  }

  @Test
  void anEmptyListIsRefused() {
    assertThatThrownBy(() -> real(BatchConfig.DEFAULT).checkBatch(List.of(), rules(1)))
        .isInstanceOf(ChunkingException.class)
        .hasMessage("Cannot start the batch: no dataset (allowed: 1 or more)");
  }

  /** Another workflow may start the list without asking the client. */
  @Test
  void theWorkflowRefusesALongListToo() {
    String taskQueue =
        world()
            .client()
            .newUntypedWorkflowStub(
                real(BatchConfig.DEFAULT).startCheck(datasets(1, "d"), rules(1)).id())
            .describe()
            .getTaskQueue();
    WorkflowStub stub =
        world()
            .client()
            .newUntypedWorkflowStub(
                WireNames.DATASET_LIST_WORKFLOW,
                WorkflowOptions.newBuilder().setTaskQueue(taskQueue).build());
    stub.start(
        new DatasetListRequest(
            Operation.CHECK,
            Collections.nCopies(1_001, Dataset.of("a.csv")),
            null,
            rules(1),
            BatchConfig.DEFAULT,
            null,
            null,
            List.of(),
            null,
            false));

    DatasetListHandle list =
        DatasetListHandle.of(world().client(), stub.getExecution().getWorkflowId());

    assertThatThrownBy(list::result)
        .isInstanceOf(ChunkingException.class)
        .hasMessageStartingWith("Cannot start the list: 1,001 datasets");
  }
}
