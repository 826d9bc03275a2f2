package io.truthound.temporal.reader.csv;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.reader.ColumnSql;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.ScratchFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** The records of a wide CSV slice in stripes of a few columns, each a file, for a few queries. */
final class StripedCsv implements OpenSource {
  /** The columns of a stripe. */
  static final int WIDTH = 64;

  /** Columns of more stripes are read from the whole records. */
  private static final int MOST_STRIPES = 8;

  private final OpenCsv whole;
  private final CsvDialect dialect;
  private final int columns;
  private final Path folder;
  private final List<Path> stripes;

  private StripedCsv(
      OpenCsv whole, CsvDialect dialect, int columns, Path folder, List<Path> stripes) {
    this.whole = whole;
    this.dialect = dialect;
    this.columns = columns;
    this.folder = folder;
    this.stripes = stripes;
  }

  /**
   * Writes the stripes.
   *
   * @param scratch the slice's own folder, which DuckDB may read
   */
  static StripedCsv write(
      OpenCsv whole,
      CsvSlice slice,
      CsvDialect dialect,
      int columns,
      Path scratch,
      ScanProgress progress)
      throws IOException {
    Path folder = Files.createTempDirectory(scratch, "stripes-");
    List<Path> stripes =
        CsvStripes.write(slice, dialect, columns, WIDTH, Long.MAX_VALUE, folder, progress);
    return new StripedCsv(whole, dialect, columns, folder, stripes);
  }

  @Override
  public List<Path> files() {
    return whole.files();
  }

  @Override
  public List<Path> readable() {
    return whole.readable();
  }

  @Override
  public String relation(Collection<String> wanted, RowRange rows) {
    SortedMap<Integer, List<Integer>> places = new TreeMap<>();
    for (int place : whole.places(wanted)) {
      places.computeIfAbsent(place / WIDTH, stripe -> new ArrayList<>()).add(place);
    }
    if (places.isEmpty() || places.size() > MOST_STRIPES) {
      return whole.relation(wanted, rows);
    }
    List<String> read = new ArrayList<>();
    places.forEach((stripe, those) -> read.add(stripe(stripe, those, read.isEmpty())));
    return whole.relation(wanted, CsvScanSql.RECORD_NUMBER, String.join(" POSITIONAL JOIN ", read));
  }

  /** Returns columns of a stripe, named by their places in the whole records. */
  private String stripe(int stripe, List<Integer> places, boolean numbered) {
    List<String> selected = new ArrayList<>();
    if (numbered) {
      selected.add(CsvScanSql.RECORD_NUMBER);
    }
    for (int place : places) {
      selected.add(CsvScanSql.column(place % WIDTH) + " AS " + CsvScanSql.column(place));
    }
    int width = Math.min(WIDTH, columns - stripe * WIDTH);
    return "(SELECT "
        + String.join(", ", selected)
        + " FROM "
        + CsvScanSql.readCsv(
            dialect, width, true, at -> CsvScanSql.TEXT, List.of(stripes.get(stripe)))
        + ")";
  }

  @Override
  public OptionalLong relationRows() {
    return whole.relationRows();
  }

  @Override
  public String rowNumber() {
    return whole.rowNumber();
  }

  @Override
  public ColumnSql column(String name) {
    return whole.column(name);
  }

  @Override
  public MalformedRows malformed() {
    return whole.malformed();
  }

  /** Deletes the stripes; the whole records stay their owner's. */
  @Override
  public void close() throws IOException {
    ScratchFolders.delete(folder);
  }
}
