package io.truthound.temporal.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Says where the text of a source lies that cannot be read in pieces as it is, such as a compressed
 * one.
 *
 * @param location the name of an artifact of the run; once a worker has the text at hand, or an
 *     object, a {@code file:} URI, or {@code changed:} and how it is not the planned one
 * @param bytes its size
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StagedText(String location, long bytes) {
  public StagedText {
    if (location == null || location.isEmpty() || bytes < 0) {
      throw new IllegalArgumentException(
          "Invalid staged text: location=" + location + ", bytes=" + bytes);
    }
  }
}
