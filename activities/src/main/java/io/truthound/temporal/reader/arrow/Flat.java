package io.truthound.temporal.reader.arrow;

import com.google.flatbuffers.Table;
import org.apache.arrow.flatbuf.Field;

/** Reads flatbuffers, which check bounds but promise no particular exception. */
final class Flat {
  private Flat() {}

  /** Reads some metadata. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws ArrowFormatException;
  }

  /**
   * Reads metadata of which no byte is trusted.
   *
   * @param what names it for a person
   */
  static <T> T read(String what, Reading<T> reading) throws ArrowFormatException {
    try {
      return reading.read();
    } catch (RuntimeException damaged) {
      throw new ArrowFormatException(what + " is damaged", damaged);
    }
  }

  /** Returns the parameters of a field's type. */
  static Table table(Field field, Table type) {
    return present(field.type(type));
  }

  /** Requires what a sound file has. */
  static <T> T present(@org.jspecify.annotations.Nullable T part) {
    if (part == null) {
      throw new IllegalArgumentException("A required part is missing");
    }
    return part;
  }
}
