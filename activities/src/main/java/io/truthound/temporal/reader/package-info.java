/**
 * How sources become rows: found, probed, cut into blocks and opened as SQL relations.
 *
 * <p>Enters: DuckDB sessions and {@code dataset}. Formats are rooms below, which never see each
 * other. Start reading at {@link io.truthound.temporal.reader.SourceReader}.
 */
@NullMarked
package io.truthound.temporal.reader;

import org.jspecify.annotations.NullMarked;
