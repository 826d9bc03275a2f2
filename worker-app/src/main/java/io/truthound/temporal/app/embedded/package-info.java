/**
 * Truthound whole in one process: an in-memory Temporal server and a worker.
 *
 * <p>Enters: the client and config rooms of {@code workflows}, the plugin, temporal-testing. Start
 * reading at {@link io.truthound.temporal.app.embedded.EmbeddedTruthound}.
 */
@NullMarked
package io.truthound.temporal.app.embedded;

import org.jspecify.annotations.NullMarked;
