/**
 * The command line's entry.
 *
 * <p>Enters: {@code command}. Start reading at {@link io.truthound.temporal.app.Main}.
 */
@NullMarked
package io.truthound.temporal.app;

import org.jspecify.annotations.NullMarked;
