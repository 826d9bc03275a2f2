package io.truthound.temporal.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Holds what rows say about the values of a column. {@link #plus} is associative and commutative,
 * down to the bytes on the wire; {@link #none} is its identity.
 *
 * @param version of this record's shape and of what its parts mean
 * @param column name of the column
 * @param values how many values that are not null
 * @param nan how many of them are NaN
 * @param infinite how many of them are infinite
 * @param moments sums of the finite numbers, where a rule needs them
 * @param extremes the ends, where a rule needs them and there is a value other than NaN
 * @param ranks how many numbers are how large, where a rule needs it
 * @param distincts what tells how many values are distinct, where a rule needs it
 * @param frequencies how often each value stands there, where a rule needs it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ColumnState(
    int version,
    String column,
    long values,
    long nan,
    long infinite,
    @Nullable Moments moments,
    @Nullable Extremes extremes,
    @Nullable Ranks ranks,
    @Nullable Distincts distincts,
    @Nullable Frequencies frequencies) {

  /** The version that this code writes, and the only one that it merges. */
  public static final int VERSION = 1;

  public ColumnState {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "the state of column %s has version %d; this worker merges version %d"
              .formatted(column, version, VERSION));
    }
    if (nan < 0 || infinite < 0 || values < nan + infinite) {
      throw new IllegalArgumentException(
          "Invalid state of column %s: values=%d, nan=%d, infinite=%d"
              .formatted(column, values, nan, infinite));
    }
  }

  /** Returns what no rows say. */
  public static ColumnState none(ColumnNeeds needs) {
    return of(needs, 0, 0, 0).build();
  }

  /** Begins a state with counts of values, of NaN and of infinities. */
  public static Builder of(ColumnNeeds needs, long values, long nan, long infinite) {
    return new Builder(needs, values, nan, infinite);
  }

  /**
   * Merges what other rows of the same column say.
   *
   * @throws IllegalArgumentException if it is another column's, or holds other parts
   * @throws ArithmeticException if a count passes 2^63 - 1
   */
  public ColumnState plus(ColumnState other) {
    boolean alike =
        (moments == null) == (other.moments == null)
            && (ranks == null) == (other.ranks == null)
            && (distincts == null) == (other.distincts == null)
            && (frequencies == null) == (other.frequencies == null);
    if (!column.equals(other.column) || !alike) {
      throw new IllegalArgumentException(
          "Cannot merge states of columns " + column + " and " + other.column);
    }
    return new ColumnState(
        VERSION,
        column,
        Math.addExact(values, other.values),
        Math.addExact(nan, other.nan),
        Math.addExact(infinite, other.infinite),
        moments == null || other.moments == null ? null : moments.plus(other.moments),
        extremes == null || other.extremes == null
            ? (extremes == null ? other.extremes : extremes)
            : extremes.plus(other.extremes),
        ranks == null || other.ranks == null ? null : ranks.plus(other.ranks),
        distincts == null || other.distincts == null ? null : distincts.plus(other.distincts),
        frequencies == null || other.frequencies == null
            ? null
            : frequencies.plus(other.frequencies));
  }

  /** Returns how many values are finite. */
  long finite() {
    return values - nan - infinite;
  }

  /** Puts a state together. Not safe for use by many threads. */
  public static final class Builder {
    private final ColumnNeeds needs;
    private final long values;
    private final long nan;
    private final long infinite;
    private @Nullable Moments moments;
    private @Nullable Extremes extremes;
    private @Nullable Ranks ranks;
    private @Nullable Distincts distincts;
    private @Nullable Frequencies frequencies;

    private Builder(ColumnNeeds needs, long values, long nan, long infinite) {
      this.needs = needs;
      this.values = values;
      this.nan = nan;
      this.infinite = infinite;
      this.ranks = needs.ranks() ? Ranks.NONE : null;
      this.distincts = needs.distincts() ? Distincts.NONE : null;
      this.frequencies = needs.frequencies() ? Frequencies.NONE : null;
      if (needs.sums()) {
        moments = Moments.of(BigDecimal.ZERO, needs.squares() ? BigDecimal.ZERO : null);
      }
    }

    public Builder ranks(Ranks ranks) {
      this.ranks = ranks;
      return this;
    }

    public Builder distincts(Distincts distincts) {
      this.distincts = distincts;
      return this;
    }

    public Builder frequencies(Frequencies frequencies) {
      this.frequencies = frequencies;
      return this;
    }

    /** Sets the exact sum of the finite numbers and, where needed, that of their squares. */
    public Builder moments(BigDecimal sum, @Nullable BigDecimal squares) {
      moments = Moments.of(sum, squares);
      return this;
    }

    public Builder extremes(Place lowest, Place highest) {
      extremes = new Extremes(lowest, highest);
      return this;
    }

    public ColumnState build() {
      return new ColumnState(
          VERSION,
          needs.column(),
          values,
          nan,
          infinite,
          moments,
          extremes,
          ranks,
          distincts,
          frequencies);
    }
  }
}
