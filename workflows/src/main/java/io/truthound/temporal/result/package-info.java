/**
 * What was found: tallies, verdicts and the answers that a batch returns.
 *
 * <p>Enters: {@code config} and {@code rule}'s severities. Start reading at {@link
 * io.truthound.temporal.result.CheckResult}.
 */
@NullMarked
package io.truthound.temporal.result;

import org.jspecify.annotations.NullMarked;
