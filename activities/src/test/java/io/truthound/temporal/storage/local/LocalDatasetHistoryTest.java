package io.truthound.temporal.storage.local;

import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DatasetHistoryContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalDatasetHistoryTest extends DatasetHistoryContract {
  @TempDir Path folder;

  @Override
  protected ArtifactStore store() {
    return LocalArtifactStore.at(folder);
  }
}
