package io.truthound.temporal.reader;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.engine.RefusedException;
import java.util.List;

/** Refuses options about how text is read that mean nothing for a format. */
public final class GivenOptions {
  private GivenOptions() {}

  /** Refuses every option: the format says all itself. */
  public static void requireNone(ReaderOptions given, DatasetFormat format)
      throws RefusedException {
    require(given.given(), format, "none: the files say how they are read");
  }

  /** Refuses those that only CSV has. */
  public static void requireNoneOfCsv(ReaderOptions given, DatasetFormat format)
      throws RefusedException {
    require(given.onlyForCsv(), format, "encoding, columns");
  }

  private static void require(List<String> given, DatasetFormat format, String allowed)
      throws RefusedException {
    if (!given.isEmpty()) {
      throw refused(
          "Cannot read %s with options for %s (allowed: %s)"
              .formatted(format, String.join(", ", given), allowed));
    }
  }

  /** Refuses a request for its options. */
  public static RefusedException refused(String message) {
    return new RefusedException(FailureTypes.REQUEST_REFUSED, message);
  }
}
