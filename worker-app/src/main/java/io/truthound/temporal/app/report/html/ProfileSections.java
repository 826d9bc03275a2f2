package io.truthound.temporal.app.report.html;

import io.truthound.temporal.app.report.Facts;
import io.truthound.temporal.app.report.FullProfile;
import io.truthound.temporal.app.report.Palette;
import io.truthound.temporal.app.report.ProfileWords;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.ColumnProfile.Frequent;
import io.truthound.temporal.result.Correlation;
import io.truthound.temporal.result.ProfileResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A profile: each column with its histogram, then how columns go together. */
record ProfileSections(Page page, int level) {
  private static final int MOST_COLUMNS = 300;
  private static final int MOST_PAIRS = 500;
  private static final int MOST_FREQUENT = 10;
  private static final Comparator<Correlation> STRONGEST_FIRST =
      Comparator.<Correlation, BigDecimal>comparing(
              pair -> pair.pearson() == null ? BigDecimal.ZERO : pair.pearson().abs())
          .reversed();

  /**
   * Writes it.
   *
   * @param name of its heading
   */
  void write(FullProfile profile, String name) throws IOException {
    ProfileResult result = profile.result();
    String title = "Profile: " + Words.cut(result.dataset().name(), Page.LONGEST_TEXT);
    page.heading(level, name).text(title).close();
    page.facts(Facts.of(result, Palette.PLAIN));
    page.problem(profile.problem());
    if (!result.columns().isEmpty()) {
      page.section(level + 1, "Columns");
      int told = 0;
      while (told < Math.min(MOST_COLUMNS, result.columns().size()) && !page.full()) {
        column(result.columns().get(told));
        told++;
      }
      page.leftOut(result.columns().size() - (long) told, "column", "columns");
      page.html.close();
    }
    correlations(result.correlations());
    page.errors(level + 1, result.errors(), "Could not be read");
    if (!result.errors().isEmpty() || result.skippedChunks() > 0) {
      new ChunkSection(page, level + 1).write(ChunkMap.known(result), List.of());
    }
  }

  private void column(ColumnProfile column) throws IOException {
    page.html.open("article");
    page.heading(level + 2, null).text(Words.line(column.name()) + " ");
    page.html.inline("span", "class", "faint").text(column.type().text()).close().close();
    page.html.element("p", ProfileWords.counts(column));
    if (column.histogram() != null) {
      new HistogramDrawing(page.html, column, column.histogram()).draw(page.name("histogram"));
    }
    Map<String, String> facts = facts(column);
    if (!facts.isEmpty()) {
      page.facts(facts);
    }
    frequent(column);
    page.html.close();
  }

  private static Map<String, String> facts(ColumnProfile column) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (column.min() != null && column.max() != null) {
      facts.put(
          "Range", ProfileWords.brief(column.min()) + " to " + ProfileWords.brief(column.max()));
    }
    String mean = ProfileWords.mean(column).replaceFirst("^mean ", "");
    put(facts, column.text() == null ? "Mean" : "Mean length", mean);
    ColumnProfile.Quantiles quantiles = column.quantiles();
    if (quantiles != null) {
      String error = quantiles.error() == null ? "" : " (" + quantiles.error() + ")";
      put(facts, "Quartiles", ProfileWords.quartiles(quantiles) + error);
    }
    put(facts, "Looks like", ProfileWords.looks(column));
    return facts;
  }

  private static void put(Map<String, String> facts, String what, String said) {
    if (!said.isEmpty()) {
      facts.put(what, said);
    }
  }

  private void frequent(ColumnProfile column) throws IOException {
    List<Frequent> frequent = ProfileWords.frequent(column, MOST_FREQUENT);
    if (frequent.isEmpty()) {
      return;
    }
    page.tableOf(
        page.unfold("Most frequent values"),
        List.of(Head.of("Value"), Head.ofNumbers("Rows"), Head.ofNumbers("Share")));
    for (Frequent value : frequent) {
      page.html.open("tr");
      page.value(ProfileWords.shown(value, column));
      page.number(Words.number(value.count()));
      page.number(Words.share(value.count(), column.values()));
      page.html.close();
    }
    page.endTable();
    page.html.close();
  }

  private void correlations(List<Correlation> correlations) throws IOException {
    if (correlations.isEmpty()) {
      return;
    }
    page.section(level + 1, "Correlations");
    page.table(
        "Pairs of columns, the strongest first",
        List.of(
            Head.of("Column"),
            Head.of("Column"),
            Head.ofNumbers("Pearson"),
            Head.ofNumbers("Rows")));
    for (Correlation pair :
        correlations.stream().sorted(STRONGEST_FIRST).limit(MOST_PAIRS).toList()) {
      page.html.open("tr");
      page.value(Words.line(pair.a()));
      page.value(Words.line(pair.b()));
      page.number(ProfileWords.pearson(pair));
      page.number(Words.number(pair.rows()));
      page.html.close();
    }
    page.endTable();
    page.leftOut(correlations.size() - (long) MOST_PAIRS, "pair", "pairs");
    page.html.close();
  }
}
