package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.OwnColumn;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
   * @param scratch a folder of this piece of work alone
   * @throws IOException if infrastructure fails
   */
  public OpenSource open(
      BatchPlan plan, Source source, Segment segment, Path scratch, ScanWatch watch)
      throws IOException, ScanCancelledException {
    return open(
        reader(plan.format(), plan.reading()),
        plan.columns(),
        plan.readColumns(),
        source,
        segment,
        scratch,
        watch);
  }

  /** Returns the reader of a format, as it was settled how to read. */
  public SourceReader reader(DatasetFormat format, @Nullable Reading reading) {
    return reading == null ? of(format) : of(format).with(reading.options());
  }

  /**
   * The same for a dataset that no plan's head describes.
   *
   * @param all the dataset's schema
   * @param read those columns of it that are read
   */
  public OpenSource open(
      SourceReader reader,
      List<Column> all,
      List<Column> read,
      Source source,
      Segment segment,
      Path scratch,
      ScanWatch watch)
      throws IOException, ScanCancelledException {
    Path file = LocalSources.path(source);
    List<OwnColumn> own = source.own();
    if (!isOtherwise(source, read)) {
      return reader.open(file, segment, read, scratch, watch);
    }
    return new WidenedSource(
        reader.open(file, segment, present(all, read, own), scratch, watch), own, all);
  }

  /** Says whether a source has any of these columns otherwise than the dataset. */
  public static boolean isOtherwise(Source source, List<Column> read) {
    List<String> names = read.stream().map(Column::name).toList();
    return source.own().stream().anyMatch(column -> names.contains(column.name()));
  }

  /** Returns the columns to read of a source: one at least, for its rows count. */
  private static List<Column> present(List<Column> all, List<Column> read, List<OwnColumn> own) {
    List<Column> present = WidenedSource.columns(own, read);
    return present.isEmpty() ? WidenedSource.columns(own, all).stream().limit(1).toList() : present;
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
