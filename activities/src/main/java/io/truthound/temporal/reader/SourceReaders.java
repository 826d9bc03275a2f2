package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.OwnColumn;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Segment;
import java.io.IOException;
import java.nio.file.Path;
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

  /**
   * Opens blocks of a source as a relation with the dataset's columns, whatever the source itself
   * calls their types or lacks.
   *
   * @param columns those of the dataset's schema that are read
   * @param scratch a folder of this piece of work alone
   * @throws IOException if infrastructure fails
   */
  public OpenSource open(
      DatasetFormat format,
      Source source,
      Segment segment,
      List<Column> columns,
      Path scratch,
      ScanWatch watch)
      throws IOException, ScanCancelledException {
    Path file = LocalSources.path(source);
    List<String> names = columns.stream().map(Column::name).toList();
    List<OwnColumn> own =
        source.own().stream().filter(each -> names.contains(each.name())).toList();
    if (own.isEmpty()) {
      return of(format).open(file, segment, columns, scratch, watch);
    }
    List<Column> present = WidenedSource.columns(own, columns);
    return new WidenedSource(of(format).open(file, segment, present, scratch, watch), own, columns);
  }

  /** Finds the reader of a file by the ending of its name. */
  public Optional<SourceReader> byName(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    return readers.stream()
        .filter(reader -> reader.endings().stream().anyMatch(lower::endsWith))
        .findFirst();
  }

  /** Returns all of them, in a fixed order. */
  public List<SourceReader> all() {
    return readers;
  }
}
