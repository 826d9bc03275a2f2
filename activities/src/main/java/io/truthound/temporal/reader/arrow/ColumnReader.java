package io.truthound.temporal.reader.arrow;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one column of a record batch page by page, and holds its nulls against its own count. */
final class ColumnReader implements Closeable {
  private final int rows;
  private final long nulls;
  private final @Nullable Validity validity;
  private final Cells cells;
  private final Page page = new Page();

  private ColumnReader(int rows, long nulls, @Nullable Validity validity, Cells cells) {
    this.rows = rows;
    this.nulls = nulls;
    this.validity = validity;
    this.cells = cells;
  }

  /** Takes a page that is worth nothing once the next one is read. */
  @FunctionalInterface
  interface PageHandler {
    void accept(Page page) throws IOException;
  }

  /**
   * Opens a column.
   *
   * @param dictionary its values, where it has indices
   * @param scratch a folder for what does not fit into memory
   */
  static ColumnReader of(
      ArrowField field,
      BatchLayout batch,
      int column,
      @Nullable Dictionary dictionary,
      Path scratch)
      throws IOException {
    List<Region> buffers = batch.buffers(column);
    int rows = batch.rows();
    if (field.layout() == Layout.NOTHING) {
      return new ColumnReader(rows, rows, null, new NoCells());
    }
    Region validity = buffers.get(0);
    return new ColumnReader(
        rows,
        batch.nulls(column),
        validity.isEmpty() ? null : new Validity(validity.open()),
        cells(field, buffers, dictionary, scratch));
  }

  private static Cells cells(
      ArrowField field, List<Region> buffers, @Nullable Dictionary dictionary, Path scratch)
      throws IOException {
    ByteSource first = buffers.get(1).open();
    if (field.dictionary() != null && dictionary != null) {
      return new IndexCells(first, field.dictionary(), dictionary);
    }
    ValueType type = field.type();
    return switch (type.layout()) {
      case BITS -> new BitCells(first);
      case FIXED -> new FixedCells(first, type.width(), type.conversion());
      case OFFSETS -> new OffsetCells(first, buffers.get(2).open(), 4);
      case LARGE_OFFSETS -> new OffsetCells(first, buffers.get(2).open(), 8);
      case VIEWS -> new ViewCells(first, random(buffers.subList(2, buffers.size()), scratch));
      case NOTHING -> new NoCells();
    };
  }

  private static List<RandomBytes> random(List<Region> regions, Path scratch) throws IOException {
    List<RandomBytes> all = new ArrayList<>();
    for (Region region : regions) {
      all.add(
          region.packing() == Region.Packing.NONE
              ? new FileBytes(region.channel(), region.offset(), region.length())
              : unpacked(region, scratch));
    }
    return all;
  }

  private static RandomBytes unpacked(Region region, Path scratch) throws IOException {
    SpillBytes spill = new SpillBytes(scratch);
    byte[] some = new byte[1 << 16];
    try (ByteSource bytes = region.open()) {
      while (bytes.left() > 0) {
        int count = (int) Math.min(some.length, bytes.left());
        bytes.read(some, 0, count);
        spill.write(some, 0, count);
      }
      return spill;
    } catch (IOException e) {
      spill.close();
      throw e;
    }
  }

  /** Hands over all pages; none where there are no rows. */
  void pages(ScanWatch watch, PageHandler pages) throws IOException, ScanCancelledException {
    long found = 0;
    for (int done = 0; done < rows; done += page.rows()) {
      watch.checkCancelled();
      page.begin(cells.rows(Math.min(rows - done, Page.MOST_ROWS)));
      if (validity != null) {
        page.setValid(validity.next(page.rows()));
      }
      found += page.nulls();
      cells.next(page);
      pages.accept(page);
    }
    if (!(cells instanceof NoCells) && found != nulls) {
      throw new ArrowFormatException("%d nulls where its batch says %d".formatted(found, nulls));
    }
  }

  @Override
  public void close() throws IOException {
    try (Cells last = cells) {
      if (validity != null) {
        validity.close();
      }
    }
  }
}
