package io.truthound.temporal.reader.parquet;

import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.reader.TypedProbe;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A Parquet file's schema, and its row groups on demand. */
final class ParquetProbe implements TypedProbe {
  private final ParquetReader reader;
  private final SourceFile file;
  private final Map<String, FileColumn> columns;

  ParquetProbe(ParquetReader reader, SourceFile file, Map<String, FileColumn> columns) {
    this.reader = reader;
    this.file = file;
    this.columns = columns;
  }

  SourceFile file() {
    return file;
  }

  @Override
  public String named() {
    return file.named();
  }

  @Override
  public Map<String, FileColumn> columns() {
    return columns;
  }

  /** DuckDB gives them, but as nulls of no type. */
  @Override
  public boolean readsUntyped() {
    return false;
  }

  @Override
  public List<Block> blocks(List<String> needed)
      throws RefusedException, IOException, ScanCancelledException {
    return reader.blocks(List.of(this), needed, ScanWatch.NONE).get(0);
  }
}
