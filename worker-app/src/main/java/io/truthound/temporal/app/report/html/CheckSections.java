package io.truthound.temporal.app.report.html;

import io.truthound.temporal.app.report.CheckWords;
import io.truthound.temporal.app.report.Facts;
import io.truthound.temporal.app.report.FullReport;
import io.truthound.temporal.app.report.Importance;
import io.truthound.temporal.app.report.Markup;
import io.truthound.temporal.app.report.Palette;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answer of a check: the verdict, broken rules with failing rows, what broke, the chunks. */
record CheckSections(Page page, int level) {
  private static final int MOST_TOLD = 100;
  private static final int MOST_LISTED = 1_000;
  private static final List<Head> HEADS =
      Head.all("Status", "Rule", "Columns", "Severity", "Found");

  /**
   * Writes it.
   *
   * @param name of its heading
   */
  void write(FullReport report, String name) throws IOException {
    CheckResult result = report.result();
    Markup heading = page.heading(level, name);
    page.status(result.status());
    heading.text(" " + Words.cut(result.dataset().name(), Page.LONGEST_TEXT)).close();
    page.facts(facts(result));
    page.problem(report.problem());
    List<RuleResult> rules = result.rules().stream().sorted(Importance.WORST_FIRST).toList();
    List<RuleResult> broken =
        rules.stream().filter(rule -> rule.status() != Status.PASSED).toList();
    if (!rules.isEmpty()) {
      page.section(level + 1, "Rules");
      broken(broken);
      passed(rules.subList(broken.size(), rules.size()));
      page.html.close();
    }
    page.errors(level + 1, result.errors(), "Could not be checked");
    new ChunkSection(page, level + 1).write(ChunkMap.of(result), result.rules());
  }

  private static Map<String, String> facts(CheckResult result) {
    StatusCounts rules = StatusCounts.NONE;
    for (RuleResult rule : result.rules()) {
      rules = rules.plus(rule.status(), 1);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Rules", Words.number(rules.total()) + ": " + Words.counts(rules));
    facts.putAll(Facts.of(result, Palette.PLAIN));
    return facts;
  }

  private void broken(List<RuleResult> rules) throws IOException {
    int told = 0;
    while (told < Math.min(MOST_TOLD, rules.size()) && !page.full()) {
      new RuleSection(page, level + 2).write(rules.get(told));
      told++;
    }
    List<RuleResult> others = rules.subList(told, rules.size());
    if (!others.isEmpty()) {
      page.table("More rules that did not pass", HEADS);
      list(others);
    }
  }

  private void passed(List<RuleResult> rules) throws IOException {
    if (!rules.isEmpty()) {
      page.tableOf(page.unfold(Words.counted(rules.size(), "rule") + " passed"), HEADS);
      list(rules);
      page.html.close();
    }
  }

  private void list(List<RuleResult> rules) throws IOException {
    int listed = 0;
    while (listed < Math.min(MOST_LISTED, rules.size()) && !page.full()) {
      RuleResult rule = rules.get(listed);
      page.html.open("tr").open("td");
      page.status(rule.status());
      page.html.close();
      page.cell(CheckWords.title(rule));
      page.value(CheckWords.columns(rule));
      page.cell(rule.severity().text());
      page.cell(Words.cut(CheckWords.found(rule) + CheckWords.proven(rule), Page.LONGEST_TEXT));
      page.html.close();
      listed++;
    }
    page.endTable();
    page.leftOut(rules.size() - (long) listed, "rule", "rules");
  }
}
