package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.OwnColumn;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.plan.Block;
import java.io.IOException;
import java.util.List;

/** What planning knows of one source. */
public interface SourceProbe {

  /** Returns what the user knows the source as that was looked at. */
  String named();

  /** Returns the names of its columns, in its order. */
  List<String> columnNames();

  /**
   * Returns the columns that it has otherwise than the dataset, in the dataset's order.
   *
   * @param dataset the one schema, which the readers made of this probe and others
   */
  List<OwnColumn> own(List<Column> dataset);

  /**
   * Returns its blocks in row order.
   *
   * @param needed the columns that a scan reads; blocks' bytes count these only where the format
   *     keeps columns apart
   */
  List<Block> blocks(List<String> needed)
      throws RefusedException, IOException, ScanCancelledException;
}
