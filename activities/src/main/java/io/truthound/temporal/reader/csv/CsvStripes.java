package io.truthound.temporal.reader.csv;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the records of wide files into stripes of a few columns, each a file: DuckDB looks at all
 * columns of a file for each query over some of them.
 */
final class CsvStripes implements Closeable {
  private static final int STEP = 1 << 18;

  private final CsvDialect dialect;
  private final boolean numbered;
  private long next;
  private final int width;
  private final long most;
  private final List<Path> paths = new ArrayList<>();
  private final List<OutputStream> stripes = new ArrayList<>();
  private final ByteArrayOutputStream number = new ByteArrayOutputStream();
  private OutputStream out = number;
  private long records;
  private int field;
  private boolean quoted;

  /** Whether something was read of a record that did not end yet. */
  private boolean within;

  private CsvStripes(
      CsvDialect dialect,
      boolean numbered,
      long firstRecord,
      int columns,
      int width,
      long most,
      Path folder)
      throws IOException {
    this.dialect = dialect;
    this.numbered = numbered;
    this.next = firstRecord;
    this.width = width;
    this.most = most;
    for (int first = 0; first < columns; first += width) {
      Path stripe = folder.resolve("stripe-%05d.csv".formatted(paths.size()));
      stripes.add(new BufferedOutputStream(Files.newOutputStream(stripe), 1 << 15));
      paths.add(stripe);
    }
  }

  /**
   * Writes the first records of a slice, all of them well-formed.
   *
   * @param width how many columns a stripe has; the last may have fewer
   * @param most how many records are written
   * @param folder an existing folder for the stripes alone
   * @return the stripes in the order of their columns; before each record stands its number
   */
  static List<Path> write(
      CsvSlice slice,
      CsvDialect dialect,
      int columns,
      int width,
      long most,
      Path folder,
      ScanProgress progress)
      throws IOException {
    boolean numbered = slice.numbering() == CsvSlice.Numbering.WRITTEN;
    long first = slice.records().malformed().firstRecord();
    try (CsvStripes stripes =
        new CsvStripes(dialect, numbered, first, columns, width, most, folder)) {
      long done = 0;
      for (Path part : slice.parts()) {
        done = stripes.cut(part, done, progress);
      }
      return List.copyOf(stripes.paths);
    }
  }

  private long cut(Path part, long before, ScanProgress progress) throws IOException {
    byte[] bytes = new byte[STEP];
    long done = before;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(part), STEP)) {
      for (int count = in.read(bytes); count > 0 && records < most; count = in.read(bytes)) {
        cut(bytes, count);
        done += count;
        progress.bytesRead(done);
      }
    }
    if (within) {
      endRecord();
    }
    return done;
  }

  private void cut(byte[] bytes, int count) throws IOException {
    int from = 0;
    for (int at = 0; at < count; at++) {
      byte b = bytes[at];
      if (!within) {
        startRecord();
      }
      if (b == dialect.quote()) {
        quoted = !quoted;
      } else if (!quoted && (b == dialect.delimiter() || b == '\n')) {
        out.write(bytes, from, at - from);
        from = at + 1;
        if (b == '\n') {
          endRecord();
          if (records == most) {
            return;
          }
        } else {
          startField(field + 1);
        }
      }
    }
    out.write(bytes, from, count - from);
  }

  private void startRecord() throws IOException {
    within = true;
    number.reset();
    out = number;
    field = -1;
    if (!numbered) {
      number.write(Long.toString(next).getBytes(StandardCharsets.US_ASCII));
      next++;
      startField(0);
    }
  }

  private void startField(int place) throws IOException {
    field = place;
    if (field % width == 0) {
      out = stripes.get(field / width);
      number.writeTo(out);
    }
    out.write(dialect.delimiter());
  }

  private void endRecord() throws IOException {
    for (OutputStream stripe : stripes) {
      stripe.write('\n');
    }
    records++;
    within = false;
  }

  @Override
  public void close() throws IOException {
    for (OutputStream stripe : stripes) {
      stripe.close();
    }
  }
}
