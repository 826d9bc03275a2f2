package io.truthound.temporal.dataset;

/** How the bytes of a source become rows. */
public enum DatasetFormat {
  PARQUET,
  CSV
}
