package io.truthound.temporal.app.report.markdown;

import io.truthound.temporal.app.report.FullProfile;
import io.truthound.temporal.app.report.FullReport;
import io.truthound.temporal.app.report.LearnText;
import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.LearnResult;

/** Returns answers as Markdown of less than 65,536 characters, ending in a newline. */
public final class MarkdownReport {
  private static final int HEADING = 2;

  private MarkdownReport() {}

  public static String of(FullReport report, Where where) {
    Markdown markdown = new Markdown();
    new CheckMarkdown(markdown, HEADING).write(report);
    return ended(markdown, where);
  }

  public static String of(FullProfile profile, Where where) {
    Markdown markdown = new Markdown();
    new ProfileMarkdown(markdown, HEADING).write(profile);
    return ended(markdown, where);
  }

  public static String of(LearnResult result, Where where) {
    Markdown markdown = new Markdown();
    new LearnMarkdown(markdown, HEADING).write(result, LearnText.problem(result));
    return ended(markdown, where);
  }

  /** Returns the answers of several datasets: one table, then those that did not pass. */
  public static String of(BatchResult list, Where where) {
    Markdown markdown = new Markdown();
    new ListMarkdown(markdown).write(list);
    return ended(markdown, where);
  }

  private static String ended(Markdown markdown, Where where) {
    where.lines().forEach(line -> markdown.end(Markdown.text(line)));
    return markdown.all();
  }
}
