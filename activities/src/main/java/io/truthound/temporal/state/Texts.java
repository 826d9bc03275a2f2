package io.truthound.temporal.state;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What rows say about the texts of a column: how long they are and what they look like. {@link
 * #plus} is associative and commutative; {@link #NONE} is its identity.
 *
 * @param lengths how long they are: a column of whole numbers
 * @param looks what they look like
 */
public record Texts(ColumnState lengths, Looks looks) {
  private static final ColumnNeeds NEEDS =
      new ColumnNeeds("length", DataType.of(Kind.INT64), true, true, true, true, false);

  /** No text. */
  public static final Texts NONE = new Texts(ColumnState.none(NEEDS), Looks.NONE);

  /** Counts texts by their length. */
  public static Texts of(SortedMap<Long, Long> lengths, Looks looks) {
    if (lengths.isEmpty()) {
      return NONE;
    }
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    long texts = 0;
    for (Map.Entry<Long, Long> each : lengths.entrySet()) {
      BigDecimal length = BigDecimal.valueOf(each.getKey());
      BigDecimal all = length.multiply(BigDecimal.valueOf(each.getValue()));
      sum = sum.add(all);
      squares = squares.add(all.multiply(length));
      texts = Math.addExact(texts, each.getValue());
    }
    return new Texts(
        ColumnState.of(NEEDS, texts, 0, 0)
            .moments(sum, squares)
            .extremes(place(lengths.firstKey()), place(lengths.lastKey()))
            .ranks(ranks(lengths))
            .build(),
        looks);
  }

  private static Ranks ranks(SortedMap<Long, Long> lengths) {
    if (lengths.size() <= Ranks.MOST_VALUES) {
      List<Ranks.Value> each = new ArrayList<>();
      lengths.forEach(
          (length, count) -> each.add(new Ranks.Value(place(length), bucket(length), count)));
      return Ranks.ofValues(each);
    }
    SortedMap<Integer, Long> buckets = new TreeMap<>();
    lengths.forEach((length, count) -> buckets.merge(bucket(length), count, Math::addExact));
    return Ranks.ofBuckets(buckets);
  }

  private static int bucket(long length) {
    return Buckets.bucket(Buckets.key((double) length));
  }

  private static Place place(long length) {
    return Place.of(BigDecimal.valueOf(length));
  }

  public Texts plus(Texts other) {
    return new Texts(lengths.plus(other.lengths), looks.plus(other.looks));
  }
}
