/**
 * Slices as Arrow batches, for engines of others: DuckDB reads what lies in any format, and what it
 * answers is cut where chunks and blocks end.
 *
 * <p>Enters: readers, DuckDB and Arrow's libraries, which are loaded when an engine first opens a
 * slice. Start reading at {@link io.truthound.temporal.engine.arrow.ArrowScans}.
 */
@NullMarked
package io.truthound.temporal.engine.arrow;

import org.jspecify.annotations.NullMarked;
