/**
 * The only room that waits: it plans, fans out, merges, stops and reports.
 *
 * <p>Deterministic: Temporal's workflow clock and scopes only. Enters: every room but {@code
 * client}. Start reading at {@code BatchWorkflowImpl}.
 */
@NullMarked
package io.truthound.temporal.workflow;

import org.jspecify.annotations.NullMarked;
