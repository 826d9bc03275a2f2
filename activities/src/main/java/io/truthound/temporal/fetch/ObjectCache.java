package io.truthound.temporal.fetch;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.reader.ByteRange;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.storage.ObjectStore;
import io.truthound.temporal.storage.ObjectStores;
import io.truthound.temporal.storage.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The objects of which a worker has bytes in its scratch space. What nobody has at hand stays there
 * for whoever comes next, until the room is needed; the longest unused goes first. Safe for use by
 * many threads.
 */
public final class ObjectCache implements AutoCloseable {
  /** An object of which more than this part of the room is here is begun anew, by the next. */
  private static final int PARTS = 4;

  private static final long IDLE_SECONDS = 10;

  private final ObjectStores stores;
  private final Path folder;
  private final Pacing pacing;
  private final Room room;
  private final ExecutorService fetchers;
  private final Map<StoredObject, CachedObject> objects = new LinkedHashMap<>(16, 0.75f, true);
  private long number;

  /**
   * Makes an empty cache.
   *
   * @param folder its own; whoever made it deletes it
   * @param limit how many bytes lie there at most
   * @param inFlight how many ranges are fetched at once
   */
  public ObjectCache(ObjectStores stores, Path folder, long limit, int inFlight) {
    this(stores, folder, limit, inFlight, Pacing.DEFAULT);
  }

  ObjectCache(ObjectStores stores, Path folder, long limit, int inFlight, Pacing pacing) {
    this.stores = stores;
    this.folder = folder;
    this.pacing = pacing;
    this.room = new Room(limit);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            inFlight,
            inFlight,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "truthound-fetch");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    this.fetchers = pool;
  }

  /** Returns the stores that objects come from. */
  public ObjectStores stores() {
    return stores;
  }

  /** Opens a hand that holds nothing yet; close it. */
  public Hand hand() {
    room.enter();
    return new Hand();
  }

  /** Some objects that stay where they are until it is closed. Not safe for use by many threads. */
  public final class Hand implements AutoCloseable {
    private final Map<StoredObject, CachedObject> held = new LinkedHashMap<>();

    private Hand() {}

    /** Returns an object as a file, with the bytes that others have brought and no others. */
    public SourceFile file(StoredObject object) throws IOException {
      CachedObject cached = held(object);
      return new SourceFile(
          cached.path(),
          object.uri(),
          (ranges, watch) -> cached.begin(within(object, ranges), watch));
    }

    /** Brings all of some objects, all at once. */
    public void bringAll(List<StoredObject> whole, ScanWatch watch)
        throws IOException, ScanCancelledException {
      List<CachedObject.Bringing> begun = new ArrayList<>();
      for (StoredObject object : whole) {
        begun.add(held(object).begin(List.of(new ByteRange(0, object.bytes())), watch));
      }
      for (CachedObject.Bringing each : begun) {
        each.await(watch);
      }
    }

    private CachedObject held(StoredObject object) throws IOException {
      CachedObject cached = held.get(object);
      if (cached == null) {
        cached = take(object);
        held.put(object, cached);
      }
      return cached;
    }

    /** Gives one object back before the others. */
    public void letGo(StoredObject object) throws IOException {
      CachedObject cached = held.remove(object);
      if (cached != null) {
        cached.release();
      }
    }

    @Override
    public void close() throws IOException {
      try {
        for (CachedObject object : held.values()) {
          object.release();
        }
      } finally {
        held.clear();
        room.leave();
      }
    }
  }

  private static List<ByteRange> within(StoredObject object, List<ByteRange> ranges) {
    return ranges.stream()
        .filter(range -> range.offset() < object.bytes())
        .map(range -> ByteRange.between(range.offset(), Math.min(range.end(), object.bytes())))
        .toList();
  }

  private synchronized CachedObject take(StoredObject object) throws IOException {
    CachedObject known = objects.get(object);
    if (known != null && known.bytes() > room.limit() / PARTS) {
      objects.remove(object);
      known.retire();
      known = null;
    }
    if (known == null) {
      ObjectStore store =
          stores
              .of(object.uri())
              .orElseThrow(() -> new IOException("No store is known for " + object.uri()));
      Path file = folder.resolve("object-" + number++);
      known = CachedObject.make(object, file, store, this::takeRoom, room::give, fetchers, pacing);
      objects.put(object, known);
    }
    known.retain();
    return known;
  }

  private void takeRoom(StoredObject object, long bytes, ScanWatch watch)
      throws IOException, ScanCancelledException {
    room.take(object.uri(), bytes, this::evict, watch);
  }

  /** Throws the longest unused object away that nobody has at hand. */
  private synchronized boolean evict() throws IOException {
    Iterator<CachedObject> each = objects.values().iterator();
    while (each.hasNext()) {
      CachedObject object = each.next();
      if (object.isIdle() && object.bytes() > 0) {
        each.remove();
        object.retire();
        return true;
      }
    }
    return false;
  }

  /** Stops what is under way. Its folder is the caller's to delete. */
  @Override
  public void close() {
    fetchers.shutdownNow();
  }
}
