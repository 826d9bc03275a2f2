/**
 * What a user wrote: rules in files and on the command line.
 *
 * <p>Enters: the rule room of {@code workflows}, Jackson. Start reading at {@link
 * io.truthound.temporal.app.request.RuleFiles}.
 */
@NullMarked
package io.truthound.temporal.app.request;

import org.jspecify.annotations.NullMarked;
