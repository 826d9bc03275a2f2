package io.truthound.temporal.app.report.markdown;

import io.truthound.temporal.app.report.Facts;
import io.truthound.temporal.app.report.LearnWords;
import io.truthound.temporal.app.report.Palette;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.LearnedColumn;
import io.truthound.temporal.result.LearnedRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the answer of a learn: each column, and the rules that it keeps. */
record LearnMarkdown(Markdown markdown, int level) {
  private static final int MOST_RULES = 500;

  void write(LearnResult result, @Nullable String problem) {
    String name = Markdown.code(result.dataset().name());
    markdown.block(OutcomeMarkdown.heading(level, "Learned: " + name));
    OutcomeMarkdown.facts(markdown, Facts.of(result, Palette.PLAIN));
    List<List<String>> rows = rows(result);
    if (!rows.isEmpty()) {
      markdown.table(
          List.of("Column", "Type", "Rule", "Says", "Confidence"), rows, MOST_RULES, "line");
    }
    OutcomeMarkdown.errors(markdown, result.errors(), "Could not be read");
    OutcomeMarkdown.problem(markdown, problem);
  }

  private static List<List<String>> rows(LearnResult result) {
    Map<String, List<LearnedRule>> rules = LearnWords.byColumn(result.rules());
    List<List<String>> rows = new ArrayList<>();
    for (LearnedColumn column : result.schema().columns()) {
      List<String> head = head(column);
      List<LearnedRule> own = rules.getOrDefault(column.name(), List.of());
      if (own.isEmpty()) {
        rows.add(List.of(head.get(0), head.get(1), "", "", ""));
      }
      for (LearnedRule rule : own) {
        rows.add(
            List.of(
                head.get(0),
                head.get(1),
                Markdown.code(rule.rule().type()),
                Markdown.text(LearnWords.said(rule.rule())),
                LearnWords.percent(rule.confidence())));
        head = List.of("", "");
      }
    }
    return rows;
  }

  private static List<String> head(LearnedColumn column) {
    String nulls = LearnWords.nulls(column);
    String type = LearnWords.type(column) + (nulls.isEmpty() ? "" : ", " + nulls);
    return List.of(Markdown.code(Words.line(column.name())), Markdown.text(type));
  }
}
