package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchSpaceTest {
  @TempDir private Path parent;

  /** What is left when a worker is killed: its lock lies there, and nobody holds it. */
  private Path left(String name, Duration ago) throws IOException {
    Path folder = Files.createDirectory(parent.resolve("truthound-worker-" + name));
    Files.writeString(folder.resolve("slice.csv"), "a,b");
    Path lock = Files.createFile(folder.resolve("lock"));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(ago)));
    return folder;
  }

  @Test
  void deletesWhatKilledWorkersLeft() throws IOException {
    Path old = left("old", Duration.ofHours(1));
    Path young = left("young", Duration.ZERO);
    Path other = Files.createDirectory(parent.resolve("other"));
    try (ScratchSpace living = ScratchSpace.in(parent);
        ScratchSpace own = ScratchSpace.in(parent)) {
      Files.setLastModifiedTime(
          living.folder().resolve("lock"), FileTime.from(Instant.now().minusSeconds(3_600)));

      own.deleteLeftovers();

      assertThat(old).doesNotExist();
      assertThat(young).exists();
      assertThat(other).exists();
      assertThat(living.folder()).exists();
      assertThat(own.folder()).exists();
    }
  }

  @Test
  void deletesItsOwnFolderWhenItIsClosed() throws IOException {
    ScratchSpace space = ScratchSpace.in(parent.resolve("new"));
    Files.writeString(space.folder().resolve("slice.csv"), "a,b");

    space.close();

    assertThat(space.folder()).doesNotExist();
  }
}
