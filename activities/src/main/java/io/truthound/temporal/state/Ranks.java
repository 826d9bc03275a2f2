package io.truthound.temporal.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts a column's numbers by their size. Up to {@link #MOST_VALUES} different ones are counted
 * each; more of them fall into buckets, 64 to each doubling, whose middle is within 1/128 of every
 * number in it. Which of both depends on the numbers alone. {@link #plus} is associative and
 * commutative; {@link #NONE} is its identity. On the wire a text.
 */
public final class Ranks {
  /** The most different values that are counted each. */
  public static final int MOST_VALUES = 4_096;

  /** Buckets to each doubling. */
  public static final int STEPS = 64;

  /** What is added to a bucket's number so that those of small numbers are above 0. */
  public static final int OFFSET = 1_100 * STEPS;

  /** The bucket of infinity; that of its opposite has the opposite number. */
  public static final int ENDLESS = 4 * OFFSET;

  /** Nothing counted. */
  public static final Ranks NONE = new Ranks(new TreeMap<>(), new TreeMap<>());

  private static final String EXACT = "values";
  private static final String BUCKETS = "buckets";

  private final SortedMap<Place, Counted> values;
  private final SortedMap<Integer, Long> buckets;

  /** How often a value was seen, and in which bucket it would be. */
  private record Counted(int bucket, long count) {
    Counted plus(Counted other) {
      if (bucket != other.bucket) {
        throw new IllegalArgumentException("Cannot merge ranks: one value in two buckets");
      }
      return new Counted(bucket, Math.addExact(count, other.count));
    }
  }

  private Ranks(SortedMap<Place, Counted> values, SortedMap<Integer, Long> buckets) {
    this.values = Collections.unmodifiableSortedMap(values);
    this.buckets = Collections.unmodifiableSortedMap(buckets);
  }

  /**
   * One value, counted.
   *
   * @param value the value; not NaN
   * @param bucket the bucket that it would be in
   * @param count how often it was seen
   */
  public record Value(Place value, int bucket, long count) {}

  /** Counts different values, at most {@link #MOST_VALUES}. */
  public static Ranks ofValues(List<Value> each) {
    SortedMap<Place, Counted> values = new TreeMap<>();
    each.forEach(one -> values.put(one.value, new Counted(one.bucket, one.count)));
    if (values.size() > MOST_VALUES) {
      throw new IllegalArgumentException("Invalid ranks: " + values.size() + " values");
    }
    return new Ranks(values, new TreeMap<>());
  }

  /** Counts what is in buckets: of more different values than are counted each. */
  public static Ranks ofBuckets(SortedMap<Integer, Long> buckets) {
    return new Ranks(new TreeMap<>(), new TreeMap<>(buckets));
  }

  /** Reads what {@link #text} wrote. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Ranks parse(String text) {
    String[] parts = text.split(" ", -1);
    SortedMap<Place, Counted> values = new TreeMap<>();
    SortedMap<Integer, Long> buckets = new TreeMap<>();
    for (int at = 1; at < parts.length; at++) {
      String[] fields = parts[at].split(":", -1);
      long count = Long.parseLong(fields[fields.length - 1]);
      int bucket = Integer.parseInt(fields[fields.length - 2]);
      if (parts[0].equals(EXACT)) {
        values.put(place(fields[0]), new Counted(bucket, count));
      } else {
        buckets.put(bucket, count);
      }
    }
    return new Ranks(values, buckets);
  }

  @JsonValue
  String text() {
    return buckets.isEmpty()
        ? EXACT
            + values.entrySet().stream()
                .map(
                    each ->
                        text(each.getKey())
                            + ":"
                            + each.getValue().bucket
                            + ":"
                            + each.getValue().count)
                .collect(Collectors.joining(" ", values.isEmpty() ? "" : " ", ""))
        : BUCKETS
            + buckets.entrySet().stream()
                .map(each -> each.getKey() + ":" + each.getValue())
                .collect(Collectors.joining(" ", " ", ""));
  }

  /** Writes a double of many digits by its bits. */
  private static String text(Place value) {
    String text = value.text();
    BigDecimal number = value.number();
    if (number == null || text.length() <= 20) {
      return text;
    }
    double bits = number.doubleValue();
    boolean isDouble = Double.isFinite(bits) && new BigDecimal(bits).compareTo(number) == 0;
    return isDouble ? "x" + Long.toHexString(Double.doubleToLongBits(bits)) : text;
  }

  private static Place place(String text) {
    return text.startsWith("x")
        ? Place.of(Double.longBitsToDouble(Long.parseUnsignedLong(text.substring(1), 16)))
        : Place.parse(text);
  }

  /**
   * Counts what other rows have.
   *
   * @throws ArithmeticException if a count passes 2^63 - 1
   */
  public Ranks plus(Ranks other) {
    if (buckets.isEmpty() && other.buckets.isEmpty()) {
      SortedMap<Place, Counted> all = new TreeMap<>(values);
      other.values.forEach((value, counted) -> all.merge(value, counted, Counted::plus));
      Ranks exact = new Ranks(all, new TreeMap<>());
      return all.size() <= MOST_VALUES ? exact : ofBuckets(exact.inBuckets());
    }
    SortedMap<Integer, Long> all = inBuckets();
    other.inBuckets().forEach((bucket, count) -> all.merge(bucket, count, Math::addExact));
    return ofBuckets(all);
  }

  private SortedMap<Integer, Long> inBuckets() {
    SortedMap<Integer, Long> all = new TreeMap<>(buckets);
    values.values().forEach(counted -> all.merge(counted.bucket, counted.count, Math::addExact));
    return all;
  }

  /** Says whether every value is counted by itself. */
  boolean exact() {
    return buckets.isEmpty();
  }

  long count() {
    return inBuckets().values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns a quantile, between two values in proportion; null where there is no value, or none
   * between two infinities.
   *
   * @param q 0 to 1
   * @param scale digits after the point that the column's numbers have as integers in buckets
   */
  @Nullable Place quantile(BigDecimal q, int scale) {
    long count = count();
    if (count == 0) {
      return null;
    }
    BigDecimal position = q.multiply(BigDecimal.valueOf(count - 1));
    long below = position.setScale(0, RoundingMode.FLOOR).longValueExact();
    BigDecimal share = position.subtract(BigDecimal.valueOf(below));
    Place low = at(below, scale);
    return share.signum() == 0 ? low : between(low, at(below + 1, scale), share);
  }

  private static @Nullable Place between(Place low, Place high, BigDecimal share) {
    BigDecimal from = low.number();
    BigDecimal to = high.number();
    if (from != null && to != null) {
      return Place.of(from.add(to.subtract(from).multiply(share)));
    }
    if (from == null && to == null) {
      return low.equals(high) ? low : null;
    }
    return from == null ? low : high;
  }

  /** Takes a value and how often it stands there. */
  interface EachValue<T> {
    void take(T value, long count);
  }

  /** Names each value and how often it stands there, ascending; none where there are too many. */
  void each(EachValue<Place> taker) {
    values.forEach((value, counted) -> taker.take(value, counted.count));
  }

  /** Names each finite value, or each bucket's middle, and how often it stands there. */
  void eachFinite(int scale, EachValue<BigDecimal> taker) {
    values.forEach((value, counted) -> take(value, counted.count, taker));
    buckets.forEach((bucket, count) -> take(middle(bucket, scale), count, taker));
  }

  private static void take(Place place, long count, EachValue<BigDecimal> taker) {
    BigDecimal number = place.number();
    if (number != null) {
      taker.take(number, count);
    }
  }

  private Place at(long rank, int scale) {
    long left = rank;
    for (Map.Entry<Place, Counted> each : values.entrySet()) {
      left -= each.getValue().count;
      if (left < 0) {
        return each.getKey();
      }
    }
    for (Map.Entry<Integer, Long> each : buckets.entrySet()) {
      left -= each.getValue();
      if (left < 0) {
        return middle(each.getKey(), scale);
      }
    }
    throw new IllegalArgumentException("Cannot find rank " + rank);
  }

  private static Place middle(int bucket, int scale) {
    if (Math.abs(bucket) == ENDLESS) {
      return bucket < 0 ? Place.LOWEST : Place.HIGHEST;
    }
    if (bucket == 0) {
      return Place.of(BigDecimal.ZERO);
    }
    int step = Math.abs(bucket) - OFFSET;
    double part = 1 + (2.0 * Math.floorMod(step, STEPS) + 1) / (2 * STEPS);
    double middle = Math.scalb(part, Math.floorDiv(step, STEPS));
    return Place.of(new BigDecimal(bucket < 0 ? -middle : middle).movePointLeft(scale));
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Ranks other && text().equals(other.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }
}
