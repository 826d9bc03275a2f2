/**
 * What a user wrote: rules, schemas and keys in files, rules on the command line.
 *
 * <p>Enters: the rule, dataset, result and codec rooms of {@code workflows}, Jackson. Start reading
 * at {@link io.truthound.temporal.app.request.RuleFiles}.
 */
@NullMarked
package io.truthound.temporal.app.request;

import org.jspecify.annotations.NullMarked;
