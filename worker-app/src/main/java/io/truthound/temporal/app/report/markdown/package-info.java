/**
 * Answers as Markdown, short enough for a comment on a pull request.
 *
 * <p>Enters: the report room's words and the results. Start reading at {@link
 * io.truthound.temporal.app.report.markdown.MarkdownReport}.
 */
@NullMarked
package io.truthound.temporal.app.report.markdown;

import org.jspecify.annotations.NullMarked;
