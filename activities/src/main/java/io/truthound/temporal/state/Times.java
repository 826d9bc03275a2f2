package io.truthound.temporal.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts a column's dates or times, as days or microseconds. Up to {@link #MOST} different ones are
 * counted each; more of them fall into buckets of one width: the smallest power of two with which
 * fewer than {@link #MOST} reach from the first to the last. Which of both, and the width, depend
 * on the values alone. {@link #plus} is associative and commutative; {@link #NONE} is its identity.
 * On the wire a text.
 */
public final class Times {
  /** The most different values that are counted each, and the most buckets. */
  public static final int MOST = 4_096;

  /** Nothing counted. */
  public static final Times NONE = new Times(0, new TreeMap<>());

  /** Values are counted each where the width is 0; else they lie in buckets of 2^(width - 1). */
  private final int width;

  private final SortedMap<Long, Long> counts;

  private Times(int width, SortedMap<Long, Long> counts) {
    this.width = width;
    this.counts = Collections.unmodifiableSortedMap(counts);
  }

  /** Counts different values, at most {@link #MOST}. */
  public static Times ofValues(SortedMap<Long, Long> each) {
    if (each.size() > MOST) {
      throw new IllegalArgumentException("Invalid times: " + each.size() + " values");
    }
    return new Times(0, new TreeMap<>(each));
  }

  /**
   * Counts what is in buckets: of more different values than are counted each.
   *
   * @param shift how far values are shifted to their bucket; {@link #shift} of the first and last
   */
  public static Times ofBuckets(int shift, SortedMap<Long, Long> counts) {
    return new Times(shift + 1, new TreeMap<>(counts));
  }

  /** Returns how far values are shifted where these are the first and the last. */
  public static int shift(long first, long last) {
    return shift(first, last, 0);
  }

  private static int shift(long first, long last, int least) {
    int shift = least;
    while ((last >> shift) - (first >> shift) >= MOST
        || (last >> shift) - (first >> shift) < 0) { // the difference passed 64 bits
      shift++;
    }
    return shift;
  }

  /** Reads what {@link #text} wrote. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Times parse(String text) {
    String[] parts = text.split(" ", -1);
    SortedMap<Long, Long> counts = new TreeMap<>();
    for (int at = 1; at < parts.length; at++) {
      String[] fields = parts[at].split(":", -1);
      counts.put(Long.valueOf(fields[0]), Long.valueOf(fields[1]));
    }
    return new Times(Integer.parseInt(parts[0]), counts);
  }

  @JsonValue
  String text() {
    return width
        + counts.entrySet().stream()
            .map(each -> each.getKey() + ":" + each.getValue())
            .collect(Collectors.joining(" ", counts.isEmpty() ? "" : " ", ""));
  }

  /**
   * Counts what other rows have.
   *
   * @throws ArithmeticException if a count passes 2^63 - 1
   */
  public Times plus(Times other) {
    if (counts.isEmpty() || other.counts.isEmpty()) {
      return counts.isEmpty() ? other : this;
    }
    if (exact() && other.exact()) {
      SortedMap<Long, Long> all = new TreeMap<>(counts);
      other.counts.forEach((value, count) -> all.merge(value, count, Math::addExact));
      return all.size() <= MOST ? new Times(0, all) : ofBuckets(0, all).widened(0);
    }
    Times one = inBuckets();
    Times two = other.inBuckets();
    int least = Math.max(one.shift(), two.shift());
    SortedMap<Long, Long> all = one.counts(least);
    two.counts(least).forEach((bucket, count) -> all.merge(bucket, count, Math::addExact));
    return ofBuckets(least, all).widened(least);
  }

  private Times inBuckets() {
    return exact() ? ofBuckets(0, counts) : this;
  }

  /** Widens the buckets until they are few enough. */
  private Times widened(int least) {
    int wider = shift(counts.firstKey(), counts.lastKey(), 0) + least;
    return ofBuckets(wider, counts(wider));
  }

  private int shift() {
    return width - 1;
  }

  /** Returns the counts of buckets that are at least as wide as these. */
  private SortedMap<Long, Long> counts(int shift) {
    SortedMap<Long, Long> wider = new TreeMap<>();
    counts.forEach(
        (bucket, count) -> wider.merge(bucket >> (shift - shift()), count, Math::addExact));
    return wider;
  }

  /** Says whether every value is counted by itself. */
  boolean exact() {
    return width == 0;
  }

  /** Returns how wide a bucket is; 1 where every value is counted by itself. */
  long bucketWidth() {
    return exact() ? 1 : 1L << shift();
  }

  long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns each value, or each bucket's middle, and how often it stands there. */
  SortedMap<Long, Long> values() {
    if (exact()) {
      return counts;
    }
    SortedMap<Long, Long> middles = new TreeMap<>();
    counts.forEach((bucket, count) -> middles.put(middle(bucket), count));
    return middles;
  }

  private long middle(long bucket) {
    return (bucket << shift()) + bucketWidth() / 2;
  }

  /**
   * Returns the value of a rank, or the middle of its bucket.
   *
   * @param rank from 0, below {@link #count}
   */
  long at(long rank) {
    long left = rank;
    for (Map.Entry<Long, Long> each : values().entrySet()) {
      left -= each.getValue();
      if (left < 0) {
        return each.getKey();
      }
    }
    throw new IllegalArgumentException("Cannot find rank " + rank);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Times other && width == other.width && counts.equals(other.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }
}
