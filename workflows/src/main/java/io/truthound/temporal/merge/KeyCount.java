package io.truthound.temporal.merge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What the keys of a rule came to. {@link #plus} is associative and commutative over partitions,
 * which share no key; {@link #NONE} is its identity.
 *
 * @param keys rows whose key has no null
 * @param distinct how many different keys they have; 0 where that is not counted
 * @param failed rows whose key breaks the rule
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeyCount(long keys, long distinct, long failed) {
  /** No keys. */
  public static final KeyCount NONE = new KeyCount(0, 0, 0);

  public KeyCount {
    if (distinct < 0 || failed < 0 || distinct > keys || failed > keys) {
      throw new IllegalArgumentException(
          "Invalid count of keys: keys=%d, distinct=%d, failed=%d"
              .formatted(keys, distinct, failed));
    }
  }

  /** Counts keys whose occurrences beyond the first fail. */
  public static KeyCount ofDistinct(long keys, long distinct) {
    return new KeyCount(keys, distinct, keys - distinct);
  }

  public KeyCount plus(KeyCount other) {
    return new KeyCount(
        Math.addExact(keys, other.keys),
        Math.addExact(distinct, other.distinct),
        Math.addExact(failed, other.failed));
  }
}
