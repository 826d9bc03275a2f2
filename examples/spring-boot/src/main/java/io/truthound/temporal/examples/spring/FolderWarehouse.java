package io.truthound.temporal.examples.spring;

import io.temporal.spring.boot.ActivityImpl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** A warehouse that is a folder. */
@Component
@ActivityImpl(taskQueues = "loads")
public class FolderWarehouse implements Warehouse {
  private final Path folder;

  public FolderWarehouse(@Value("${weather.warehouse}") Path folder) {
    this.folder = folder;
  }

  @Override
  public long copy(String file) {
    Path from = Path.of(file);
    try {
      Path to = Files.createDirectories(folder).resolve(from.getFileName());
      return Files.size(Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot load " + from, e);
    }
  }
}
