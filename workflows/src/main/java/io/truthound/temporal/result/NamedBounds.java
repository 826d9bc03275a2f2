package io.truthound.temporal.result;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bounds that a word in a column's name speaks of.
 *
 * @param word the word
 * @param min lowest sensible value
 * @param max highest sensible value, or null for none
 */
record NamedBounds(String word, int min, @Nullable Integer max) {
  private static final List<NamedBounds> ALL =
      List.of(
          new NamedBounds("age", 0, 150),
          new NamedBounds("price", 0, null),
          new NamedBounds("quantity", 0, null),
          new NamedBounds("count", 0, null),
          new NamedBounds("amount", 0, null),
          new NamedBounds("percent", 0, 100),
          new NamedBounds("rating", 0, 5),
          new NamedBounds("year", 1900, 2100),
          new NamedBounds("month", 1, 12),
          new NamedBounds("day", 1, 31),
          new NamedBounds("hour", 0, 23),
          new NamedBounds("minute", 0, 59),
          new NamedBounds("second", 0, 59));

  /** What stands between words: no letter or digit, or the change to a capital. */
  private static final Pattern BETWEEN =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");

  /** Returns the bounds of a numeric column whose name has such a word; the first word counts. */
  static Optional<NamedBounds> of(LearnedColumn column) {
    if (column.type() == null || !column.type().numeric()) {
      return Optional.empty();
    }
    return BETWEEN
        .splitAsStream(column.name())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .flatMap(word -> ALL.stream().filter(bounds -> bounds.word.equals(word)))
        .findFirst();
  }
}
