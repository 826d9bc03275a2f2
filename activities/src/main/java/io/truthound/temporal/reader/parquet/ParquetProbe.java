package io.truthound.temporal.reader.parquet;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.reader.TypedProbe;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A Parquet file's schema, and its row groups on demand. */
final class ParquetProbe implements TypedProbe {
  private final DuckDbPool pool;
  private final Path file;
  private final Map<String, FileColumn> columns;

  ParquetProbe(DuckDbPool pool, Path file, Map<String, FileColumn> columns) {
    this.pool = pool;
    this.file = file;
    this.columns = columns;
  }

  @Override
  public Path file() {
    return file;
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
  public List<Block> blocks(List<String> needed) throws RefusedException, ScanCancelledException {
    String wanted =
        needed.isEmpty()
            ? "false"
            : needed.stream()
                .map(Sql::text)
                .collect(Collectors.joining(", ", "split_part(path_in_schema, ', ', 1) IN (", ")"));
    List<Block> blocks = new ArrayList<>();
    long[] next = {0};
    try (DuckDbPool.Lease lease = pool.lease(ParquetReader.reach(file))) {
      lease
          .db()
          .query(
              "SELECT row_group_id, max(row_group_num_rows),"
                  + (" coalesce(sum(total_compressed_size) FILTER (" + wanted + "), 0)::BIGINT")
                  + (" FROM parquet_metadata(" + Sql.path(file) + ") GROUP BY 1 ORDER BY 1"),
              ScanWatch.NONE,
              row -> {
                long rows = row.getLong(2);
                if (rows > 0) {
                  blocks.add(new Block(next[0], rows, 0, Math.max(0, row.getLong(3))));
                  next[0] += rows;
                }
              });
      lease.sound();
      return blocks;
    } catch (SQLException e) {
      throw new RefusedException(
          FailureTypes.DATASET_REFUSED,
          "Cannot read %s as Parquet: its footer cannot be read: %s"
              .formatted(file, DuckDbErrors.brief(e)));
    }
  }
}
