package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.reader.ScratchSlots;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lends an instance with loaded keys to a piece of work, and says what its errors mean.
 *
 * @param share what the instance has of all that the worker has
 */
record KeyCounting(DuckDbPool pool, ScratchSlots slots, ScanWatch watch, Share share) {

  /** What an instance has of the memory and the threads that a worker has. */
  enum Share {
    SLOT,
    ALL,
    /** All memory, and the threads of a slot: each has pages of its own in memory. */
    MEMORY
  }

  /** Thrown where the keys do not fit into memory: fewer of them may. */
  static final class TooManyKeysException extends Exception {
    private static final long serialVersionUID = 1L;

    TooManyKeysException(SQLException cause) {
      super(DuckDbErrors.brief(cause), cause);
    }
  }

  /** Work on keys. */
  interface Work<T> {
    T run(Session session) throws SQLException, IOException, ScanCancelledException;
  }

  /** An instance on loan, and the folder that it may read. */
  record Session(DuckDb db, Path scratch, ScanWatch watch) {
    /** Asks for one row of numbers. */
    long[] numbers(String sql, int width) throws SQLException, ScanCancelledException {
      long[] numbers = new long[width];
      db.query(
          sql,
          watch,
          row -> {
            for (int at = 0; at < width; at++) {
              numbers[at] = row.getLong(at + 1);
            }
          });
      return numbers;
    }

    List<Long> list(String sql) throws SQLException, ScanCancelledException {
      List<Long> list = new ArrayList<>();
      db.query(sql, watch, row -> list.add(row.getLong(1)));
      return list;
    }
  }

  /**
   * Runs a piece of work on feeds.
   *
   * @throws TooManyKeysException if memory does not hold them
   * @throws RefusedException if a source is not the one that was planned, or its bytes are damaged
   * @throws IOException if infrastructure fails
   */
  <T> T on(List<KeyFeed> feeds, Work<T> work)
      throws TooManyKeysException, RefusedException, IOException, ScanCancelledException {
    Path scratch = slots.take();
    try (DuckDbPool.Lease lease = lease(readable(feeds, scratch))) {
      for (KeyFeed feed : feeds) {
        feed.load(lease.db(), scratch, watch);
      }
      T result = work.run(new Session(lease.db(), scratch, watch));
      for (KeyFeed feed : feeds) {
        feed.requireUnchanged();
      }
      if (feeds.stream().noneMatch(KeyFeed::isKept)) {
        lease.sound(); // tables would stay in the instance
      }
      return result;
    } catch (SQLException e) {
      throw meaning(e, feeds);
    } finally {
      slots.give(scratch);
    }
  }

  private DuckDbPool.Lease lease(List<Path> readable) throws SQLException, ScanCancelledException {
    return switch (share) {
      case SLOT -> pool.lease(readable);
      case ALL -> pool.leaseAll(readable, watch);
      case MEMORY -> pool.leaseMemory(readable, watch);
    };
  }

  private static List<Path> readable(List<KeyFeed> feeds, Path scratch) {
    List<Path> readable = new ArrayList<>();
    feeds.forEach(feed -> readable.addAll(feed.reach()));
    if (feeds.stream().anyMatch(KeyFeed::rewrites)) {
      readable.add(scratch);
    }
    return readable.stream().distinct().toList();
  }

  private static RefusedException meaning(SQLException e, List<KeyFeed> feeds)
      throws TooManyKeysException, RefusedException, IOException {
    if (DuckDbErrors.isOutOfMemory(e)) {
      throw new TooManyKeysException(e);
    }
    for (KeyFeed feed : feeds) {
      feed.requireUnchanged();
      for (Path file : feed.files()) {
        try (FileChannel bytes = FileChannel.open(file)) {
          bytes.read(ByteBuffer.allocate(1));
        }
      }
    }
    return new RefusedException(
        FailureTypes.DATA_UNREADABLE, "keys cannot be read: " + DuckDbErrors.brief(e));
  }
}
