package io.truthound.temporal.duckdb;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;

/**
 * Keeps idle instances for the next slice over the same files: opening one costs 20 ms. Safe for
 * use by many threads.
 */
public final class DuckDbPool implements AutoCloseable {
  private final DuckDbSettings settings;
  private final int mostIdle;
  private final ArrayDeque<DuckDb> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * Creates an empty pool.
   *
   * @param settings what each instance may take
   * @param mostIdle how many instances are kept
   */
  public DuckDbPool(DuckDbSettings settings, int mostIdle) {
    this.settings = settings;
    this.mostIdle = mostIdle;
  }

  public DuckDbSettings settings() {
    return settings;
  }

  /**
   * Lends an instance that reads exactly these files and folders. Where no file is to be read, any
   * idle one will do.
   */
  public Lease lease(List<Path> readable) throws SQLException {
    return new Lease(take(readable));
  }

  /** An instance on loan. Closing gives it back where it is sound, else closes it. */
  public final class Lease implements AutoCloseable {
    private final DuckDb db;
    private boolean sound;

    private Lease(DuckDb db) {
      this.db = db;
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
      if (sound) {
        give(db);
      } else {
        db.close();
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
        if (idle.size() > mostIdle) {
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
