/**
 * The door that every engine comes through.
 *
 * <p>Enters: {@code workflows}' values, {@code state}, and Arrow's vectors, of which nothing is
 * loaded until an engine opens a slice as such. Start reading at {@link
 * io.truthound.temporal.engine.DataQualityEngine}.
 */
@NullMarked
package io.truthound.temporal.engine;

import org.jspecify.annotations.NullMarked;
