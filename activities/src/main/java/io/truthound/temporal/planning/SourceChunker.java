package io.truthound.temporal.planning;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Cuts sources into chunks in a way of the user's own. Registered in the plugin under a name; a
 * request asks for it by {@link io.truthound.temporal.plan.CustomChunker}. Called while a batch is
 * planned, once for each source that has rows, by many threads at once. The same arguments should
 * give the same ranges: a planning that fails half-way is begun again.
 */
public interface SourceChunker {
  /** The most ranges that are accepted for all sources of a dataset together. */
  int MOST_RANGES = 1_000_000;

  /**
   * Returns the chunks of a source: in row order, each begins where the one before ends, the first
   * at row 0, the last ends with the source. Anything else ends the batch before it is scanned.
   *
   * @param source the file as it is planned; it has at least one row
   * @param columns the schema of the whole dataset
   * @param parameters what the request says
   * @throws IllegalArgumentException if it cannot cut the source so; the batch is refused with its
   *     message
   * @throws IOException if infrastructure fails; planning is tried again
   */
  List<RowRange> chunks(Source source, List<Column> columns, Map<String, String> parameters)
      throws IOException;
}
