/**
 * What must hold: one sealed family of rules, read from and written to flat objects.
 *
 * <p>Enters: {@code dataset} for columns and types, Jackson. Start reading at {@link
 * io.truthound.temporal.rule.Rule}, then {@link io.truthound.temporal.rule.RuleSet}.
 */
@NullMarked
package io.truthound.temporal.rule;

import org.jspecify.annotations.NullMarked;
