package io.truthound.temporal.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every kind of store promises. */
@Timeout(60)
public abstract class ArtifactStoreContract {
  private static final byte[] BYTES = bytes(100_000);

  /** Returns an empty store. */
  protected abstract ArtifactStore store() throws IOException;

  protected static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  protected static byte[] copied(ArtifactStore store, String name, long offset, long length)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.copy(name, offset, length, Channels.newChannel(bytes));
    return bytes.toByteArray();
  }

  @Test
  void anArtifactIsAbsentUntilItIsWritten() throws IOException {
    ArtifactStore store = store();

    assertThat(store.read("runs/1/plan.json")).isEmpty();
    assertThat(store.size("runs/1/plan.json")).isEmpty();
    assertThat(store.putIfAbsent("runs/1/plan.json", BYTES)).isTrue();
    assertThat(store.read("runs/1/plan.json").orElseThrow()).isEqualTo(BYTES);
    assertThat(store.size("runs/1/plan.json")).isEqualTo(OptionalLong.of(BYTES.length));
  }

  @Test
  void theFirstWriterWins() throws IOException {
    ArtifactStore store = store();
    assertThat(store.putIfAbsent("a", BYTES)).isTrue();

    assertThat(store.putIfAbsent("a", "others".getBytes(UTF_8))).isFalse();
    assertThat(store.putIfAbsent("a", out -> out.write(1))).isFalse();

    assertThat(store.read("a").orElseThrow()).isEqualTo(BYTES);
  }

  @Test
  void ofManyWritersAtOnceOneWins() throws Exception {
    ArtifactStore store = store();
    ExecutorService writers = Executors.newFixedThreadPool(8);
    List<Future<Boolean>> written = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      byte[] own = {(byte) writer};
      written.add(writers.submit(() -> store.putIfAbsent("a", own)));
    }

    List<Integer> winners = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      if (written.get(writer).get()) {
        winners.add(writer);
      }
    }
    writers.shutdown();

    assertThat(winners).hasSize(1);
    assertThat(store.read("a").orElseThrow()).containsExactly(winners.get(0));
  }

  @Test
  void whatIsWrittenAsItArrivesIsThereWhole() throws IOException {
    ArtifactStore store = store();

    boolean written =
        store.putIfAbsent(
            "a",
            out -> {
              out.write(BYTES, 0, 10);
              out.write(BYTES, 10, BYTES.length - 10);
            });

    assertThat(written).isTrue();
    assertThat(store.read("a").orElseThrow()).isEqualTo(BYTES);
  }

  @Test
  void whatBreaksOffWhileItIsWrittenIsNotThere() throws IOException {
    ArtifactStore store = store();

    assertThatThrownBy(
            () ->
                store.putIfAbsent(
                    "a",
                    out -> {
                      out.write(BYTES);
                      throw new IOException("no more");
                    }))
        .hasMessage("no more");

    assertThat(store.read("a")).isEmpty();
    assertThat(store.putIfAbsent("a", BYTES)).isTrue();
  }

  @Test
  void rangesAreCopied() throws IOException {
    ArtifactStore store = store();
    boolean unused = store.putIfAbsent("a", BYTES);

    assertThat(copied(store, "a", 0, BYTES.length)).isEqualTo(BYTES);
    assertThat(copied(store, "a", 0, 10)).isEqualTo(Arrays.copyOfRange(BYTES, 0, 10));
    assertThat(copied(store, "a", 7, 99)).isEqualTo(Arrays.copyOfRange(BYTES, 7, 106));
    assertThat(copied(store, "a", 5, 0)).isEmpty();
  }

  @Test
  void aRangeThatIsNotThereIsRefused() throws IOException {
    ArtifactStore store = store();
    boolean unused = store.putIfAbsent("a", BYTES);

    assertThatThrownBy(() -> copied(store, "a", BYTES.length - 5, 10))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> copied(store, "b", 0, 10)).isInstanceOf(IOException.class);
  }

  @Test
  void anEmptyArtifactIsThere() throws IOException {
    ArtifactStore store = store();
    boolean unused = store.putIfAbsent("a", new byte[0]);

    assertThat(store.read("a").orElseThrow()).isEmpty();
    assertThat(store.size("a")).isEqualTo(OptionalLong.of(0));
    assertThat(copied(store, "a", 0, 0)).isEmpty();
  }
}
