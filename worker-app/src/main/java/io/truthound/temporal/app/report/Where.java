package io.truthound.temporal.app.report;

import java.util.List;

/**
 * Says where a batch can be seen.
 *
 * @param lines for a person, one a line
 */
public record Where(List<String> lines) {
  public Where {
    lines = List.copyOf(lines);
  }
}
