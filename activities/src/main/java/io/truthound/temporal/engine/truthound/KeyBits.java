package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.truthound.KeyCounting.Session;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keys that are integers close together, as ids often are: a bit for each number from the lowest to
 * the highest says whether it is among them. Exact, and far smaller and faster than a hash table.
 *
 * @param rows the relation of keys, as what goes after FROM
 * @param lowest the lowest key, as SQL of the keys' type
 * @param highest the highest key, likewise
 * @param wide a type that holds how far apart they are
 * @param size how many numbers there are from the lowest to the highest
 */
record KeyBits(String rows, String lowest, String highest, String wide, long size) {
  /** 8 MB for each thread, which DuckDB does not count as memory of its own. */
  private static final long MOST = 1L << 26;

  /** Bits for each key; a hash table takes more. */
  private static final long MOST_OF_KEY = 64;

  /** The lowest and the highest of some integers, and how many there are. */
  private record Extent(BigInteger lowest, BigInteger highest, long count) {
    boolean fits(long most) {
      return highest.subtract(lowest).compareTo(BigInteger.valueOf(most)) < 0;
    }
  }

  /** Returns keys as bits; empty where they are no integers, or far from each other. */
  static Optional<KeyBits> of(String rows, KeySql keys, Session session)
      throws SQLException, ScanCancelledException {
    DataType type = keys.types().get(0);
    return extent(rows, keys, session)
        .filter(extent -> extent.fits(Math.min(MOST, MOST_OF_KEY * extent.count)))
        .map(
            extent ->
                new KeyBits(
                    rows,
                    number(extent.lowest, type),
                    number(extent.highest, type),
                    Sql.type(wide(type)),
                    extent.highest.subtract(extent.lowest).longValueExact() + 1));
  }

  /** The same, where some of the keys tell whether it is worth to look at all. */
  static Optional<KeyBits> of(String rows, String some, KeySql keys, Session session)
      throws SQLException, ScanCancelledException {
    return extent(some, keys, session).filter(extent -> extent.fits(MOST)).isPresent()
        ? of(rows, keys, session)
        : Optional.empty();
  }

  private static Optional<Extent> extent(String rows, KeySql keys, Session session)
      throws SQLException, ScanCancelledException {
    if (keys.types().size() > 1 || !keys.types().get(0).integral()) {
      return Optional.empty();
    }
    List<Extent> found = new ArrayList<>();
    session
        .db()
        .query(
            "SELECT CAST(min(k0) AS VARCHAR), CAST(max(k0) AS VARCHAR), count(*) FROM "
                + rows
                + " HAVING count(*) > 0",
            session.watch(),
            row ->
                found.add(
                    new Extent(
                        new BigInteger(row.getString(1)),
                        new BigInteger(row.getString(2)),
                        row.getLong(3))));
    return found.stream().findFirst();
  }

  private static String number(BigInteger number, DataType type) {
    return "CAST(" + Sql.text(number.toString()) + " AS " + Sql.type(type) + ")";
  }

  /**
   * All numbers of 8 or 16 bits may be close together, and be further apart than these bits hold.
   */
  private static DataType wide(DataType type) {
    return switch (type.kind()) {
      case INT8, INT16 -> DataType.of(DataType.Kind.INT32);
      default -> type;
    };
  }

  /**
   * Returns a relation of other keys, as what goes after FROM: where each stands as {@code ord},
   * and whether it is {@code absent} here.
   */
  String absentOf(String others) {
    // Joined as an only row, the bits are not copied; a scalar subquery is, for each vector.
    return "(SELECT ord, CASE WHEN k0 BETWEEN %s AND %s THEN get_bit(bits, %s) = 0 ELSE true END AS absent FROM (SELECT *, 0 AS one FROM %s) JOIN (SELECT %s AS bits, 0 AS one FROM %s) USING (one))"
        .formatted(lowest, highest, place(), others, bits(), rows);
  }

  /** Returns how many keys there are, and how many different ones. */
  long[] count(Session session) throws SQLException, ScanCancelledException {
    return session.numbers("SELECT count(*), bit_count(" + bits() + ") FROM " + rows, 2);
  }

  private String bits() {
    return "bitstring_agg(" + place() + ", 0, " + (size - 1) + ")";
  }

  private String place() {
    return "CAST(CAST(k0 AS %1$s) - CAST(%2$s AS %1$s) AS INTEGER)".formatted(wide, lowest);
  }
}
