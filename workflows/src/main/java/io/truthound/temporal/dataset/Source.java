package io.truthound.temporal.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Identifies one file or object as it was when the batch was planned.
 *
 * @param uri where it lies: an absolute {@code file:} URI
 * @param bytes its size
 * @param version what changes when its bytes do: an ETag, or a modification time in nanoseconds
 * @param rows its records, readable or not
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Source(String uri, long bytes, String version, long rows) {
  public Source {
    if (bytes < 0 || rows < 0) {
      throw new IllegalArgumentException(
          "Invalid source " + uri + ": bytes=" + bytes + ", rows=" + rows);
    }
  }
}
