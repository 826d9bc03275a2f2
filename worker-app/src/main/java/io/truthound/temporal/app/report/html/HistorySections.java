package io.truthound.temporal.app.report.html;

import io.truthound.temporal.app.report.RecentRuns;
import io.truthound.temporal.app.report.RuleHistory;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.contract.HistoryEntry;
import io.truthound.temporal.contract.HistoryRule;
import io.truthound.temporal.result.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The last runs of a dataset: statuses, rows and rules over time, then each run. */
record HistorySections(Page page) {
  private static final int TOP = 1;
  private static final int MOST_RULES = 50;
  private static final int CELLS_PER_LINE = 50;
  private static final List<Head> HEADS =
      List.of(
          Head.of("When"),
          Head.of("Status"),
          Head.of("What"),
          Head.ofNumbers("Rows"),
          Head.of("Chunks"),
          Head.of("Rules"),
          Head.ofNumbers("Time"),
          Head.of("Workflow"));

  void write(RecentRuns history) throws IOException {
    page.heading(TOP, page.name("report"));
    page.html.text(Words.cut(history.dataset(), Page.LONGEST_TEXT)).close();
    List<HistoryEntry> runs = history.runs();
    page.section(TOP + 1, "Runs");
    statuses(runs);
    rows(runs, "Rows: " + RecentRuns.range(history.rows()));
    page.html.close();
    rules(history.brokenRules(), runs);
    table(runs);
  }

  private void statuses(List<HistoryEntry> runs) throws IOException {
    String said =
        Words.counted(runs.size(), "run")
            + " from "
            + RecentRuns.time(runs.get(0))
            + " to "
            + RecentRuns.time(runs.get(runs.size() - 1))
            + ", the newest last";
    cells(runs.stream().map(run -> Optional.of(run.status())).toList(), runs, said);
  }

  /** Draws a cell for each run; one that is not known has another look. */
  private void cells(List<Optional<Status>> statuses, List<HistoryEntry> runs, String said)
      throws IOException {
    page.html.open("figure");
    int width = Math.min(runs.size(), CELLS_PER_LINE) * StatusCell.PITCH;
    int height = (runs.size() + CELLS_PER_LINE - 1) / CELLS_PER_LINE * StatusCell.PITCH;
    Drawing.open(page.html, page.name("drawing"), width, height, said);
    for (int at = 0; at < runs.size(); at++) {
      Optional<Status> status = statuses.get(at);
      String word = status.map(Status::name).orElse("not known");
      page.html.open("g").element("title", RecentRuns.time(runs.get(at)) + ": " + word);
      int left = at % CELLS_PER_LINE * StatusCell.PITCH + 1;
      int top = at / CELLS_PER_LINE * StatusCell.PITCH + 1;
      StatusCell.draw(page.html, status.orElse(null), left, top);
      page.html.close();
    }
    page.html.close().element("figcaption", said).close();
  }

  private void rows(List<HistoryEntry> runs, String said) throws IOException {
    List<BarDrawing.Bar> bars = new ArrayList<>();
    for (HistoryEntry run : runs) {
      long rows = run.dataset().rows();
      bars.add(new BarDrawing.Bar(rows, RecentRuns.time(run) + ": " + Words.counted(rows, "row")));
    }
    new BarDrawing(page.html, bars).draw(page.name("drawing"), said);
  }

  private void rules(List<RuleHistory> rules, List<HistoryEntry> runs) throws IOException {
    if (rules.isEmpty()) {
      return;
    }
    page.section(TOP + 1, "Rules that did not pass in some run");
    int told = 0;
    while (told < Math.min(MOST_RULES, rules.size()) && !page.full()) {
      rule(rules.get(told), runs);
      told++;
    }
    page.leftOut(rules.size() - (long) told, "rule", "rules");
    page.html.close();
  }

  private void rule(RuleHistory rule, List<HistoryEntry> runs) throws IOException {
    page.html.open("article");
    page.heading(TOP + 2, null);
    page.status(rule.latest().status());
    page.html.text(" " + rule.title()).close();
    cells(
        rule.results().stream().map(result -> result.map(HistoryRule::status)).toList(),
        runs,
        "The last time: " + said(rule.latest()));
    if (rule.failed().stream().anyMatch(count -> count > 0)) {
      shares(rule, runs);
    }
    page.html.close();
  }

  private void shares(RuleHistory rule, List<HistoryEntry> runs) throws IOException {
    List<BarDrawing.Bar> bars = new ArrayList<>();
    for (int at = 0; at < runs.size(); at++) {
      Optional<HistoryRule> result = rule.results().get(at);
      bars.add(
          new BarDrawing.Bar(
              result.map(HistorySections::share).orElse(0.0),
              RecentRuns.time(runs.get(at))
                  + ": "
                  + result.map(HistorySections::said).orElse("not known")));
    }
    HistoryRule worst =
        rule.results().stream()
            .flatMap(Optional::stream)
            .max(Comparator.comparingDouble(HistorySections::share))
            .orElseThrow();
    new BarDrawing(page.html, bars)
        .draw(
            page.name("drawing"),
            "Share of failing rows; the highest is "
                + Words.share(worst.failed(), worst.evaluated()));
  }

  private static double share(HistoryRule rule) {
    return rule.evaluated() == 0 ? 0 : (double) rule.failed() / rule.evaluated();
  }

  private static String said(HistoryRule rule) {
    String share = Words.share(rule.failed(), rule.evaluated());
    return rule.status()
        + ", "
        + Words.number(rule.failed())
        + " of "
        + Words.counted(rule.evaluated(), "row")
        + (share.isEmpty() ? "" : " (" + share + ")")
        + (rule.observed() == null ? "" : ", observed " + Words.line(rule.observed().toString()));
  }

  private void table(List<HistoryEntry> runs) throws IOException {
    page.section(TOP + 1, "Each run");
    page.table("Runs, the newest first", HEADS);
    int told = 0;
    while (told < runs.size() && !page.full()) {
      run(runs.get(runs.size() - 1 - told));
      told++;
    }
    page.endTable();
    page.leftOut(runs.size() - (long) told, "run", "runs");
    page.html.close();
  }

  private void run(HistoryEntry run) throws IOException {
    page.html.open("tr");
    page.brief(RecentRuns.time(run));
    page.html.open("td");
    page.status(run.status());
    page.html.close();
    page.cell(run.operation().word());
    page.number(Words.number(run.dataset().rows()));
    page.cell(Words.counts(run.chunks()));
    page.cell(run.verdicts().total() == 0 ? "" : Words.counts(run.verdicts()));
    page.number(Words.seconds(run.duration()));
    page.value(Words.cut(run.workflowId(), Page.LONGEST_TEXT));
    page.html.close();
  }
}
