package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** Blocks of a source, opened as a relation that DuckDB scans. Closing gives back what it holds. */
public interface OpenSource extends AutoCloseable {

  /** Returns the files that hold its rows. */
  List<Path> files();

  /**
   * Returns what a DuckDB instance must be allowed to read: files, or a folder with all in it, for
   * which the same instance can be used again.
   */
  List<Path> readable();

  /**
   * Returns what goes after FROM. It may have more than was asked for: a query still names what it
   * wants.
   *
   * @param columns the columns that the query reads
   * @param rows the rows that it reads; {@link #within} is still to be asked for
   */
  String relation(Collection<String> columns, RowRange rows);

  /**
   * Returns a relation that costs less, where there is one. A query over it either gives what it
   * gives over {@link #relation} or fails; it is for counting only, as raw values may be typed.
   */
  default Optional<String> quickRelation(Collection<String> columns, RowRange rows) {
    return Optional.empty();
  }

  /** Returns how many rows the relation must have in all, where that is known without DuckDB. */
  default OptionalLong relationRows() {
    return OptionalLong.empty();
  }

  /** Returns the expression of a row's number within its source. */
  String rowNumber();

  /** Returns the condition that a row lies in a range, in a form that prunes what is not read. */
  default String within(RowRange range) {
    return rowNumber() + " >= " + range.first() + " AND " + rowNumber() + " < " + range.end();
  }

  /** Returns how a column is reached. */
  ColumnSql column(String name);

  /**
   * Writes the same rows so that queries over a few columns do not read all others; nothing where
   * they need not anyway. What is returned is to be closed before this source.
   */
  default Optional<OpenSource> inStripes(ScanWatch watch)
      throws IOException, ScanCancelledException {
    return Optional.empty();
  }

  /** Returns the records that are not well-formed and therefore not in the relation. */
  MalformedRows malformed();

  /**
   * Returns blocks whose bytes are known to be damaged, in row order. No query may ask for their
   * rows.
   */
  default List<Damage> damage() {
    return List.of();
  }

  /**
   * Rows that cannot be read.
   *
   * @param rows all rows of one block
   * @param why what is damaged
   */
  record Damage(RowRange rows, String why) {}

  @Override
  void close() throws IOException;

  /** Records that no rule but {@code well_formed} evaluates. */
  interface MalformedRows {
    /** None: formats whose rows are always well-formed. */
    MalformedRows NONE =
        new MalformedRows() {
          @Override
          public void forEach(LongConsumer row) {}

          @Override
          public List<Shown> shown() {
            return List.of();
          }
        };

    /** Names each malformed record's row number, ascending. */
    void forEach(LongConsumer row);

    /** Returns the first of them with their text. */
    List<Shown> shown();

    /**
     * A malformed record.
     *
     * @param row its number within the source
     * @param text its text, shortened
     * @param reason what is wrong with it
     */
    record Shown(long row, String text, String reason) {}
  }
}
