/**
 * Checks as JUnit XML, which CI systems show as tests.
 *
 * <p>Enters: the report room's words and the results. Start reading at {@link
 * io.truthound.temporal.app.report.junit.JunitReport}.
 */
@NullMarked
package io.truthound.temporal.app.report.junit;

import org.jspecify.annotations.NullMarked;
