/**
 * Parquet: row groups are the blocks.
 *
 * <p>Enters: {@code reader}, {@code duckdb}. Start reading at {@link
 * io.truthound.temporal.reader.parquet.ParquetReader}.
 */
@NullMarked
package io.truthound.temporal.reader.parquet;

import org.jspecify.annotations.NullMarked;
