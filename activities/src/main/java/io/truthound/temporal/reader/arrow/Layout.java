package io.truthound.temporal.reader.arrow;

/** How the values of a column lie in the buffers of a record batch, nulls apart. */
enum Layout {
  /** No buffer at all: every value is null. */
  NOTHING(0),
  BITS(2),
  FIXED(2),
  OFFSETS(3),
  LARGE_OFFSETS(3),
  /** Followed by buffers whose number the record batch tells. */
  VIEWS(2);

  private final int buffers;

  Layout(int buffers) {
    this.buffers = buffers;
  }

  /** Returns how many buffers there are, the validity bitmap among them. */
  int buffers() {
    return buffers;
  }
}
