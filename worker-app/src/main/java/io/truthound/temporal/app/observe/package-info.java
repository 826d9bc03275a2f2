/**
 * What a worker shows to whoever operates it: its meters and its health, over HTTP.
 *
 * <p>Enters: Micrometer with its Prometheus registry, the JDK's HTTP server. Knows no commands and
 * nothing of Temporal: who opens it says how the worker is. Start reading at {@link
 * io.truthound.temporal.app.observe.WorkerEndpoint}.
 */
@NullMarked
package io.truthound.temporal.app.observe;

import org.jspecify.annotations.NullMarked;
