package io.truthound.temporal.app.report.html;

import io.truthound.temporal.app.report.Importance;
import io.truthound.temporal.app.report.RecentRuns;
import io.truthound.temporal.app.report.RuleHistory;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.contract.HistoryEntry;
import io.truthound.temporal.contract.HistoryRule;
import io.truthound.temporal.result.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The last runs of a dataset: statuses, rows and rules over time, then each run. */
record HistorySections(Page page, int level) {
  private static final int MOST_RULES = 50;
  private static final int MOST_RULES_IN_BRIEF = 10;

  /** How many runs have room where charts of two rules stand side by side. */
  private static final int FEW = 20;

  private static final int CELLS_PER_LINE = 50;

  /** Backfills run later than what they are of. */
  private static final Comparator<HistoryEntry> BY_TIME = Comparator.comparing(HistoryEntry::time);

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
    page.heading(level, page.name("report"));
    page.html.text(Words.cut(history.dataset(), Page.LONGEST_TEXT)).close();
    List<HistoryEntry> runs = history.runs();
    page.section(level + 1, "Runs");
    overview(history, "run");
    page.html.close();
    List<RuleHistory> rules = history.brokenRules();
    if (!rules.isEmpty()) {
      page.section(level + 1, "Rules that did not pass in some run");
      int told = rules(rules, MOST_RULES, runs);
      page.leftOut(rules.size() - (long) told, "rule", "rules");
      page.html.close();
    }
    table(runs);
  }

  /** Writes what of them stands in the report of the last one. */
  void brief(RecentRuns history) throws IOException {
    page.section(level + 1, "History");
    overview(history, "check");
    List<RuleHistory> rules =
        history.brokenRules().stream()
            .sorted(Comparator.comparingInt(rule -> Importance.rank(rule.latest().status())))
            .toList();
    int told = rules(rules, MOST_RULES_IN_BRIEF, history.runs());
    page.leftOut(rules.size() - (long) told, "rule", "rules", "truthound history");
    page.html.close();
  }

  private void overview(RecentRuns history, String noun) throws IOException {
    List<HistoryEntry> runs = history.runs();
    String said =
        Words.counted(runs.size(), noun)
            + " from "
            + RecentRuns.time(Collections.min(runs, BY_TIME))
            + " to "
            + RecentRuns.time(Collections.max(runs, BY_TIME))
            + ", the newest last";
    cells(runs.stream().map(run -> Optional.of(run.status())).toList(), runs, said);
    rows(runs, "Rows: " + RecentRuns.range(history.rows()));
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

  /** Writes the first rules, so many at most, and returns how many. */
  private int rules(List<RuleHistory> rules, int most, List<HistoryEntry> runs) throws IOException {
    int told = 0;
    page.html.open("div", "class", runs.size() <= FEW ? "charts" : null);
    while (told < Math.min(most, rules.size()) && !page.full()) {
      rule(rules.get(told), runs);
      told++;
    }
    page.html.close();
    return told;
  }

  private void rule(RuleHistory rule, List<HistoryEntry> runs) throws IOException {
    page.html.open("article");
    page.heading(level + 2, null);
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
    page.section(level + 1, "Each run");
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
