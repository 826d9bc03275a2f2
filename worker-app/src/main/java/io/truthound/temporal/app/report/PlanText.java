package io.truthound.temporal.app.report;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.dataset.OwnColumn;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.ProvenRule;
import io.truthound.temporal.result.AutomaticRules;
import io.truthound.temporal.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Writes a plan for a person: what would be read, with which rules, in how many pieces. */
public final class PlanText {
  private static final int MOST_SOURCES = 10;

  private final PlanView view;
  private final Palette palette;
  private final StringBuilder text = new StringBuilder();

  private PlanText(PlanView view, Palette palette) {
    this.view = view;
    this.palette = palette;
  }

  /** Returns the text, ending in a newline. */
  public static String of(PlanView view, Palette palette) {
    PlanText text = new PlanText(view, palette);
    text.work();
    text.sources();
    text.columns();
    text.rules();
    return text.text.toString();
  }

  private void work() {
    BatchPlan plan = view.plan();
    DatasetSummary dataset = view.result().dataset();
    text.append(palette.bold("Plan  " + Words.safe(dataset.name()))).append("\n\n");
    line(
        "Rows",
        Words.number(dataset.rows())
            + " in "
            + Words.counted(
                dataset.sources(), plan.format().name().toLowerCase(Locale.ROOT) + " file")
            + ", "
            + Words.bytes(dataset.bytes())
            + " (to read: "
            + Words.bytes(view.bytesToRead())
            + ")");
    if (plan.reading() != null) {
      line("Text", Words.safe(ReadingWords.of(plan.reading())));
    }
    line("Chunks", Words.number(view.result().chunks()) + chunkSize(plan));
    line("Slices", Words.number(view.result().slices()));
    line("Strategy", Words.safe(plan.strategyReason()));
    line("Activities", Words.number(view.result().activities()));
    line("Engine", Words.safe(plan.engine()));
  }

  private static String chunkSize(BatchPlan plan) {
    return plan.chunkSize() == Long.MAX_VALUE
        ? " (one a file)"
        : " of up to " + Words.counted(plan.chunkSize(), "row");
  }

  private void line(String what, String value) {
    text.append(palette.faint(CheckText.padded(what, 12))).append(value).append('\n');
  }

  private void sources() {
    heading("Sources");
    List<Source> shown = view.sources().subList(0, Math.min(MOST_SOURCES, view.sources().size()));
    List<String> rows = shown.stream().map(source -> Words.number(source.rows())).toList();
    int width = CheckText.width(rows);
    for (int index = 0; index < shown.size(); index++) {
      text.append("  ").append(" ".repeat(width - rows.get(index).length()));
      text.append(rows.get(index)).append(" rows  ");
      text.append(Words.safe(shown.get(index).uri())).append('\n');
      own(shown.get(index), width);
    }
    long more = view.result().dataset().sources() - shown.size();
    if (more > 0) {
      text.append(palette.faint("  and " + Words.number(more) + " more")).append('\n');
    }
  }

  /** Says what a source has otherwise than the columns below. */
  private void own(Source source, int width) {
    for (OwnColumn column : source.own()) {
      String name = Words.line(column.name());
      String has =
          column.value() != null
              ? name + " = " + Words.line(column.value())
              : column.type() == null ? "no " + name : name + " is " + column.type().text();
      text.append(" ".repeat(width + "   rows  ".length())).append(palette.faint(has)).append('\n');
    }
  }

  private void columns() {
    heading("Columns");
    List<Column> columns = view.plan().columns();
    int width = CheckText.width(columns.stream().map(column -> Words.line(column.name())).toList());
    for (Column column : columns) {
      text.append("  ").append(CheckText.padded(Words.line(column.name()), width)).append("  ");
      text.append(column.type().text()).append(column.nullable() ? "" : " not null").append('\n');
    }
  }

  private void rules() {
    heading("Rules");
    List<Rule> rules = view.plan().rules();
    for (int index = 0; index < rules.size(); index++) {
      Rule rule = AutomaticRules.shown(rules.get(index), view.plan().sampleValues());
      String form = new String(ArtifactJson.write(rule), StandardCharsets.UTF_8);
      text.append("  ").append(index).append("  ").append(Words.safe(form)).append('\n');
      decided(index);
    }
  }

  private void decided(int rule) {
    for (DecidedRule decided : view.plan().decided()) {
      if (decided.rule() == rule) {
        String status = Palette.mark(decided.status()) + " " + decided.status();
        text.append("     ").append(palette.of(decided.status(), status)).append(": ");
        text.append(Words.safe(decided.message())).append('\n');
      }
    }
    for (ProvenRule proven : view.plan().proven()) {
      if (proven.rule() == rule) {
        text.append(palette.faint("     passed by statistics: ")).append(rows(proven)).append('\n');
      }
    }
  }

  private String rows(ProvenRule proven) {
    return Words.number(proven.rows())
        + " of "
        + Words.counted(view.result().dataset().rows(), "row");
  }

  private void heading(String title) {
    text.append('\n').append(palette.bold(title)).append('\n');
  }
}
