package io.truthound.temporal.app.report.html;

import io.truthound.temporal.app.report.FullProfile;
import io.truthound.temporal.app.report.FullReport;
import io.truthound.temporal.app.report.LearnText;
import io.truthound.temporal.app.report.ListWords;
import io.truthound.temporal.app.report.RecentRuns;
import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ScanOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Writes answers as one HTML page in UTF-8, which is XML too and refers to nothing outside; leaves
 * the stream open. However much there is to say, a page keeps a size that browsers show at once,
 * and says what it leaves out.
 */
public final class HtmlReport {
  private static final int TOP = 1;

  private HtmlReport() {}

  /** Writes the answer of a check, and how the dataset's last ones went. */
  public static void write(FullReport report, Where where, OutputStream out) throws IOException {
    Page page = Page.begin(out, title(report.result().status().name(), report.result()));
    new CheckSections(page, TOP).write(report, page.name("report"));
    Optional<RecentRuns> history = RecentRuns.until(report);
    if (history.isPresent()) {
      new HistorySections(page, TOP).brief(history.get());
    }
    page.end(where);
  }

  /** Writes a profile. */
  public static void write(FullProfile profile, Where where, OutputStream out) throws IOException {
    Page page = Page.begin(out, title("Profile", profile.result()));
    new ProfileSections(page, TOP).write(profile, page.name("report"));
    page.end(where);
  }

  /** Writes the answer of a learn. */
  public static void write(LearnResult result, Where where, OutputStream out) throws IOException {
    Page page = Page.begin(out, title("Learned", result));
    new LearnSections(page, TOP).write(result, LearnText.problem(result), page.name("report"));
    page.end(where);
  }

  /** Writes the answers of several datasets: a table of all, then each by itself. */
  public static void write(BatchResult list, Where where, OutputStream out) throws IOException {
    Page page = Page.begin(out, list.status() + ": " + ListWords.datasets(list));
    new ListSections(page).write(list);
    page.end(where);
  }

  /** Writes the last runs of a dataset. */
  public static void write(RecentRuns history, Where where, OutputStream out) throws IOException {
    Page page = Page.begin(out, "History: " + history.dataset());
    new HistorySections(page, TOP).write(history);
    page.end(where);
  }

  private static String title(String what, ScanOutcome result) {
    return what + ": " + result.dataset().name();
  }
}
