/**
 * The door that every engine comes through.
 *
 * <p>Enters: {@code workflows}' values, {@code state}. Start reading at {@link
 * io.truthound.temporal.engine.DataQualityEngine}.
 */
@NullMarked
package io.truthound.temporal.engine;

import org.jspecify.annotations.NullMarked;
