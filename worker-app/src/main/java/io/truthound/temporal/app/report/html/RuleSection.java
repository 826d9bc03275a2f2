package io.truthound.temporal.app.report.html;

import io.truthound.temporal.app.report.CheckWords;
import io.truthound.temporal.app.report.Importance;
import io.truthound.temporal.app.report.Samples;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.RuleResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule that did not pass: what it found, and its failing rows. */
record RuleSection(Page page, int level) {
  private static final int MOST_ROWS = 50;
  private static final int MOST_AT_ONCE = 5;
  private static final int MOST_COLUMNS = 12;

  void write(RuleResult rule) throws IOException {
    page.html.open("article", "class", Page.style(rule.status()).concat("-rule"));
    page.heading(level, null);
    page.status(rule.status());
    page.html.text(" " + CheckWords.title(rule) + " ");
    page.html.inline("code").text(CheckWords.columns(rule)).close().close();
    page.html.element("p", found(rule));
    share(rule);
    List<FailingRow> rows = rule.samples().subList(0, Math.min(MOST_ROWS, rule.samples().size()));
    if (!rows.isEmpty()) {
      int first = rows.size() <= MOST_AT_ONCE + 1 ? rows.size() : MOST_AT_ONCE;
      page.table(caption(rule, rows), heads(rows));
      rows(rows.subList(0, first), rows);
      if (first < rows.size()) {
        String more = page.unfold(Words.counted(rows.size() - (long) first, "more row"));
        page.tableOf(more, heads(rows));
        rows(rows.subList(first, rows.size()), rows);
        page.html.close();
      }
    }
    page.html.close();
  }

  private static String found(RuleResult rule) {
    List<String> parts = new ArrayList<>();
    parts.add(Words.cut(CheckWords.found(rule) + CheckWords.proven(rule), Page.LONGEST_TEXT));
    parts.add("severity " + rule.severity().text());
    if (rule.name() != null) {
      parts.add("rule " + rule.type());
    }
    if (rule.mostly() != null && rule.mostly().compareTo(BigDecimal.ONE) < 0) {
      parts.add("at least " + percent(rule.mostly()) + " of rows must pass");
    }
    return String.join(" · ", parts);
  }

  private static String percent(BigDecimal share) {
    return share.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  private void share(RuleResult rule) throws IOException {
    if (rule.tally().failed() > 0) {
      String width =
          String.format(Locale.ROOT, "%.2f", Math.max(1, Importance.failureRate(rule) * 100));
      page.html.open(
          "svg",
          "class",
          "share",
          "viewBox",
          "0 0 100 4",
          "preserveAspectRatio",
          "none",
          "aria-hidden",
          "true");
      page.html.empty("rect", "width", width, "height", "4").close();
    }
  }

  private static List<Head> heads(List<FailingRow> all) {
    List<Head> heads = new ArrayList<>(List.of(Head.ofNumbers("Row")));
    values(all).forEach(column -> heads.add(Head.of(Words.line(column))));
    keys(all).forEach(column -> heads.add(Head.of("key " + Words.line(column))));
    if (!Samples.oneSource(all)) {
      heads.add(Head.of("Source"));
    }
    return heads;
  }

  private void rows(List<FailingRow> rows, List<FailingRow> all) throws IOException {
    for (FailingRow row : rows) {
      page.html.open("tr");
      page.number(Words.number(row.row()));
      cells(values(all), row.values());
      cells(keys(all), row.key());
      if (!Samples.oneSource(all)) {
        page.value(Words.cut(row.source(), Page.LONGEST_TEXT));
      }
      page.html.close();
    }
    page.endTable();
  }

  private static List<String> values(List<FailingRow> rows) {
    return columns(Samples.columns(rows, FailingRow::values));
  }

  private static List<String> keys(List<FailingRow> rows) {
    return columns(Samples.columns(rows, FailingRow::key));
  }

  private static List<String> columns(Set<String> columns) {
    return columns.stream().limit(MOST_COLUMNS).toList();
  }

  private static String caption(RuleResult rule, List<FailingRow> rows) {
    String all = Words.counted(rule.tally().failed(), "failing row");
    String shown =
        rows.size() < rule.tally().failed()
            ? "The first " + Words.number(rows.size()) + " of " + all
            : all;
    String where = Words.cut(rows.get(0).source(), Page.LONGEST_TEXT);
    return shown + (Samples.oneSource(rows) ? ", in " + where : "");
  }

  private void cells(List<String> columns, Map<String, @Nullable Object> data) throws IOException {
    for (String column : columns) {
      page.value(data.containsKey(column) ? Samples.text(data.get(column)) : "");
    }
  }
}
