package io.truthound.temporal.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * How a planned dataset's text is read.
 *
 * @param options nothing that matters to its format is open
 * @param detected the names of those that the data told
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Reading(ReaderOptions options, List<String> detected) {
  public Reading {
    if (options == null) {
      throw new IllegalArgumentException("Invalid reading: no options");
    }
    detected = detected == null ? List.of() : List.copyOf(detected);
  }
}
