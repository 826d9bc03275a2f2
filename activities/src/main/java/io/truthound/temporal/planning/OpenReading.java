package io.truthound.temporal.planning;

import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.dataset.TextEncoding;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.staging.SourcesAtHand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settles file by file how a dataset is read: the first one tells what options leave open. */
final class OpenReading {
  private final ReaderOptions given;
  private final SourcesAtHand hand;
  private final List<TextEncoding> encodings = new ArrayList<>();
  private SourceReader reader;
  private @Nullable Reading reading;
  private boolean settled;

  OpenReading(SourceReader reader, ReaderOptions given, SourcesAtHand hand) {
    this.reader = reader;
    this.given = given;
    this.hand = hand;
  }

  /**
   * Makes a file ready to be probed by {@link #reader}.
   *
   * @throws RefusedException if the options do not go with it, or it is not whole
   */
  SourcesAtHand.Ready ready(FoundFile found, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    Source identity = found.identity();
    SourceFile file = found.open(hand);
    SourcesAtHand.Ready ready =
        reader.text()
            ? hand.stage(file, identity, given.encoding(), watch)
            : new SourcesAtHand.Ready(file, identity, TextEncoding.UTF_8);
    if (!encodings.contains(ready.encoding())) {
      encodings.add(ready.encoding());
    }
    if (!settled) {
      reading = reader.detect(ready.file(), given, watch);
      reader = reading == null ? reader : reader.with(reading.options());
      settled = true;
    }
    return ready;
  }

  /** Returns the reader, which knows what was detected once a file is ready. */
  SourceReader reader() {
    return reader;
  }

  /**
   * Returns how the files are read; null where their format leaves nothing open. Where byte order
   * marks tell several encodings, it names none.
   */
  @Nullable Reading reading() {
    if (reading == null || given.encoding() != null) {
      return reading;
    }
    List<String> detected = new ArrayList<>(reading.detected());
    detected.add("encoding");
    return new Reading(
        encodings.size() == 1
            ? reading.options().withEncoding(encodings.get(0))
            : reading.options(),
        detected);
  }
}
