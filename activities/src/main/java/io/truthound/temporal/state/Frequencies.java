package io.truthound.temporal.state;

import io.truthound.temporal.config.Showing;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts how often each value of a column stands there, of up to {@link #MOST} different ones; of
 * more nothing is kept. {@link #plus} is associative and commutative; {@link #NONE} is its
 * identity.
 *
 * @param tooMany whether there are more
 * @param values each of them, by ascending hash
 */
public record Frequencies(boolean tooMany, List<Value> values) {
  /** The most different values that are counted each. */
  public static final int MOST = 4_096;

  /** The most characters that are kept of a value; one more says that it is longer. */
  public static final int LONGEST = 64;

  /** Nothing counted. */
  public static final Frequencies NONE = new Frequencies(false, List.of());

  /** More different values than are counted each. */
  public static final Frequencies TOO_MANY = new Frequencies(true, List.of());

  /**
   * A value and how often it stands there.
   *
   * @param hash tells values apart
   * @param text the value, or the beginning of a long one
   * @param count how often
   */
  public record Value(long hash, String text, long count) {}

  public Frequencies {
    values = List.copyOf(values);
  }

  /** Counts values, of which each stands there once. */
  public static Frequencies of(List<Value> each) {
    if (each.size() > MOST) {
      return TOO_MANY;
    }
    return new Frequencies(
        false, each.stream().sorted(Comparator.comparingLong(Value::hash)).toList());
  }

  /**
   * Counts what other rows have.
   *
   * @throws ArithmeticException if a count passes 2^63 - 1
   */
  public Frequencies plus(Frequencies other) {
    if (tooMany || other.tooMany) {
      return TOO_MANY;
    }
    SortedMap<Long, Value> all = new TreeMap<>();
    values.forEach(value -> all.put(value.hash, value));
    other.values.forEach(value -> all.merge(value.hash, value, Frequencies::joined));
    return of(List.copyOf(all.values()));
  }

  /** Returns the same with that of each value which may be shown; they are still told apart. */
  public Frequencies showing(Showing showing) {
    return showing == Showing.FULL
        ? this
        : new Frequencies(
            tooMany,
            values.stream()
                .map(
                    value ->
                        new Value(
                            value.hash,
                            Objects.requireNonNullElse(showing.ofText(value.text), ""),
                            value.count))
                .toList());
  }

  private static Value joined(Value one, Value other) {
    return new Value(one.hash, one.text, Math.addExact(one.count, other.count));
  }
}
