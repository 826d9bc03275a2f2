/**
 * What a worker tells of its work to who listens.
 *
 * <p>Enters: {@code contract} and {@code result}. Start reading at {@link
 * io.truthound.temporal.listener.WorkerListener}.
 */
@NullMarked
package io.truthound.temporal.listener;

import org.jspecify.annotations.NullMarked;
