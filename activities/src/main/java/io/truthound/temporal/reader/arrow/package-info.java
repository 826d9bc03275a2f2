/**
 * Arrow IPC files and streams: a record batch is a block.
 *
 * <p>The bytes come from outside and are not trusted. No native code and no unsafe memory sees
 * them: metadata is read with bounds checks, buffers are read as streams of bytes, every offset,
 * view, dictionary index and count is checked on the way, and what is sound is written as plain
 * Parquet to scratch for DuckDB. A record batch of any size takes a few MiB of memory. So nothing
 * here needs {@code --add-opens}, and a batch that is damaged costs its own rows only.
 *
 * <p>Enters: {@code reader}, {@code duckdb}'s quoting, Arrow's flatbuffers, zstd. Start reading at
 * {@link io.truthound.temporal.reader.arrow.ArrowReader}.
 */
@NullMarked
package io.truthound.temporal.reader.arrow;

import org.jspecify.annotations.NullMarked;
