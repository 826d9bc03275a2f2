/**
 * Answers as one HTML page each, which needs nothing else to be read: no network, no script.
 *
 * <p>Enters: the report room's words, the results, and what the client reads of the artifact store.
 * Start reading at {@link io.truthound.temporal.app.report.html.HtmlReport}.
 */
@NullMarked
package io.truthound.temporal.app.report.html;

import org.jspecify.annotations.NullMarked;
