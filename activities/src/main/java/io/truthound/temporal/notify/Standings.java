package io.truthound.temporal.notify;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.BatchNotice;
import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.NumberedEntries;
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
    if (batch.failing()) {
      return Notification.Event.FAILURE;
    }
    NumberedEntries entries = entries(channel, batch);
    long last = entries.last();
    if (last == 0) {
      return Notification.Event.SUCCESS;
    }
    Entry entry = entry(entries, last);
    boolean recovers = entry.failing() || entry.run().equals(batch.runId());
    return recovers ? Notification.Event.RECOVERY : Notification.Event.SUCCESS;
  }

  /** Writes down how a batch stands, once its channel was told or did not want to hear it. */
  void settle(String channel, BatchNotice batch) throws IOException {
    NumberedEntries entries = entries(channel, batch);
    byte[] bytes = ArtifactJson.write(new Entry(Entry.VERSION, batch.runId(), batch.failing()));
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      long last = entries.last();
      boolean failing = last > 0 && entry(entries, last).failing();
      if (failing == batch.failing() || store.putIfAbsent(entries.name(last + 1), bytes)) {
        return;
      }
    }
    throw new IOException("Cannot note what " + channel + " was told: others do all the time");
  }

  private Entry entry(NumberedEntries entries, long number) throws IOException {
    String name = entries.name(number);
    Optional<byte[]> bytes = store.read(name);
    return ArtifactJson.read(
        bytes.orElseThrow(() -> new IOException("No artifact " + name)), Entry.class);
  }

  private NumberedEntries entries(String channel, BatchNotice batch) {
    String told = channel + "\n" + batch.operation();
    String key = Digests.sha256(told.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    return new NumberedEntries(store, batch.dataset(), "told-" + key);
  }
}
