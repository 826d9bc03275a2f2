package io.truthound.temporal.planning;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.SourceChunks;
import java.io.IOException;
import java.util.List;

/** Cuts the sources of one dataset into chunks, one source after the other. */
interface SourceCutting {

  /**
   * Cuts a source that has rows.
   *
   * @throws RefusedException if it cannot be cut so
   */
  SourceChunks cut(Source source, DatasetFormat format, List<Column> columns, List<Block> blocks)
      throws RefusedException, IOException;

  /** Returns the most rows that a chunk may have, or has where each is as long as it likes. */
  long mostRows();
}
