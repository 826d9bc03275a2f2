/**
 * What an application calls: starting batches, waiting for them, reading their artifacts.
 *
 * <p>The only room with a clock, threads and a {@code WorkflowClient}. Start reading at {@link
 * io.truthound.temporal.client.BatchExecutor}.
 */
@NullMarked
package io.truthound.temporal.client;

import org.jspecify.annotations.NullMarked;
