package io.truthound.temporal.reader;

import java.util.Collection;
import java.util.Optional;

/**
 * Whole sources, opened where they lie as one relation, so that many small ones need no query each.
 * Every record of theirs is in it.
 */
public interface OpenFiles extends OpenSource {

  /** Returns the expression of a file's place among {@link #files}, from 0. */
  String fileNumber();

  /**
   * Returns a query that says whether the files give columns different types, though they are one
   * in the dataset; nothing where they cannot. Then what is read from them together is not what is
   * read from each.
   */
  Optional<String> typesDiffer(Collection<String> columns);
}
