package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.DatasetFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats that a worker reads. */
public final class SourceReaders {
  private final List<SourceReader> readers;

  public SourceReaders(List<SourceReader> readers) {
    this.readers = List.copyOf(readers);
  }

  /** Returns the reader of a format. */
  public SourceReader of(DatasetFormat format) {
    return readers.stream()
        .filter(reader -> reader.format() == format)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No reader for " + format));
  }

  /** Finds the reader of a file by the ending of its name. */
  public Optional<SourceReader> byName(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    return readers.stream()
        .filter(reader -> reader.endings().stream().anyMatch(lower::endsWith))
        .findFirst();
  }

  /** Returns every ending that means a format. */
  public List<String> endings() {
    List<String> endings = new ArrayList<>();
    readers.forEach(reader -> endings.addAll(reader.endings()));
    return endings;
  }
}
