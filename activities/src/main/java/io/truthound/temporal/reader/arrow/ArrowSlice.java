package io.truthound.temporal.reader.arrow;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.OpenSource.Damage;
import io.truthound.temporal.reader.Places;
import io.truthound.temporal.reader.ScratchParquet;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The record batches of a slice, written as Parquet.
 *
 * @param parquet the scratch file
 * @param fields its columns
 * @param rows how many can be read
 * @param damage the record batches that cannot
 */
record ArrowSlice(Path parquet, List<ArrowField> fields, long rows, List<Damage> damage) {
  ArrowSlice {
    fields = List.copyOf(fields);
    damage = List.copyOf(damage);
  }

  /**
   * Writes record batches.
   *
   * @param columns those that are wanted, in the order of the Parquet file
   * @param folder an empty folder
   * @throws IOException if the file is not the planned one any more, or the machine fails
   */
  static ArrowSlice write(
      Path file, Segment segment, List<Column> columns, Path folder, ScanWatch watch)
      throws IOException, ScanCancelledException {
    Path parquet = folder.resolve("slice.parquet");
    try (FileChannel channel = FileChannel.open(file)) {
      IpcFile ipc = IpcFile.open(channel);
      List<Integer> wanted = positions(ipc.fields(), columns, file);
      List<ArrowField> fields = wanted.stream().map(ipc.fields()::get).toList();
      try (Dictionaries dictionaries = Dictionaries.of(ipc, fields, folder, watch);
          ScratchParquet out =
              new ScratchParquet(
                  parquet, fields.stream().map(field -> field.type().parquet()).toList())) {
        Writing writing = new Writing(ipc, wanted, dictionaries, out, folder, watch);
        long rows = 0;
        for (Block block : segment.blocks()) {
          rows += writing.block(block) ? block.rows() : 0;
        }
        out.finish();
        return new ArrowSlice(parquet, fields, rows, writing.damage);
      }
    }
  }

  /** Says whether the file gives a column no type, so that all its values are null. */
  boolean isUntyped(int column) {
    return fields.get(column).type().type() == null;
  }

  private static List<Integer> positions(List<ArrowField> fields, List<Column> columns, Path file)
      throws IOException {
    Map<String, Integer> places = Places.of(fields, ArrowField::name);
    List<Integer> positions = new ArrayList<>();
    for (Column column : columns) {
      Integer at = places.get(column.name());
      if (at == null) {
        throw new IOException("Cannot read %s: no column \"%s\"".formatted(file, column.name()));
      }
      positions.add(at);
    }
    // Rows are counted even where no column is read, and Parquet has no rows without one.
    return positions.isEmpty() ? List.of(0) : positions;
  }

  private static final class Writing {
    private final IpcFile ipc;
    private final List<Integer> wanted;
    private final Dictionaries dictionaries;
    private final ScratchParquet out;
    private final Path folder;
    private final ScanWatch watch;
    private final List<Damage> damage = new ArrayList<>();

    Writing(
        IpcFile ipc,
        List<Integer> wanted,
        Dictionaries dictionaries,
        ScratchParquet out,
        Path folder,
        ScanWatch watch) {
      this.ipc = ipc;
      this.wanted = wanted;
      this.dictionaries = dictionaries;
      this.out = out;
      this.folder = folder;
      this.watch = watch;
    }

    /** Writes a record batch; says whether it can be read. */
    boolean block(Block block) throws IOException, ScanCancelledException {
      ScratchParquet.Draft group = out.rowGroup();
      try {
        BatchLayout batch =
            ArrowProbe.layout(ipc.channel(), ipc.batch(block.offset()), ipc.fields());
        if (batch.rows() != block.rows()) {
          throw new ArrowFormatException(
              "%d rows where the plan has %d".formatted(batch.rows(), block.rows()));
        }
        for (int column : wanted) {
          column(batch, block.offset(), column, group);
          group.endColumn();
        }
        group.finish(block.rows());
        return true;
      } catch (ArrowFormatException damaged) {
        group.finishWithoutValues((int) block.rows());
        damage.add(
            new Damage(
                new RowRange(block.firstRow(), block.rows()),
                "Arrow: " + String.valueOf(damaged.getMessage())));
        return false;
      }
    }

    private void column(BatchLayout batch, long offset, int column, ScratchParquet.Draft group)
        throws IOException, ScanCancelledException {
      ArrowField field = ipc.fields().get(column);
      try {
        Dictionary dictionary = dictionaries.of(field, offset, watch);
        try (ColumnReader reader = ColumnReader.of(field, batch, column, dictionary, folder)) {
          reader.pages(watch, page -> page.writeTo(group));
        }
      } catch (ArrowFormatException damaged) {
        throw new ArrowFormatException(
            "column \"%s\": %s".formatted(field.name(), damaged.getMessage()), damaged);
      }
    }
  }
}
