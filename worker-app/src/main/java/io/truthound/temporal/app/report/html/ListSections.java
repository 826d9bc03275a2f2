package io.truthound.temporal.app.report.html;

import io.truthound.temporal.app.report.FullProfile;
import io.truthound.temporal.app.report.FullReport;
import io.truthound.temporal.app.report.Importance;
import io.truthound.temporal.app.report.LearnText;
import io.truthound.temporal.app.report.ListWords;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.DatasetResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** The answers of several datasets: a table of all, the worst first, then each by itself. */
record ListSections(Page page) {
  private static final int TOP = 1;
  private static final int MOST_TOLD = 100;

  void write(BatchResult list) throws IOException {
    page.heading(TOP, page.name("report"));
    page.status(list.status());
    page.html.text(" " + ListWords.datasets(list) + ListWords.summary(list)).close();
    List<DatasetResult> worstFirst =
        list.results().stream()
            .sorted(Comparator.comparingInt(each -> Importance.rank(each.status())))
            .toList();
    List<DatasetResult> told =
        worstFirst.stream().filter(each -> each.outcome() != null).limit(MOST_TOLD).toList();
    List<String> names = told.stream().map(each -> page.name("dataset")).toList();
    table(worstFirst, names);
    int written = 0;
    while (written < told.size() && !page.full()) {
      page.html.open("section", "aria-labelledby", names.get(written));
      one(told.get(written), names.get(written));
      page.html.close();
      written++;
    }
    for (String unwritten : names.subList(written, names.size())) {
      page.html.element("p", "Left out here; --format json has all.", "id", unwritten);
    }
  }

  private void table(List<DatasetResult> all, List<String> names) throws IOException {
    page.table("Datasets, the worst first", Head.all("Status", "Dataset", "Found"));
    int at = 0;
    for (DatasetResult each : all) {
      page.html.open("tr").open("td");
      page.status(each.status());
      page.html.close();
      boolean linked = each.outcome() != null && at < names.size();
      page.html.open("th", "scope", "row", "class", "value");
      if (linked) {
        page.html.inline("a", "href", "#" + names.get(at));
        at++;
      }
      page.html.text(Words.cut(each.dataset(), Page.LONGEST_TEXT)).close();
      if (linked) {
        page.html.close();
      }
      page.cell(Words.cut(ListWords.found(each), Page.LONGEST_TEXT));
      page.html.close();
    }
    page.endTable();
  }

  private void one(DatasetResult element, String name) throws IOException {
    BatchOutcome outcome = element.outcome();
    if (outcome instanceof CheckResult check) {
      new CheckSections(page, TOP + 1).write(FullReport.of(check), name);
    } else if (outcome instanceof ProfileResult profile) {
      new ProfileSections(page, TOP + 1).write(FullProfile.of(profile), name);
    } else if (outcome instanceof LearnResult learned) {
      new LearnSections(page, TOP + 1).write(learned, LearnText.problem(learned), name);
    }
  }
}
