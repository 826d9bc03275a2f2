/**
 * What a user wrote: rules and schemas in files, rules on the command line.
 *
 * <p>Enters: the rule, dataset and result rooms of {@code workflows}, Jackson. Start reading at
 * {@link io.truthound.temporal.app.request.RuleFiles}.
 */
@NullMarked
package io.truthound.temporal.app.request;

import org.jspecify.annotations.NullMarked;
