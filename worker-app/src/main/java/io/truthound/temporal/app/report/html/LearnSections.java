package io.truthound.temporal.app.report.html;

import io.truthound.temporal.app.report.Facts;
import io.truthound.temporal.app.report.LearnWords;
import io.truthound.temporal.app.report.Palette;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.LearnedColumn;
import io.truthound.temporal.result.LearnedRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer of a learn: each column, and the rules that it keeps. */
record LearnSections(Page page, int level) {
  private static final int MOST_COLUMNS = 1_000;

  /**
   * Writes it.
   *
   * @param problem what is missing and why, or null
   * @param name of its heading
   */
  void write(LearnResult result, @Nullable String problem, String name) throws IOException {
    String title = "Learned: " + Words.cut(result.dataset().name(), Page.LONGEST_TEXT);
    page.heading(level, name).text(title).close();
    page.facts(Facts.of(result, Palette.PLAIN));
    page.problem(problem);
    List<LearnedColumn> columns = result.schema().columns();
    if (!columns.isEmpty()) {
      page.section(level + 1, "Columns and their rules");
      columns(columns, LearnWords.byColumn(result.rules()));
      page.html.close();
    }
    page.errors(level + 1, result.errors(), "Could not be read");
    if (!result.errors().isEmpty() || result.skippedChunks() > 0) {
      new ChunkSection(page, level + 1).write(ChunkMap.known(result), List.of());
    }
  }

  private void columns(List<LearnedColumn> columns, Map<String, List<LearnedRule>> rules)
      throws IOException {
    List<Head> heads = new ArrayList<>(Head.all("Column", "Type", "Rule", "Says"));
    heads.add(Head.ofNumbers("Confidence"));
    page.table("Rules that all rows keep", heads);
    int told = 0;
    while (told < Math.min(MOST_COLUMNS, columns.size()) && !page.full()) {
      LearnedColumn column = columns.get(told);
      column(column, rules.getOrDefault(column.name(), List.of()));
      told++;
    }
    page.endTable();
    page.leftOut(columns.size() - (long) told, "column", "columns");
  }

  private void column(LearnedColumn column, List<LearnedRule> rules) throws IOException {
    String rows = String.valueOf(Math.max(1, rules.size()));
    String nulls = LearnWords.nulls(column);
    page.html.open("tr");
    page.html.element(
        "th", Words.line(column.name()), "scope", "row", "rowspan", rows, "class", "value");
    String type = LearnWords.type(column) + (nulls.isEmpty() ? "" : ", " + nulls);
    page.html.element("td", type, "rowspan", rows);
    if (rules.isEmpty()) {
      page.html.element("td", "none", "colspan", "3").close();
    }
    for (int at = 0; at < rules.size(); at++) {
      if (at > 0) {
        page.html.open("tr");
      }
      LearnedRule rule = rules.get(at);
      page.cell(rule.rule().type());
      page.value(LearnWords.said(rule.rule()));
      page.number(LearnWords.percent(rule.confidence()));
      page.html.close();
    }
  }
}
