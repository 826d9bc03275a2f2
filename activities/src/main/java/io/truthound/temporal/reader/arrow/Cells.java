package io.truthound.temporal.reader.arrow;

import java.io.Closeable;
import java.io.IOException;

/** The values of one column of a record batch, in order. */
interface Cells extends Closeable {

  /** Returns how many of the next rows make a page, at least one of so many. */
  int rows(int most) throws IOException;

  /**
   * Appends the values of the next rows to a page that knows which of them are null; where a value
   * itself is null the page is told.
   *
   * @throws ArrowFormatException if they are damaged
   */
  void next(Page page) throws IOException;

  @Override
  void close() throws IOException;
}
