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

class LeftLibrariesTest {
  @TempDir Path folder;

  private Path file(String name, Duration age) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "native");
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void copiesThatWereUnpackedLongAgoAreDeleted() throws IOException {
    Path left = file("libduckdb_java1234.so", Duration.ofHours(1));
    Path young = file("libduckdb_java5678.so", Duration.ZERO);
    Path other = file("libduckdb.so", Duration.ofHours(1));

    LeftLibraries.delete(folder);

    assertThat(left).doesNotExist();
    assertThat(young).exists();
    assertThat(other).exists();
  }
}
