/**
 * The scan core: locked-down DuckDB instances, quoting, cancelling, and what its errors mean.
 *
 * <p>Enters: DuckDB's JDBC driver and {@code dataset}'s types. Start reading at {@link
 * io.truthound.temporal.duckdb.DuckDb}.
 */
@NullMarked
package io.truthound.temporal.duckdb;

import org.jspecify.annotations.NullMarked;
