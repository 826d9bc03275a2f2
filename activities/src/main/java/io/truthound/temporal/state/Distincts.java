package io.truthound.temporal.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Holds the lowest {@link #MOST} hashes of a column's values, of 63 bits each: how close together
 * they lie tells how many distinct values there are. Fewer than that are counted exactly. {@link
 * #plus} is associative, commutative and idempotent; {@link #NONE} is its identity. On the wire a
 * text.
 */
public final class Distincts {
  /** How many hashes are kept. */
  public static final int MOST = 4_096;

  /** The relative standard error of the estimate, in percent: 100 / sqrt(MOST - 2). */
  static final String ERROR = "1.6 %";

  /** No value. */
  public static final Distincts NONE = new Distincts(List.of());

  private static final BigDecimal HASHES = BigDecimal.valueOf(2).pow(63);

  private final SortedSet<Long> lowest;

  private Distincts(Collection<Long> hashes) {
    TreeSet<Long> kept = new TreeSet<>(hashes);
    while (kept.size() > MOST) {
      kept.pollLast();
    }
    this.lowest = Collections.unmodifiableSortedSet(kept);
  }

  /** Keeps the lowest of some hashes; none is negative. */
  public static Distincts of(Collection<Long> hashes) {
    return new Distincts(hashes);
  }

  /** Reads what {@link #text} wrote. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Distincts parse(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    TreeSet<Long> hashes = new TreeSet<>();
    while (bytes.hasRemaining()) {
      hashes.add(bytes.getLong());
    }
    return new Distincts(hashes);
  }

  @JsonValue
  String text() {
    ByteBuffer bytes = ByteBuffer.allocate(lowest.size() * Long.BYTES);
    lowest.forEach(bytes::putLong);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  public Distincts plus(Distincts other) {
    TreeSet<Long> hashes = new TreeSet<>(lowest);
    hashes.addAll(other.lowest);
    return new Distincts(hashes);
  }

  /** The relative standard error of the estimate. */
  static final double RELATIVE_ERROR = 0.0156;

  /**
   * Says whether {@link #count(long)} is no estimate.
   *
   * @param highest the highest hash that was asked for
   */
  boolean exact(long highest) {
    return exact() && highest == Long.MAX_VALUE;
  }

  /** Returns how many distinct values there are where no hash above one was asked for. */
  long count(long highest) {
    if (!exact() || highest == Long.MAX_VALUE) {
      return count();
    }
    return HASHES
        .multiply(BigDecimal.valueOf(lowest.size()))
        .divide(BigDecimal.valueOf(Math.max(1, highest)), 0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  /** Says whether {@link #count} is no estimate. */
  boolean exact() {
    return lowest.size() < MOST;
  }

  /** Returns how many distinct values there are. */
  long count() {
    if (exact()) {
      return lowest.size();
    }
    return HASHES
        .multiply(BigDecimal.valueOf(MOST - 1L))
        .divide(BigDecimal.valueOf(Math.max(1, lowest.last())), 0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Distincts other && lowest.equals(other.lowest);
  }

  @Override
  public int hashCode() {
    return lowest.hashCode();
  }
}
