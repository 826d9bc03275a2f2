package io.truthound.temporal.app.report.markdown;

import io.truthound.temporal.app.report.FullProfile;
import io.truthound.temporal.app.report.FullReport;
import io.truthound.temporal.app.report.Importance;
import io.truthound.temporal.app.report.LearnText;
import io.truthound.temporal.app.report.ListWords;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.DatasetResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.Status;
import java.util.Comparator;
import java.util.List;

/** Writes the answers of several datasets: a table of all, then each that has more to say. */
record ListMarkdown(Markdown markdown) {
  private static final int HEADING = 2;
  private static final int MOST_DATASETS = 300;

  void write(BatchResult list) {
    String title =
        CheckMarkdown.marked(list.status())
            + ": "
            + ListWords.datasets(list)
            + ListWords.summary(list);
    markdown.block(OutcomeMarkdown.heading(HEADING, title));
    List<DatasetResult> worstFirst =
        list.results().stream()
            .sorted(Comparator.comparingInt(each -> Importance.rank(each.status())))
            .toList();
    markdown.table(
        List.of("Status", "Dataset", "Found"),
        worstFirst.stream().map(ListMarkdown::cells).toList(),
        MOST_DATASETS,
        "dataset");
    worstFirst.stream().filter(ListMarkdown::told).forEach(this::one);
  }

  private static List<String> cells(DatasetResult element) {
    return List.of(
        CheckMarkdown.marked(element.status()),
        Markdown.code(element.dataset()),
        Markdown.text(ListWords.found(element)));
  }

  /** Says whether more is told of a dataset than a line: of a check that passed it is not. */
  private static boolean told(DatasetResult element) {
    boolean passed = element.status() == Status.PASSED;
    return element.outcome() != null && !(passed && element.check() != null);
  }

  private void one(DatasetResult element) {
    BatchOutcome outcome = element.outcome();
    if (outcome instanceof CheckResult check) {
      new CheckMarkdown(markdown, HEADING + 1).write(FullReport.of(check));
    } else if (outcome instanceof ProfileResult profile) {
      new ProfileMarkdown(markdown, HEADING + 1).write(FullProfile.of(profile));
    } else if (outcome instanceof LearnResult learned) {
      new LearnMarkdown(markdown, HEADING + 1).write(learned, LearnText.problem(learned));
    }
  }
}
