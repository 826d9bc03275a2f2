package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.state.Buckets;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnProfileState;
import io.truthound.temporal.state.Place;
import io.truthound.temporal.state.Ranks;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Profiles binary floating-point numbers. Their bits are integers: what they have in common within
 * a bucket, and sums of what they have not, give exact sums of the numbers and of their squares.
 */
record FloatProfiler(ColumnRows rows) implements ColumnProfiler {
  /** The lower bits are squared in halves. */
  private static final int HALF = Buckets.SHIFT / 2;

  private static final long REST = (1L << Buckets.SHIFT) - 1;
  private static final long LOWER = (1L << HALF) - 1;

  /** Above every key. */
  private static final int NAN = 1 << 20;

  private static final String DOUBLES = "(SELECT CAST(x AS DOUBLE) AS x FROM %s)";

  /** Returns the first bits of a double, as an integer with its sign. */
  static String key(String number) {
    return "CAST(CAST(" + number + " AS BIT) AS BIGINT) >> " + Buckets.SHIFT;
  }

  @Override
  public Optional<ColumnProfileState> few() throws SQLException, ScanCancelledException {
    NumberValues values = new NumberValues(rows.needs());
    String each =
        "SELECT x, "
            + key("x")
            + ", n, "
            + rows.hash()
            + " FROM (SELECT x, count(*) AS n FROM "
            + DOUBLES
            + " GROUP BY x"
            + LIMIT
            + ")";
    int groups = rows.ask(each, row -> add(values, row)).size();
    return groups > MOST_GROUPS ? Optional.empty() : values.state();
  }

  private static boolean add(NumberValues values, ResultSet row) throws SQLException {
    // Adding 0.0 makes one zero of both.
    double value = row.getDouble(1) + 0.0;
    long count = row.getLong(3);
    if (row.getObject(1) == null) {
      values.addNulls(count);
    } else if (Double.isNaN(value)) {
      values.addNan(row.getLong(4), count);
    } else if (Double.isInfinite(value)) {
      values.addInfinite(Place.of(value), row.getInt(2), row.getLong(4), count);
    } else {
      values.add(new BigDecimal(value), row.getInt(2), row.getLong(4), count);
    }
    return true;
  }

  @Override
  public ColumnProfileState many(long highestHash) throws SQLException, ScanCancelledException {
    GroupedHashes hashes = new GroupedHashes(rows, highestHash);
    Sums sums = new Sums(rows.needs(), hashes);
    String l = "(b & " + REST + ")";
    String inner =
        "SELECT x, CASE WHEN isnan(x) THEN %d ELSE b >> %d END AS k, %s AS l"
            .formatted(NAN, Buckets.SHIFT, l);
    rows.ask(
        "SELECT k, count(*), min(x), max(x), sum(l), sum((l >> "
            + HALF
            + ") * (l >> "
            + HALF
            + ")), sum((l >> "
            + HALF
            + ") * (l & "
            + LOWER
            + ")), sum((l & "
            + LOWER
            + ") * (l & "
            + LOWER
            + "))"
            + hashes.ofGroup()
            + " FROM ("
            + inner
            + hashes.ofRow()
            + " FROM (SELECT x, CAST(CAST(x AS BIT) AS BIGINT) AS b FROM "
            + DOUBLES
            + ")) GROUP BY k",
        sums::add);
    return sums.state();
  }

  /** Puts the groups of bits together. */
  private static final class Sums {
    private final SortedMap<Integer, Long> buckets = new TreeMap<>();
    private final NumberTotals totals;
    private final GroupedHashes hashes;

    Sums(ColumnNeeds needs, GroupedHashes hashes) {
      this.totals = new NumberTotals(needs);
      this.hashes = hashes;
    }

    boolean add(ResultSet row) throws SQLException {
      int key = row.getInt(1);
      boolean isNull = row.wasNull();
      long count = row.getLong(2);
      if (isNull) {
        totals.addNulls(count);
        return true;
      }
      hashes.add(row, 9);
      if (key == NAN) {
        totals.addNan(count);
      } else {
        addNumbers(key, count, row);
      }
      return true;
    }

    private void addNumbers(int key, long count, ResultSet row) throws SQLException {
      Place lowest = Place.of(row.getDouble(3));
      int bucket = Buckets.bucket(key);
      buckets.merge(bucket, count, Math::addExact);
      if (Math.abs(bucket) == Ranks.ENDLESS) {
        totals.addInfinite(lowest, count);
        return;
      }
      BigInteger rests = integer(row, 5);
      BigInteger squares =
          integer(row, 6)
              .shiftLeft(2 * HALF)
              .add(integer(row, 7).shiftLeft(HALF + 1))
              .add(integer(row, 8));
      totals.add(
          lowest,
          Place.of(row.getDouble(4)),
          count,
          Buckets.sum(key, count, rests),
          Buckets.squares(key, count, rests, squares));
    }

    private static BigInteger integer(ResultSet row, int at) throws SQLException {
      return new BigInteger(row.getObject(at).toString());
    }

    ColumnProfileState state() throws SQLException, ScanCancelledException {
      return totals.state(Ranks.ofBuckets(buckets), hashes.distincts());
    }
  }
}
