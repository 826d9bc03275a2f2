package io.truthound.temporal.reader.arrow;

import org.jspecify.annotations.Nullable;

/**
 * A column as the file describes it.
 *
 * @param type what its values are; with a dictionary, what the dictionary's are
 * @param dictionary where its values are, if the column itself has indices
 */
record ArrowField(
    String name, boolean nullable, ValueType type, @Nullable DictionaryIndex dictionary) {

  /**
   * Indices into a dictionary.
   *
   * @param id which dictionary
   * @param width bytes of an index: 1, 2, 4 or 8
   * @param signed whether an index has a sign
   */
  record DictionaryIndex(long id, int width, boolean signed) {}

  /** Returns how the column lies in a record batch. */
  Layout layout() {
    return dictionary == null ? type.layout() : Layout.FIXED;
  }

  /** Returns the column of the dictionary itself. */
  ArrowField values() {
    return new ArrowField(name, true, type, null);
  }
}
