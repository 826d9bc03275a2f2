package io.truthound.temporal.planning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.SampleValues;
import io.truthound.temporal.config.Showing;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.PlanPartRef;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.planning.Planner.DraftPlan;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DamagedArtifactException;
import io.truthound.temporal.storage.local.LocalArtifactStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanStoreTest {
  private static final BatchRequest REQUEST =
      new BatchRequest(
          Operation.CHECK,
          Dataset.of("/data"),
          null,
          RuleSet.of(new NotNull("x")),
          BatchConfig.DEFAULT,
          null,
          null,
          List.of(),
          null);

  @Test
  void refusesAPlanOfAnotherVersion(@TempDir Path folder) throws IOException {
    ArtifactStore store = LocalArtifactStore.at(folder);
    RunFolder run = new RunFolder(store.uri(), "of-a-newer-worker");
    byte[] bytes = "{\"version\": 2, \"anything\": \"new\"}".getBytes(UTF_8);
    store.putIfAbsent(RunPaths.folder(run) + RunPaths.PLAN, bytes);
    ArtifactRef plan =
        new ArtifactRef(RunPaths.uri(run, RunPaths.PLAN), Digests.sha256(bytes), bytes.length);

    assertThatThrownBy(() -> new PlanStore(store, run).head(plan))
        .isInstanceOf(DamagedArtifactException.class)
        .hasMessage("The plan %s has version 2 (this worker reads version 1)", plan.uri());
  }

  /** A part is read whole for each of its slices: it has no more files than a worker can hold. */
  @Test
  void cutsSlicesOfManyFilesIntoPartsOfTenThousand(@TempDir Path folder) throws IOException {
    ArtifactStore store = LocalArtifactStore.at(folder);
    PlanStore plans = new PlanStore(store, new RunFolder(store.uri(), "of-many-files"));

    PlanSummary summary = plans.write(ofThousandFilesASlice(12), REQUEST);

    BatchPlan head = plans.head(summary.plan());
    assertThat(head.parts())
        .extracting(PlanPartRef::firstSlice, PlanPartRef::slices)
        .containsExactly(tuple(0, 10), tuple(10, 2));
    PlanPart last = plans.part(head.partOf(11));
    assertThat(last.firstSource()).isEqualTo(10_000);
    assertThat(last.sources()).hasSize(2_000);
    assertThat(last.slices()).extracting(Slice::index).containsExactly(10, 11);
  }

  @Test
  void aWorkerThatShowsLessOfValuesReadsAPlanSo(@TempDir Path folder) throws IOException {
    ArtifactStore store = LocalArtifactStore.at(folder);
    RunFolder run = new RunFolder(store.uri(), "of-another-worker");
    PlanSummary summary = new PlanStore(store, run).write(ofThousandFilesASlice(1), REQUEST);
    SampleValues bound = SampleValues.MASKED.with("elsewhere", Showing.NONE);

    BatchPlan head = new PlanStore(store, run, bound).head(summary.plan());

    assertThat(head.sampleValues()).isEqualTo(SampleValues.MASKED);
    assertThat(new PlanStore(store, run).head(summary.plan()).sampleValues())
        .isEqualTo(SampleValues.FULL);
  }

  private static DraftPlan ofThousandFilesASlice(int slices) {
    List<Source> sources = new ArrayList<>();
    List<Slice> all = new ArrayList<>();
    for (int slice = 0; slice < slices; slice++) {
      List<Segment> segments = new ArrayList<>();
      for (int file = 0; file < 1_000; file++) {
        segments.add(
            new Segment(sources.size(), sources.size(), List.of(new Block(0, 1, 0, 1)), null));
        sources.add(new Source("file:/data/" + sources.size(), 100, "mtime-1", 1));
      }
      all.add(new Slice(slice, segments));
    }
    int files = sources.size();
    return new DraftPlan(
        "engine/1",
        new DatasetSummary("data", files, files, 100L * files),
        DatasetFormat.PARQUET,
        null,
        List.of(new Column("x", DataType.of(DataType.Kind.INT32), true)),
        List.of(new NotNull("x")),
        List.of(),
        List.of("x"),
        1_000,
        files,
        true,
        "Parallel, as asked for.",
        sources,
        all,
        List.of(),
        List.of(),
        null);
  }
}
