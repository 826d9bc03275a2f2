package io.truthound.temporal.fetch;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.reader.ByteRange;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.storage.ObjectStore;
import io.truthound.temporal.storage.StoredObject;
import io.truthound.temporal.storage.ThrottledException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/**
 * An object of which some bytes lie in a file of its size. Bytes are fetched once, however many ask
 * for them at the same time. Safe for use by many threads.
 */
final class CachedObject {
  /** Large enough that a request costs little beside it, small enough to be asked for again. */
  private static final long MOST_BYTES_OF_A_REQUEST = 8 << 20;

  /** One in so many bytes may be brought in vain, where that saves requests. */
  private static final long IN_VAIN = 20;

  private static final long WIDEST_GAP = 1 << 20;
  private static final long LOOK_MILLIS = 200;

  /** DuckDB remembers the footer of a file that does not look new. */
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  private final StoredObject object;
  private final Path path;
  private final ObjectStore store;
  private final RoomTaker room;
  private final LongConsumer giveRoom;
  private final Executor fetchers;
  private final Pacing pacing;
  private final Ranges present = new Ranges();
  private final Map<ByteRange, CompletableFuture<Void>> pending = new LinkedHashMap<>();
  private int holders;
  private boolean retired;

  /** Takes scratch space. */
  interface RoomTaker {
    void take(StoredObject object, long bytes, ScanWatch watch)
        throws IOException, ScanCancelledException;
  }

  private CachedObject(
      StoredObject object,
      Path path,
      ObjectStore store,
      RoomTaker room,
      LongConsumer giveRoom,
      Executor fetchers,
      Pacing pacing) {
    this.object = object;
    this.path = path;
    this.store = store;
    this.room = room;
    this.giveRoom = giveRoom;
    this.fetchers = fetchers;
    this.pacing = pacing;
  }

  /** Makes a file that is one hole. */
  static CachedObject make(
      StoredObject object,
      Path path,
      ObjectStore store,
      RoomTaker room,
      LongConsumer giveRoom,
      Executor fetchers,
      Pacing pacing)
      throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(object.bytes());
    }
    Files.setLastModifiedTime(path, LONG_AGO);
    return new CachedObject(object, path, store, room, giveRoom, fetchers, pacing);
  }

  Path path() {
    return path;
  }

  /** Returns how many bytes are there, or will soon be. */
  synchronized long bytes() {
    return present.bytes() + pending.keySet().stream().mapToLong(ByteRange::length).sum();
  }

  synchronized boolean isIdle() {
    return holders == 0;
  }

  synchronized void retain() {
    holders++;
  }

  void release() throws IOException {
    boolean gone;
    synchronized (this) {
      holders--;
      gone = retired && holders == 0;
    }
    if (gone) {
      delete();
    }
  }

  /** Deletes the file once nobody has it at hand. */
  void retire() throws IOException {
    boolean gone;
    synchronized (this) {
      retired = true;
      gone = holders == 0;
    }
    if (gone) {
      delete();
    }
  }

  private void delete() throws IOException {
    Files.deleteIfExists(path);
    giveRoom.accept(bytes());
  }

  /** Begins to bring bytes; waits for room. */
  Bringing begin(List<ByteRange> ranges, ScanWatch watch)
      throws IOException, ScanCancelledException {
    long most = missing(ranges).stream().mapToLong(ByteRange::length).sum();
    if (most > 0) {
      room.take(object, most, watch);
    }
    List<CompletableFuture<Void>> awaited = new ArrayList<>();
    Map<ByteRange, CompletableFuture<Void>> begun = new LinkedHashMap<>();
    synchronized (this) {
      Ranges wanted = Ranges.of(ranges);
      pending.forEach(
          (range, done) -> {
            if (wanted.all().stream().anyMatch(one -> overlap(one, range))) {
              awaited.add(done);
            }
          });
      long taken = 0;
      for (ByteRange range : missing(ranges)) {
        begun.put(range, new CompletableFuture<>());
        taken += range.length();
      }
      pending.putAll(begun);
      holders += begun.size();
      giveRoom.accept(most - taken);
    }
    begun.forEach((range, done) -> fetchers.execute(() -> fetch(range, done)));
    awaited.addAll(begun.values());
    return new Bringing(awaited);
  }

  private static boolean overlap(ByteRange one, ByteRange other) {
    return one.offset() < other.end() && other.offset() < one.end();
  }

  /** Returns what is neither there nor on its way, in requests. */
  private synchronized List<ByteRange> missing(List<ByteRange> ranges) {
    Ranges known = Ranges.of(present.all());
    pending.keySet().forEach(known::add);
    Ranges missing = new Ranges();
    for (ByteRange range : ranges) {
      known.missing(range).forEach(missing::add);
    }
    List<ByteRange> requests = new ArrayList<>();
    for (ByteRange joined : missing.joined(IN_VAIN, WIDEST_GAP)) {
      for (ByteRange range : known.missing(joined)) {
        for (long from = range.offset(); from < range.end(); from += MOST_BYTES_OF_A_REQUEST) {
          requests.add(
              ByteRange.between(from, Math.min(range.end(), from + MOST_BYTES_OF_A_REQUEST)));
        }
      }
    }
    return requests;
  }

  private void fetch(ByteRange range, CompletableFuture<Void> done) {
    Throwable failure = null;
    try {
      read(range);
    } catch (IOException | RuntimeException | Error e) {
      // Whoever waits hears of errors, too.
      failure = e;
    } catch (InterruptedException shutdown) {
      failure = new IOException("The worker shuts down", shutdown);
    }
    synchronized (this) {
      pending.remove(range);
      if (failure == null) {
        present.add(range);
      }
    }
    if (failure != null) {
      giveRoom.accept(range.length());
    }
    try {
      release();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
    if (failure == null) {
      done.complete(null);
    } else {
      done.completeExceptionally(failure);
    }
  }

  private void read(ByteRange range) throws IOException, InterruptedException {
    for (int pauses = 0; ; pauses++) {
      try (FileChannel to = FileChannel.open(path, StandardOpenOption.WRITE)) {
        store.read(object, range.offset(), range.length(), to);
        Files.setLastModifiedTime(path, LONG_AGO);
        return;
      } catch (ThrottledException e) {
        if (pauses == pacing.times()) {
          throw e;
        }
      }
      pacing.pause(pauses);
    }
  }

  /** Bytes on their way. */
  record Bringing(List<CompletableFuture<Void>> parts) implements SourceFile.Arrival {

    @Override
    public void await(ScanWatch watch) throws IOException, ScanCancelledException {
      for (CompletableFuture<Void> part : parts) {
        await(part, watch);
      }
    }

    private static void await(CompletableFuture<Void> part, ScanWatch watch)
        throws IOException, ScanCancelledException {
      while (true) {
        watch.checkCancelled();
        try {
          part.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
          return;
        } catch (TimeoutException notYet) {
          watch.progress(0);
        } catch (InterruptedException shutdown) {
          Thread.currentThread().interrupt();
          throw new IOException("The worker shuts down", shutdown);
        } catch (ExecutionException e) {
          if (e.getCause() instanceof IOException io) {
            throw io;
          }
          throw new IOException("Cannot bring bytes: " + e.getCause(), e.getCause());
        }
      }
    }
  }
}
