/**
 * The built-in engine: all rules of a slice as one DuckDB scan, grouped by chunk.
 *
 * <p>Enters: {@code engine}, {@code reader}, DuckDB. Start reading at {@link
 * io.truthound.temporal.engine.truthound.TruthoundEngine}, then {@code RuleCompiler}.
 */
@NullMarked
package io.truthound.temporal.engine.truthound;

import org.jspecify.annotations.NullMarked;
