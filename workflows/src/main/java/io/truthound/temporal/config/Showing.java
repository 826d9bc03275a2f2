package io.truthound.temporal.config;

import org.jspecify.annotations.Nullable;

/** Says what is shown of a value that stood in a row of the data. From the mildest on. */
public enum Showing {
  /** The value. */
  FULL,
  /**
   * Its shape: as many characters, letters as {@code x} and {@code X}, digits as {@code #}, blanks
   * and the punctuation of ASCII as they are, everything else as {@code x}. Numbers, dates and
   * times are masked as the text that shows them; both truth values are {@code xxxx}.
   */
  MASKED,
  /** Nothing. */
  NONE;

  private static final String MASKED_TRUTH = "xxxx";

  /** Returns the one of both that shows less. */
  public Showing stricter(Showing other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /**
   * Returns what is shown of a value: itself, a text, or null where nothing is. Null, which is no
   * value, stays null. What is shown of what was shown is the same.
   */
  public @Nullable Object of(@Nullable Object value) {
    if (this == FULL || value == null) {
      return value;
    }
    if (this == NONE) {
      return null;
    }
    return value instanceof Boolean ? MASKED_TRUTH : Mask.of(value);
  }

  /** Does the same with a value that is told as text. */
  public @Nullable String ofText(@Nullable String value) {
    Object shown = of(value);
    return shown == null ? null : shown.toString();
  }
}
