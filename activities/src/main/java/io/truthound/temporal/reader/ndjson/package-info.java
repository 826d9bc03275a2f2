/**
 * NDJSON: one JSON object on each line; 65,536 lines are a block.
 *
 * <p>{@code NdjsonIndexer} finds the blocks of a file while planning, and its columns in the first
 * block. A slice reads its lines again, judges each, and writes the fields of the well-formed ones
 * as numbered CSV to scratch files, every number as it is written and every string decoded: DuckDB
 * never sees JSON, so what is a record, a number or a key is decided here alone. Both passes find
 * lines with {@code Lines}, so that cutting a file elsewhere cannot change a record, its number or
 * its fault.
 *
 * <p>Enters: {@code reader}. Start reading at {@link
 * io.truthound.temporal.reader.ndjson.NdjsonReader}.
 */
@NullMarked
package io.truthound.temporal.reader.ndjson;

import org.jspecify.annotations.NullMarked;
