package io.truthound.temporal.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.LongStream;

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
  public static final Distincts NONE = new Distincts(new long[0]);

  private static final BigDecimal HASHES = BigDecimal.valueOf(2).pow(63);

  /** Ascending, each once. */
  private final long[] lowest;

  private Distincts(long[] ascending) {
    this.lowest = ascending;
  }

  /** Keeps the lowest of some hashes; none is negative. */
  public static Distincts of(Collection<Long> hashes) {
    return of(hashes.stream().mapToLong(Long::longValue));
  }

  private static Distincts of(LongStream hashes) {
    return new Distincts(hashes.sorted().distinct().limit(MOST).toArray());
  }

  /** Reads what {@link #text} wrote. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Distincts parse(String text) {
    LongBuffer hashes = ByteBuffer.wrap(Base64.getDecoder().decode(text)).asLongBuffer();
    return of(LongStream.generate(hashes::get).limit(hashes.remaining()));
  }

  @JsonValue
  String text() {
    ByteBuffer bytes = ByteBuffer.allocate(lowest.length * Long.BYTES);
    bytes.asLongBuffer().put(lowest);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  public Distincts plus(Distincts other) {
    long[] merged = new long[Math.min(MOST, lowest.length + other.lowest.length)];
    int size = 0;
    int mine = 0;
    int theirs = 0;
    while (size < merged.length && (mine < lowest.length || theirs < other.lowest.length)) {
      long next = Math.min(at(mine), other.at(theirs));
      merged[size++] = next;
      mine += at(mine) == next ? 1 : 0;
      theirs += other.at(theirs) == next ? 1 : 0;
    }
    return new Distincts(Arrays.copyOf(merged, size));
  }

  private long at(int index) {
    return index < lowest.length ? lowest[index] : Long.MAX_VALUE;
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
        .multiply(BigDecimal.valueOf(lowest.length))
        .divide(BigDecimal.valueOf(Math.max(1, highest)), 0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  /** Says whether {@link #count} is no estimate. */
  boolean exact() {
    return lowest.length < MOST;
  }

  /** Returns how many distinct values there are. */
  long count() {
    if (exact()) {
      return lowest.length;
    }
    return HASHES
        .multiply(BigDecimal.valueOf(MOST - 1L))
        .divide(BigDecimal.valueOf(Math.max(1, lowest[MOST - 1])), 0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Distincts other && Arrays.equals(lowest, other.lowest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lowest);
  }
}
