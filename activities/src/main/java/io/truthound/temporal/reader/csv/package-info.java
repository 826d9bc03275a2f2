/**
 * The text layer of CSV: where records begin and end, which are well-formed, and what number each
 * has.
 *
 * <p>{@link io.truthound.temporal.reader.csv.CsvIndexer} finds the blocks of a file while planning;
 * {@link io.truthound.temporal.reader.csv.CsvNormalizer} copies the well-formed records of some
 * blocks, each with its number in front, into scratch files; {@link
 * io.truthound.temporal.reader.csv.CsvScanSql} says how DuckDB must read them. Both passes use one
 * record scanner, which is a function of the bytes from a record's start: cutting a file elsewhere
 * cannot change a record, its number or its fault.
 *
 * <p>Every record is counted from 0, malformed ones too. A malformed record never reaches DuckDB;
 * every other record does, and DuckDB reads exactly its fields: an empty unquoted field as NULL,
 * {@code ""} as an empty text.
 *
 * <p>Enters: nothing but the JDK. Start reading at {@link
 * io.truthound.temporal.reader.csv.CsvIndexer}.
 */
@NullMarked
package io.truthound.temporal.reader.csv;

import org.jspecify.annotations.NullMarked;
