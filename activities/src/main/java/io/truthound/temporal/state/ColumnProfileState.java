package io.truthound.temporal.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Holds what rows say of a column that is profiled. {@link #plus} is associative and commutative,
 * down to the bytes on the wire; {@link #none} is its identity.
 *
 * @param version of this record's shape and of what its parts mean
 * @param nulls how many rows have no value
 * @param inconvertible how many rows have text that is no value of the type
 * @param values what is said of the others
 * @param texts what is said of text and binary values, else null
 * @param frequencies how often each text, truth or UUID stands there; null of other types
 * @param times where dates and times lie, else null
 * @param finer how many timestamps lie between two microseconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ColumnProfileState(
    int version,
    long nulls,
    long inconvertible,
    ColumnState values,
    @Nullable Texts texts,
    @Nullable Frequencies frequencies,
    @Nullable Times times,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long finer) {

  /** The version that this code writes, and the only one that it merges. */
  public static final int VERSION = 1;

  public ColumnProfileState {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "the profile of column %s has version %d; this worker merges version %d"
              .formatted(values.column(), version, VERSION));
    }
    if (nulls < 0 || inconvertible < 0) {
      throw new IllegalArgumentException(
          "Invalid profile of column %s: nulls=%d, inconvertible=%d"
              .formatted(values.column(), nulls, inconvertible));
    }
  }

  /** Returns what no rows say. */
  public static ColumnProfileState none(ColumnNeeds needs) {
    return new ColumnProfileState(
        VERSION,
        0,
        0,
        ColumnState.none(needs),
        needs.measuresLengths() ? Texts.NONE : null,
        needs.countsEach() ? Frequencies.NONE : null,
        needs.type().temporal() ? Times.NONE : null,
        0);
  }

  /** Returns the same with so many rows without a value. */
  public ColumnProfileState withNulls(long nulls) {
    return new ColumnProfileState(
        VERSION, nulls, inconvertible, values, texts, frequencies, times, finer);
  }

  /** Takes some of the rows without a value for such whose text is none. */
  public ColumnProfileState withInconvertible(long inconvertible) {
    return new ColumnProfileState(
        VERSION, nulls - inconvertible, inconvertible, values, texts, frequencies, times, finer);
  }

  /** Returns the same with these values. */
  public ColumnProfileState with(ColumnState values) {
    return new ColumnProfileState(
        VERSION, nulls, inconvertible, values, texts, frequencies, times, finer);
  }

  /** Returns the same with these texts. */
  public ColumnProfileState with(Texts texts) {
    return new ColumnProfileState(
        VERSION, nulls, inconvertible, values, texts, frequencies, times, finer);
  }

  /** Returns the same with these frequencies. */
  public ColumnProfileState with(Frequencies frequencies) {
    return new ColumnProfileState(
        VERSION, nulls, inconvertible, values, texts, frequencies, times, finer);
  }

  /** Returns the same with these dates or times. */
  public ColumnProfileState with(Times times) {
    return new ColumnProfileState(
        VERSION, nulls, inconvertible, values, texts, frequencies, times, finer);
  }

  /** Returns the same with so many timestamps that lie between two microseconds. */
  public ColumnProfileState withFiner(long finer) {
    return new ColumnProfileState(
        VERSION, nulls, inconvertible, values, texts, frequencies, times, finer);
  }

  /** Returns how many rows it speaks of. */
  public long rows() {
    return Math.addExact(values.values(), Math.addExact(nulls, inconvertible));
  }

  /**
   * Merges what other rows of the same column say.
   *
   * @throws IllegalArgumentException if it is another column's, or holds other parts
   * @throws ArithmeticException if a count passes 2^63 - 1
   */
  public ColumnProfileState plus(ColumnProfileState other) {
    boolean alike =
        (texts == null) == (other.texts == null)
            && (frequencies == null) == (other.frequencies == null)
            && (times == null) == (other.times == null);
    if (!alike) {
      throw new IllegalArgumentException(
          "Cannot merge profiles of columns " + values.column() + " and " + other.values.column());
    }
    return new ColumnProfileState(
        VERSION,
        Math.addExact(nulls, other.nulls),
        Math.addExact(inconvertible, other.inconvertible),
        values.plus(other.values),
        texts == null || other.texts == null ? null : texts.plus(other.texts),
        frequencies == null || other.frequencies == null
            ? null
            : frequencies.plus(other.frequencies),
        times == null || other.times == null ? null : times.plus(other.times),
        Math.addExact(finer, other.finer));
  }
}
