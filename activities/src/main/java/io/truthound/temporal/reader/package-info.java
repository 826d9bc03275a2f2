/**
 * How sources become rows: found, probed, cut into blocks and opened as SQL relations; and what
 * several formats need for it: scratch files, Parquet written plainly, text looked at by words,
 * pieces of a file read by several threads.
 *
 * <p>Enters: DuckDB sessions and {@code dataset}. Formats are rooms below, which never see each
 * other. Start reading at {@link io.truthound.temporal.reader.SourceReader}.
 */
@NullMarked
package io.truthound.temporal.reader;

import org.jspecify.annotations.NullMarked;
