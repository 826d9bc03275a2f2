/**
 * What a person or a program reads on standard output: answers and plans as text and as JSON.
 *
 * <p>Enters: the result, plan, rule, dataset, config and client rooms of {@code workflows},
 * Jackson. Start reading at {@link io.truthound.temporal.app.report.CheckText} and {@link
 * io.truthound.temporal.app.report.CheckJson}.
 */
@NullMarked
package io.truthound.temporal.app.report;

import org.jspecify.annotations.NullMarked;
