package io.truthound.temporal.engine;

import java.io.IOException;

/**
 * Thrown when data does not fit into the memory that a worker gives a scan. The limit is the scan's
 * own, whatever else the worker does: trying again does not help.
 */
public final class MemoryExhaustedException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception of a DuckDB instance that does not read what it is given.
   *
   * @param failed for a person: what could not be done, and why
   */
  public static MemoryExhaustedException ofPages(String failed, Throwable cause) {
    return new MemoryExhaustedException(
        failed
            + " (what helps: a larger memory limit of the worker, or smaller row groups and pages)",
        cause);
  }

  /**
   * Creates the exception.
   *
   * @param message for a person: what did not fit, and what helps
   */
  public MemoryExhaustedException(String message, Throwable cause) {
    super(message, cause);
  }
}
