package io.truthound.temporal.reader.arrow;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.NeededTypes;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.Schemas;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.reader.SourceProbe;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Arrow IPC, files and streams alike; which one it is its first bytes tell. A record batch is
 * a block. Times of the day, and timestamps with a time zone, are cut to microseconds.
 */
public final class ArrowReader implements SourceReader {

  @Override
  public DatasetFormat format() {
    return DatasetFormat.ARROW;
  }

  @Override
  public List<String> endings() {
    return List.of(".arrow", ".arrows", ".feather", ".ipc");
  }

  @Override
  public SourceProbe probe(Path file, ScanWatch watch) throws RefusedException, IOException {
    return ArrowProbe.of(file, watch);
  }

  @Override
  public List<Column> schema(List<SourceProbe> probes, List<Rule> rules) throws RefusedException {
    Schemas.requireSameNames(probes);
    List<Column> merged = new ArrayList<>();
    List<Integer> valueless = new ArrayList<>();
    for (String name : probes.get(0).columnNames()) {
      Column column = merged(name, probes);
      if (column == null) {
        valueless.add(merged.size());
        merged.add(new Column(name, DataType.of(Kind.STRING), true));
      } else {
        merged.add(column);
      }
    }
    return NeededTypes.of(merged, valueless, rules);
  }

  /** Returns a column of the type that it has in all files where it has one; null in none. */
  private static @Nullable Column merged(String name, List<SourceProbe> probes)
      throws RefusedException {
    DataType type = null;
    Path file = probes.get(0).file();
    boolean nullable = false;
    for (SourceProbe probe : probes) {
      ArrowField field = ((ArrowProbe) probe).field(name);
      DataType here = field.type().type();
      if (type != null && here != null && !here.equals(type)) {
        throw Schemas.otherType(name, type, file, here, probe.file());
      }
      if (type == null) {
        type = here;
        file = probe.file();
      }
      nullable |= field.nullable() || here == null;
    }
    return type == null ? null : new Column(name, type, nullable);
  }

  @Override
  public List<Rule> implicitRules(List<Column> columns, List<String> needed) {
    return List.of();
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
