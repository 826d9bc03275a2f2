package io.truthound.temporal.engine;

/** Thrown when a scan was told to stop. */
public final class ScanCancelledException extends Exception {
  private static final long serialVersionUID = 1L;

  public ScanCancelledException() {
    super("The scan was told to stop");
  }
}
