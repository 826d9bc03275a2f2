/**
 * What workers do, as Micrometer meters.
 *
 * <p>Enters: {@code listener}, {@code contract}, Micrometer and what Temporal's SDK reports its own
 * meters with. Nothing else of this module knows Micrometer, but for the door. Start reading at
 * {@link io.truthound.temporal.metrics.WorkerMeters}.
 */
@NullMarked
package io.truthound.temporal.metrics;

import org.jspecify.annotations.NullMarked;
