package io.truthound.temporal.notify;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.BatchNotice;
import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.storage.ArtifactStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What channels were last told of datasets: numbered entries, one wherever failures begin or end,
 * of which the highest counts. Safe for use by many threads and processes.
 *
 * @param store where they lie
 */
record Standings(ArtifactStore store) {
  private static final int MOST_TRIES = 100;

  /**
   * An entry as it lies in the store.
   *
   * @param version of this record's shape
   * @param run the run that it began with
   * @param failing whether that one failed
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Entry(int version, String run, boolean failing) {
    private static final int VERSION = 1;
  }

  /**
   * Returns what happened with a batch, for a channel. Asked again of the same batch, it says the
   * same unless another one was told of meanwhile.
   */
  Notification.Event event(String channel, BatchNotice batch) throws IOException {
    String prefix = prefix(channel, batch);
    if (batch.failing()) {
      return Notification.Event.FAILURE;
    }
    long last = last(prefix);
    if (last == 0) {
      return Notification.Event.SUCCESS;
    }
    Entry entry = entry(prefix, last);
    boolean recovers = entry.failing() || entry.run().equals(batch.runId());
    return recovers ? Notification.Event.RECOVERY : Notification.Event.SUCCESS;
  }

  /** Writes down how a batch stands, once its channel was told or did not want to hear it. */
  void settle(String channel, BatchNotice batch) throws IOException {
    String prefix = prefix(channel, batch);
    byte[] bytes = ArtifactJson.write(new Entry(Entry.VERSION, batch.runId(), batch.failing()));
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      long last = last(prefix);
      boolean failing = last > 0 && entry(prefix, last).failing();
      if (failing == batch.failing() || store.putIfAbsent(name(prefix, last + 1), bytes)) {
        return;
      }
    }
    throw new IOException("Cannot note what " + channel + " was told: others do all the time");
  }

  private Entry entry(String prefix, long number) throws IOException {
    String name = name(prefix, number);
    Optional<byte[]> bytes = store.read(name);
    return ArtifactJson.read(
        bytes.orElseThrow(() -> new IOException("No artifact " + name)), Entry.class);
  }

  /** Entries have no gaps: the last lies before the first that is absent. */
  private long last(String prefix) throws IOException {
    long absent = 1;
    while (store.size(name(prefix, absent)).isPresent()) {
      absent *= 2;
    }
    long present = absent / 2;
    while (absent - present > 1) {
      long middle = (absent + present) / 2;
      if (store.size(name(prefix, middle)).isPresent()) {
        present = middle;
      } else {
        absent = middle;
      }
    }
    return present;
  }

  private static String prefix(String channel, BatchNotice batch) {
    String told = channel + "\n" + batch.operation();
    return "datasets/%s/told-%s".formatted(digest(batch.dataset()), digest(told).substring(0, 16));
  }

  private static String digest(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String name(String prefix, long number) {
    return "%s-%08d.json".formatted(prefix, number);
  }
}
