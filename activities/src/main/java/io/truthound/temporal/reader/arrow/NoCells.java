package io.truthound.temporal.reader.arrow;

/** A column without values. */
final class NoCells implements Cells {

  @Override
  public int rows(int most) {
    return Math.min(most, Page.MOST_ROWS);
  }

  @Override
  public void next(Page page) {
    page.setValid(new byte[(page.rows() + 7) / 8]);
  }

  @Override
  public void close() {}
}
