/**
 * The door: the plugin that makes a Temporal worker check data, and its activities.
 *
 * <p>Enters: every room of this module and of {@code workflows}. Start reading at {@link
 * io.truthound.temporal.TruthoundPlugin}.
 */
@NullMarked
package io.truthound.temporal;

import org.jspecify.annotations.NullMarked;
