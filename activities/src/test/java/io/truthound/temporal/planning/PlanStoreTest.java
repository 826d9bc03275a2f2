package io.truthound.temporal.planning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DamagedArtifactException;
import io.truthound.temporal.storage.local.LocalArtifactStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanStoreTest {

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
}
