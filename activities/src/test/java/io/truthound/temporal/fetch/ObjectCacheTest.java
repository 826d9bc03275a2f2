package io.truthound.temporal.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.reader.ByteRange;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.storage.ObjectChangedException;
import io.truthound.temporal.storage.ObjectStore;
import io.truthound.temporal.storage.ObjectStores;
import io.truthound.temporal.storage.StoredObject;
import io.truthound.temporal.storage.ThrottledException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ObjectCacheTest {
  private static final int SIZE = 1_000_000;
  private static final StoredObject A = new StoredObject("mem://a", SIZE, "1");
  private static final StoredObject B = new StoredObject("mem://b", SIZE, "1");

  @TempDir Path folder;
  private final Memory memory = new Memory();
  private ObjectCache cache;

  @BeforeEach
  void open() {
    cache = cache(100_000_000);
  }

  private ObjectCache cache(long limit) {
    return new ObjectCache(
        new ObjectStores(List.of(memory)),
        folder,
        limit,
        4,
        new Pacing(Duration.ofMillis(1), Duration.ofMillis(1), 2));
  }

  @AfterEach
  void close() {
    cache.close();
  }

  /** Objects whose byte at an offset is that offset, cut short. */
  private static final class Memory implements ObjectStore {
    final List<ByteRange> reads = new ArrayList<>();
    CountDownLatch go = new CountDownLatch(0);
    int throttles;
    boolean changed;
    boolean broken;

    @Override
    public boolean reads(String uri) {
      return uri.startsWith("mem:");
    }

    @Override
    public Optional<StoredObject> find(String uri) {
      return Optional.empty();
    }

    @Override
    public void list(String prefix, boolean deep, Listing listing) {}

    @Override
    public void read(StoredObject object, long offset, long length, FileChannel to)
        throws IOException {
      synchronized (this) {
        reads.add(new ByteRange(offset, length));
        if (throttles > 0) {
          throttles--;
          throw new ThrottledException("slow down", new IOException("503"));
        }
        if (broken) {
          throw new OutOfMemoryError("no heap");
        }
        if (changed) {
          throw new ObjectChangedException(object.uri() + " changed");
        }
      }
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) length);
      for (long at = offset; at < offset + length; at++) {
        bytes.put((byte) at);
      }
      to.write(bytes.flip(), offset);
    }
  }

  private static List<ByteRange> ranges(long... offsetsAndLengths) {
    List<ByteRange> ranges = new ArrayList<>();
    for (int at = 0; at < offsetsAndLengths.length; at += 2) {
      ranges.add(new ByteRange(offsetsAndLengths[at], offsetsAndLengths[at + 1]));
    }
    return ranges;
  }

  private static void bring(SourceFile file, long... offsetsAndLengths) throws Exception {
    file.bring(ranges(offsetsAndLengths), ScanWatch.NONE);
  }

  private static void assertThere(SourceFile file, int offset, int length) throws IOException {
    byte[] bytes = Files.readAllBytes(file.bytes());
    for (int at = offset; at < offset + length; at++) {
      assertThat(bytes[at]).isEqualTo((byte) at);
    }
  }

  @Test
  void aFileHasTheObjectsSizeAndTheBytesThatWereBrought() throws Exception {
    try (ObjectCache.Hand hand = cache.hand()) {
      SourceFile file = hand.file(A);

      bring(file, 10, 100, 500_000, 100);

      assertThat(file.size()).isEqualTo(SIZE);
      assertThat(file.named()).isEqualTo("mem://a");
      assertThere(file, 10, 100);
      assertThere(file, 500_000, 100);
      assertThat(memory.reads).containsExactlyInAnyOrderElementsOf(ranges(10, 100, 500_000, 100));
    }
  }

  @Test
  void bytesAreFetchedOnceAlsoForWhoeverComesLater() throws Exception {
    try (ObjectCache.Hand hand = cache.hand()) {
      bring(hand.file(A), 0, 1_000);
    }
    try (ObjectCache.Hand hand = cache.hand()) {
      bring(hand.file(A), 500, 1_000);

      assertThere(hand.file(A), 0, 1_500);
    }
    assertThat(memory.reads).isEqualTo(ranges(0, 1_000, 1_000, 500));
  }

  @Test
  void bytesAreFetchedOnceForAllWhoAskAtTheSameTime() throws Exception {
    memory.go = new CountDownLatch(1);
    var askers = Executors.newFixedThreadPool(4);
    List<Future<?>> asked = new ArrayList<>();
    CountDownLatch asking = new CountDownLatch(4);
    for (int asker = 0; asker < 4; asker++) {
      asked.add(
          askers.submit(
              () -> {
                try (ObjectCache.Hand hand = cache.hand()) {
                  SourceFile file = hand.file(A);
                  SourceFile.Arrival arrival = file.begin(ranges(0, 1_000), ScanWatch.NONE);
                  asking.countDown();
                  arrival.await(ScanWatch.NONE);
                  assertThere(file, 0, 1_000);
                }
                return null;
              }));
    }
    asking.await();
    memory.go.countDown();
    for (Future<?> each : asked) {
      each.get();
    }
    askers.shutdown();

    assertThat(memory.reads).isEqualTo(ranges(0, 1_000));
  }

  @Test
  void aRangeBeyondTheEndIsCutThere() throws Exception {
    try (ObjectCache.Hand hand = cache.hand()) {
      bring(hand.file(A), SIZE - 10, 100, SIZE, 5);
    }
    assertThat(memory.reads).isEqualTo(ranges(SIZE - 10, 10));
  }

  @Test
  void whoIsThrottledWaitsAndIsServed() throws Exception {
    memory.throttles = 2;
    try (ObjectCache.Hand hand = cache.hand()) {
      bring(hand.file(A), 0, 10);

      assertThere(hand.file(A), 0, 10);
    }
    assertThat(memory.reads).hasSize(3);
  }

  @Test
  void whoIsThrottledTooOftenHearsOfIt() {
    memory.throttles = 3;
    try (ObjectCache.Hand hand = cache.hand()) {
      assertThatThrownBy(() -> bring(hand.file(A), 0, 10))
          .isInstanceOf(ThrottledException.class)
          .hasMessage("slow down");
      bring(hand.file(A), 0, 10);
      assertThere(hand.file(A), 0, 10);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anObjectThatChangedIsToldAndGivesItsRoomBack() throws Exception {
    cache = cache(SIZE);
    memory.changed = true;
    try (ObjectCache.Hand hand = cache.hand()) {
      assertThatThrownBy(() -> bring(hand.file(A), 0, SIZE))
          .isInstanceOf(ObjectChangedException.class);
      memory.changed = false;
      bring(hand.file(B), 0, SIZE);
    }
  }

  @Test
  void whoWaitsHearsOfAnErrorOfTheFetchers() throws Exception {
    memory.broken = true;
    try (ObjectCache.Hand hand = cache.hand()) {
      assertThatThrownBy(() -> bring(hand.file(A), 0, 10))
          .isInstanceOf(IOException.class)
          .hasMessage("Cannot bring bytes: java.lang.OutOfMemoryError: no heap");
      memory.broken = false;
      bring(hand.file(A), 0, 10);

      assertThere(hand.file(A), 0, 10);
    }
  }

  @Test
  void whatNobodyHasAtHandGoesWhereRoomIsNeeded() throws Exception {
    cache = cache(SIZE);
    try (ObjectCache.Hand hand = cache.hand()) {
      bring(hand.file(A), 0, SIZE);
    }
    try (ObjectCache.Hand hand = cache.hand()) {
      bring(hand.file(B), 0, SIZE);

      assertThere(hand.file(B), 0, SIZE);
      assertThat(files()).hasSize(1);
    }
  }

  @Test
  void whoNeedsMoreThanThereIsHearsHowMuchThatIs() throws Exception {
    cache = cache(1_000);
    try (ObjectCache.Hand hand = cache.hand()) {
      assertThatThrownBy(() -> bring(hand.file(A), 0, 2_000))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              "Cannot bring 2,000 bytes of mem://a: too little scratch space (1,000 bytes for"
                  + " objects, 0 of them taken");
    }
  }

  @Test
  void whoNeedsRoomWaitsForOthersToGiveTheirsBack() throws Exception {
    cache = cache(SIZE);
    ObjectCache.Hand first = cache.hand();
    bring(first.file(A), 0, SIZE);
    var asker = Executors.newSingleThreadExecutor();
    Future<?> asked =
        asker.submit(
            () -> {
              try (ObjectCache.Hand second = cache.hand()) {
                bring(second.file(B), 0, SIZE);
                assertThere(second.file(B), 0, SIZE);
              }
              return null;
            });

    assertThat(memory.reads).hasSize(1);
    first.close();
    asked.get();
    asker.shutdown();
  }

  @Test
  void anObjectThatFillsItsShareIsBegunAnewByTheNext() throws Exception {
    cache = cache(2L * SIZE);
    try (ObjectCache.Hand first = cache.hand()) {
      bring(first.file(A), 0, SIZE);
      try (ObjectCache.Hand second = cache.hand()) {
        bring(second.file(A), 0, 10);

        assertThat(second.file(A).bytes()).isNotEqualTo(first.file(A).bytes());
        assertThere(first.file(A), 0, SIZE);
      }
    }
    assertThat(files()).hasSize(1);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }
}
