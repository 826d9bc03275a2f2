package io.truthound.temporal.reader.csv;

/** Hears how far a pass over a file has come, about every 256 KiB. */
@FunctionalInterface
public interface ScanProgress {
  /** Hears nothing and stops nothing. */
  ScanProgress NONE = bytesRead -> {};

  /**
   * Takes the bytes read so far. An unchecked exception thrown here stops the pass and leaves it.
   */
  void bytesRead(long bytesRead);
}
