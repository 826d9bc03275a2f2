package io.truthound.temporal.app.report;

import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.LearnedColumn;
import io.truthound.temporal.result.LearnedRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the answer of a learn for a person: each column, and the rules that it keeps. */
public final class LearnText {
  private final Palette palette;
  private final StringBuilder text = new StringBuilder();

  private LearnText(Palette palette) {
    this.palette = palette;
  }

  /**
   * Returns the text, ending in a newline.
   *
   * @param problem what is missing and why, or null
   */
  public static String of(
      LearnResult result, @Nullable String problem, Where where, Palette palette) {
    LearnText text = new LearnText(palette);
    text.write(result, problem, where);
    return text.text.toString();
  }

  /** Says what a report of an answer lacks, for a person; null where it is whole. */
  public static @Nullable String problem(LearnResult result) {
    return result.abridged() ? "Not all that was learned is shown" : null;
  }

  private void write(LearnResult result, @Nullable String problem, Where where) {
    head(result);
    Map<String, List<LearnedRule>> rules = LearnWords.byColumn(result.rules());
    for (LearnedColumn column : result.schema().columns()) {
      column(column, rules.getOrDefault(column.name(), List.of()));
    }
    text.append(CheckText.errors(result.errors(), "Could not be read", palette));
    if (problem != null) {
      text.append('\n').append(Words.safe(problem)).append('\n');
    }
    if (!where.lines().isEmpty()) {
      text.append('\n');
      where.lines().forEach(line -> text.append(palette.faint(line)).append('\n'));
    }
  }

  private void head(LearnResult result) {
    String title = "Learned  " + Words.safe(result.dataset().name());
    text.append(palette.bold(title)).append("\n\n");
    Facts.of(result, palette).forEach(this::line);
  }

  private void line(String what, String value) {
    text.append(palette.faint(CheckText.padded(what, 11))).append(value).append('\n');
  }

  private void column(LearnedColumn column, List<LearnedRule> own) {
    text.append('\n').append(palette.bold(Words.line(column.name()))).append("  ");
    text.append(palette.faint(LearnWords.type(column)));
    String nulls = LearnWords.nulls(column);
    text.append(nulls.isEmpty() ? "" : "  " + nulls).append('\n');
    List<String> types = own.stream().map(rule -> rule.rule().type()).toList();
    int width = CheckText.width(types);
    for (LearnedRule rule : own) {
      String confidence = LearnWords.percent(rule.confidence());
      text.append(" ".repeat(Math.max(0, 10 - confidence.length())))
          .append(palette.faint(confidence))
          .append("  ");
      String said = LearnWords.said(rule.rule());
      text.append(said.isEmpty() ? rule.rule().type() : padded(rule, width) + "  " + said);
      text.append('\n');
    }
  }

  private static String padded(LearnedRule rule, int width) {
    return CheckText.padded(rule.rule().type(), width);
  }
}
