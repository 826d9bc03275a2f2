/**
 * The text layer of CSV: where records begin and end, which are well-formed, and what number each
 * has.
 *
 * <p>{@link io.truthound.temporal.reader.csv.CsvIndexer} finds the blocks of a file; {@link
 * io.truthound.temporal.reader.csv.CsvNormalizer} copies the well-formed records of some blocks,
 * each with its number in front, into scratch files; {@link
 * io.truthound.temporal.reader.csv.CsvScanSql} says how DuckDB must read them. Both passes use one
 * record scanner, which is a function of the bytes from a record's start: cutting a file elsewhere
 * cannot change a record, its number or its fault.
 *
 * <p>Most files have one well-formed record on every line. {@code CsvFileIndexer}, which planning
 * uses, finds the same blocks faster by counting lines in several pieces at once, and says which
 * blocks are so plain that {@code PlainCopy} may copy them as they are and DuckDB may number their
 * records. Where a quoted field spans lines it leaves the rest of the file to the record scanner.
 *
 * <p>Every record is counted from 0, malformed ones too. A malformed record never reaches DuckDB;
 * every other record does, and DuckDB reads exactly its fields: an empty unquoted field as NULL,
 * {@code ""} as an empty text.
 *
 * <p>Enters: {@code reader}, {@code duckdb}. Start reading at {@link
 * io.truthound.temporal.reader.csv.CsvIndexer}.
 */
@NullMarked
package io.truthound.temporal.reader.csv;

import org.jspecify.annotations.NullMarked;
