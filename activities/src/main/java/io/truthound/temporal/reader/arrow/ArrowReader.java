package io.truthound.temporal.reader.arrow;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.GivenOptions;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.Schemas;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.reader.SourceProbe;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.rule.Rule;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads Arrow IPC, files and streams alike; which one it is its first bytes tell. A record batch is
 * a block. Times of the day, and timestamps with a time zone, are cut to microseconds.
 */
public final class ArrowReader implements SourceReader {

  /**
   * Says what is wrong with the columns of a file; nothing where they can be read.
   *
   * @throws IOException if the file cannot be had
   */
  public static Optional<String> problem(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      IpcFile unused = IpcFile.open(channel);
      return Optional.empty();
    } catch (ArrowFormatException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public DatasetFormat format() {
    return DatasetFormat.ARROW;
  }

  @Override
  public List<String> endings() {
    return List.of(".arrow", ".arrows", ".feather", ".ipc");
  }

  @Override
  public boolean text() {
    return false;
  }

  @Override
  public @Nullable Reading detect(SourceFile first, ReaderOptions given, ScanWatch watch)
      throws RefusedException {
    GivenOptions.requireNone(given, format());
    return null;
  }

  @Override
  public SourceReader with(ReaderOptions options) {
    return this;
  }

  @Override
  public SourceProbe probe(SourceFile source, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    return ArrowProbe.of(source, watch);
  }

  @Override
  public List<Column> schema(List<SourceProbe> probes, Dataset dataset, List<Rule> rules)
      throws RefusedException {
    return Schemas.widened(probes.stream().map(ArrowProbe.class::cast).toList(), dataset, rules);
  }

  @Override
  public List<Rule> implicitRules(List<Column> columns, List<String> needed) {
    return List.of();
  }

  @Override
  public void bring(SourceFile file, Segment segment, List<String> columns, ScanWatch watch)
      throws IOException, ScanCancelledException {
    ArrowParts.bring(file, segment, columns, watch);
  }

  @Override
  public OpenSource open(
      Path file, Segment segment, List<Column> columns, Path scratch, ScanWatch watch)
      throws IOException, ScanCancelledException {
    Path folder = Files.createTempDirectory(scratch, "arrow-slice-");
    try {
      ArrowSlice slice = ArrowSlice.write(file, segment, columns, folder, watch);
      return new OpenArrow(scratch, folder, slice, segment.range().first(), columns);
    } catch (IOException | ScanCancelledException e) {
      ScratchFolders.delete(folder);
      throw e;
    }
  }
}
