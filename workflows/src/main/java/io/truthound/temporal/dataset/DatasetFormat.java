package io.truthound.temporal.dataset;

/** How the bytes of a source become rows. */
public enum DatasetFormat {
  PARQUET,
  CSV,
  /** One JSON object on each line. */
  NDJSON,
  /** Arrow IPC: files, which Feather 2 is another name of, and streams. */
  ARROW
}
