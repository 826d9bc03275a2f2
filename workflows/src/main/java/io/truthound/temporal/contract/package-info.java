/**
 * What crosses Temporal: workflow and activity interfaces, their arguments, names on the wire.
 *
 * <p>Enters: every deterministic room below it; Temporal's annotations live here. Start reading at
 * {@link io.truthound.temporal.contract.BatchWorkflow}.
 */
@NullMarked
package io.truthound.temporal.contract;

import org.jspecify.annotations.NullMarked;
