/**
 * NDJSON: one JSON object on each line; 65,536 lines are a block.
 *
 * <p>{@code NdjsonIndexer} counts the lines of a file in several pieces at once while planning,
 * cuts them into blocks, and finds the columns in the first block. A slice reads its lines again,
 * judges each, and writes the fields of the well-formed ones as plain Parquet to a scratch file,
 * every number as it is written and every string decoded, and numbers once more as such: DuckDB
 * never sees JSON, so what is a record, a number or a key is decided here alone. What {@code
 * LineCount} counts is what {@code Lines} stops at, so that cutting a file elsewhere cannot change
 * a record, its number or its fault.
 *
 * <p>{@code JsonLine} reads a line: with {@code KnownShape} where it looks like the one before,
 * else byte by byte with {@code JsonScan}.
 *
 * <p>Enters: {@code reader}, {@code duckdb}'s quoting. Start reading at {@link
 * io.truthound.temporal.reader.ndjson.NdjsonReader}.
 */
@NullMarked
package io.truthound.temporal.reader.ndjson;

import org.jspecify.annotations.NullMarked;
