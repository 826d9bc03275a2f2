package io.truthound.temporal.app.report.markdown;

import io.truthound.temporal.app.report.CheckWords;
import io.truthound.temporal.app.report.Facts;
import io.truthound.temporal.app.report.FullReport;
import io.truthound.temporal.app.report.Importance;
import io.truthound.temporal.app.report.Palette;
import io.truthound.temporal.app.report.Samples;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import java.util.ArrayList;
import java.util.List;

/** Writes the answer of a check: the verdict, broken rules first, then their failing rows. */
record CheckMarkdown(Markdown markdown, int level) {
  private static final int MOST_RULES = 200;
  private static final int MOST_PASSED = 50;
  private static final int MOST_WITH_ROWS = 20;
  private static final int MOST_ROWS = 5;

  void write(FullReport report) {
    CheckResult result = report.result();
    String title = marked(result.status()) + ": " + Markdown.code(result.dataset().name());
    markdown.block(OutcomeMarkdown.heading(level, title));
    OutcomeMarkdown.facts(markdown, Facts.of(result, Palette.PLAIN));
    List<RuleResult> rules = result.rules().stream().sorted(Importance.WORST_FIRST).toList();
    List<RuleResult> broken =
        rules.stream().filter(rule -> rule.status() != Status.PASSED).toList();
    table(broken, MOST_RULES);
    broken.stream()
        .filter(rule -> !rule.samples().isEmpty())
        .limit(MOST_WITH_ROWS)
        .forEach(this::rows);
    OutcomeMarkdown.errors(markdown, result.errors(), "Could not be checked");
    passed(rules.subList(broken.size(), rules.size()));
    OutcomeMarkdown.problem(markdown, report.problem());
  }

  static String marked(Status status) {
    return Palette.mark(status) + " " + status;
  }

  private void table(List<RuleResult> rules, int most) {
    if (!rules.isEmpty()) {
      markdown.table(
          List.of("Status", "Rule", "Columns", "Severity", "Found"),
          rules.stream().map(CheckMarkdown::cells).toList(),
          most,
          "rule");
    }
  }

  private static List<String> cells(RuleResult rule) {
    return List.of(
        marked(rule.status()),
        title(rule),
        Markdown.code(CheckWords.columns(rule)),
        rule.severity().text(),
        Markdown.text(CheckWords.found(rule) + CheckWords.proven(rule)));
  }

  private static String title(RuleResult rule) {
    return rule.name() == null ? Markdown.code(rule.type()) : Markdown.text(CheckWords.title(rule));
  }

  private void passed(List<RuleResult> rules) {
    if (!rules.isEmpty() && markdown.unfold(Words.counted(rules.size(), "rule") + " passed")) {
      table(rules, MOST_PASSED);
      markdown.fold();
    }
  }

  private void rows(RuleResult rule) {
    List<FailingRow> rows = rule.samples().subList(0, Math.min(MOST_ROWS, rule.samples().size()));
    String columns = Markdown.code(CheckWords.columns(rule));
    String of = title(rule) + (columns.isEmpty() ? "" : " " + columns);
    if (markdown.unfold("Rows that break " + summary(of))) {
      markdown.table(heads(rows), cells(rule, rows), MOST_ROWS, "row");
      long more = rule.tally().failed() - rows.size();
      if (more > 0) {
        markdown.end("And " + Words.number(more) + " more.");
      }
      markdown.fold();
    }
  }

  /** Code within a line of HTML is marked by an element; backquotes are text there. */
  private static String summary(String markdown) {
    return markdown.replaceAll("`([^`]*)`", "<code>$1</code>");
  }

  private static List<String> heads(List<FailingRow> rows) {
    List<String> heads = new ArrayList<>(List.of("Row", "Value"));
    if (rows.stream().anyMatch(row -> !row.key().isEmpty())) {
      heads.add("Key");
    }
    heads.add("Source");
    return heads;
  }

  private static List<List<String>> cells(RuleResult rule, List<FailingRow> rows) {
    boolean keys = rows.stream().anyMatch(row -> !row.key().isEmpty());
    List<List<String>> all = new ArrayList<>();
    for (FailingRow row : rows) {
      List<String> cells = new ArrayList<>();
      cells.add(Words.number(row.row()));
      cells.add(Markdown.code(Samples.data(rule, row)));
      if (keys) {
        cells.add(Markdown.code(Samples.key(row)));
      }
      cells.add(Markdown.code(CheckWords.fileName(row.source())));
      all.add(cells);
    }
    return all;
  }
}
