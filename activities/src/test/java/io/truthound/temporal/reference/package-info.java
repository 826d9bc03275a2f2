/**
 * A second engine: rows in Java, one loop for each rule, nothing clever. What it answers is what
 * the built-in engine has to answer.
 *
 * <p>Enters: {@code workflows}' values, the door of engines, {@code state}; no DuckDB but to write
 * files. Start reading at {@link io.truthound.temporal.reference.ReferenceEngine}.
 */
package io.truthound.temporal.reference;
