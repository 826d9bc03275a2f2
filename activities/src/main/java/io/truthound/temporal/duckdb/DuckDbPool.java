package io.truthound.temporal.duckdb;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/**
 * Keeps idle instances for the next slice over the same files: opening one costs 20 ms. One
 * instance may also have what all have, while no other is on loan. Safe for use by many threads.
 */
public final class DuckDbPool implements AutoCloseable {
  private static final long WAITING_MILLIS = 100;

  /** Idle ones for each that is used at once: those of the data, and of what rules refer to. */
  private static final int KEPT = 2;

  private final DuckDbSettings settings;
  private final int instances;

  /** Held for reading by each who has an instance, for writing by who has everything. */
  private final ReentrantReadWriteLock loans = new ReentrantReadWriteLock();

  /** The same for those that stream: who closes one may be another thread. */
  private final StampedLock streams = new StampedLock();

  private final ArrayDeque<DuckDb> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * Creates an empty pool.
   *
   * @param settings what each instance may take
   * @param instances how many are used at once; twice as many are kept
   */
  public DuckDbPool(DuckDbSettings settings, int instances) {
    this.settings = settings;
    this.instances = instances;
  }

  public DuckDbSettings settings() {
    return settings;
  }

  /** Returns how many instances are used at once. */
  public int instances() {
    return instances;
  }

  /**
   * Lends an instance that reads exactly these files and folders. Where no file is to be read, any
   * idle one will do. Waits while one instance has everything.
   */
  public Lease lease(List<Path> readable) throws SQLException {
    loans.readLock().lock();
    try {
      return new Lease(take(readable), true, loans.readLock()::unlock);
    } catch (SQLException | RuntimeException e) {
      loans.readLock().unlock();
      throw e;
    }
  }

  /**
   * Opens an instance that reads exactly these files and folders, and streams what queries answer:
   * the answers' memory is not part of its own, and errors are not told apart. Waits while one
   * instance has everything. Any thread may close it; who has one asks for no other meanwhile.
   */
  public Streaming openStreaming(List<Path> readable) throws SQLException {
    long stamp = streams.readLock();
    try {
      return new Streaming(DuckDb.openStreaming(settings, readable), stamp);
    } catch (SQLException | RuntimeException e) {
      streams.unlockRead(stamp);
      throw e;
    }
  }

  /** An instance that streams. */
  public final class Streaming implements AutoCloseable {
    private final DuckDb db;
    private final long stamp;

    private Streaming(DuckDb db, long stamp) {
      this.db = db;
      this.stamp = stamp;
    }

    public DuckDb db() {
      return db;
    }

    @Override
    public void close() throws SQLException {
      try {
        db.close();
      } finally {
        streams.unlockRead(stamp);
      }
    }
  }

  /**
   * Lends an instance that has the memory, the scratch space and the threads of all. Waits until
   * nobody else has one; the caller must have none.
   *
   * @throws ScanCancelledException if the watch said so meanwhile
   */
  public Lease leaseAll(List<Path> readable, ScanWatch watch)
      throws SQLException, ScanCancelledException {
    return leaseAll(settings.times(instances), readable, watch);
  }

  /**
   * Lends the same with the threads of one: what a query needs for each thread is not multiplied.
   *
   * @throws ScanCancelledException if the watch said so meanwhile
   */
  public Lease leaseMemory(List<Path> readable, ScanWatch watch)
      throws SQLException, ScanCancelledException {
    return leaseAll(settings.times(instances).withThreads(settings.threads()), readable, watch);
  }

  private Lease leaseAll(DuckDbSettings all, List<Path> readable, ScanWatch watch)
      throws SQLException, ScanCancelledException {
    Lock nobodyStreams = streams.asWriteLock();
    while (!tried(nobodyStreams)) {
      watch.checkCancelled();
    }
    try {
      while (!tried(loans.writeLock())) {
        watch.checkCancelled();
      }
    } catch (ScanCancelledException e) {
      nobodyStreams.unlock();
      throw e;
    }
    Runnable giveUp =
        () -> {
          loans.writeLock().unlock();
          nobodyStreams.unlock();
        };
    try {
      return new Lease(DuckDb.open(all, readable), false, giveUp);
    } catch (SQLException | RuntimeException e) {
      giveUp.run();
      throw e;
    }
  }

  private static boolean tried(Lock lock) throws ScanCancelledException {
    try {
      return lock.tryLock(WAITING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ScanCancelledException();
    }
  }

  /**
   * An instance on loan. Closing gives it back where it is sound, else closes it; the thread that
   * took it does so.
   */
  public final class Lease implements AutoCloseable {
    private final DuckDb db;
    private final boolean ofMany;
    private final Runnable giveUp;
    private boolean sound;

    private Lease(DuckDb db, boolean ofMany, Runnable giveUp) {
      this.db = db;
      this.ofMany = ofMany;
      this.giveUp = giveUp;
    }

    public DuckDb db() {
      return db;
    }

    /** Says that no query has failed on it. */
    public void sound() {
      sound = true;
    }

    @Override
    public void close() throws SQLException {
      try {
        if (sound && ofMany) {
          give(db);
        } else {
          db.close();
        }
      } finally {
        giveUp.run();
      }
    }
  }

  private DuckDb take(List<Path> readable) throws SQLException {
    synchronized (this) {
      for (Iterator<DuckDb> each = idle.iterator(); each.hasNext(); ) {
        DuckDb instance = each.next();
        if (readable.isEmpty() || instance.readable().equals(readable)) {
          each.remove();
          return instance;
        }
      }
    }
    return DuckDb.open(settings, readable);
  }

  private void give(DuckDb instance) throws SQLException {
    DuckDb surplus = null;
    synchronized (this) {
      if (closed) {
        surplus = instance;
      } else {
        idle.addFirst(instance);
        if (idle.size() > KEPT * instances) {
          surplus = idle.removeLast();
        }
      }
    }
    if (surplus != null) {
      surplus.close();
    }
  }

  @Override
  public void close() throws SQLException {
    List<DuckDb> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(idle);
      idle.clear();
    }
    for (DuckDb instance : all) {
      instance.close();
    }
  }
}
