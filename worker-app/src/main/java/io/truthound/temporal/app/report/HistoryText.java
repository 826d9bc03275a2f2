package io.truthound.temporal.app.report;

import io.truthound.temporal.contract.HistoryEntry;
import io.truthound.temporal.contract.HistoryRule;
import io.truthound.temporal.result.Status;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the last runs of a dataset for a person: a line for each, the newest last. */
public final class HistoryText {
  private static final int MOST_RULES = 20;
  private static final int LONGEST_STATUS = 9;

  private final RecentRuns history;
  private final Palette palette;
  private final StringBuilder text = new StringBuilder();

  private HistoryText(RecentRuns history, Palette palette) {
    this.history = history;
    this.palette = palette;
  }

  /** Returns the text, ending in a newline. */
  public static String of(RecentRuns history, Palette palette) {
    HistoryText text = new HistoryText(history, palette);
    text.write();
    return text.text.toString();
  }

  private void write() {
    text.append(palette.bold(Words.safe(history.dataset())))
        .append("  ")
        .append(Words.counted(history.runs().size(), "run"))
        .append(", the newest last\n\n");
    List<String> rows = history.rows().stream().map(Words::number).toList();
    int width = rows.stream().mapToInt(String::length).max().orElse(0);
    for (int run = 0; run < rows.size(); run++) {
      run(history.runs().get(run), " ".repeat(width - rows.get(run).length()) + rows.get(run));
    }
    text.append('\n');
    List<RuleHistory> rules = history.brokenRules();
    List<RuleHistory> shown = rules.subList(0, Math.min(MOST_RULES, rules.size()));
    int longest = shown.stream().mapToInt(rule -> rule.title().length()).max().orElse(0);
    line("Rows", longest, " ".repeat(rows.size()), counted(history.rows()));
    shown.forEach(rule -> line(rule.title(), longest, marks(rule), found(rule)));
    if (shown.size() < rules.size()) {
      text.append("and ")
          .append(Words.counted(rules.size() - (long) shown.size(), "more rule"))
          .append(" that did not pass; --format json has all\n");
    }
  }

  private void run(HistoryEntry run, String rows) {
    Status status = run.status();
    String marked = CheckText.padded(Palette.mark(status) + " " + status, LONGEST_STATUS);
    text.append(RecentRuns.time(run))
        .append("  ")
        .append(palette.of(status, marked))
        .append("  ")
        .append(rows)
        .append(" rows  ")
        .append(run.operation().word())
        .append(": chunks ")
        .append(Words.counts(run.chunks()))
        .append(run.verdicts().total() == 0 ? "" : "; rules " + Words.counts(run.verdicts()))
        .append('\n');
  }

  private void line(String what, int longest, String marks, String found) {
    text.append(palette.faint(CheckText.padded(what, Math.max(longest, "Rows".length()))))
        .append("  ")
        .append(marks)
        .append("  ")
        .append(found)
        .append('\n');
  }

  /** Says of each run what became of a rule; a blank where that is not known. */
  private static String marks(RuleHistory rule) {
    return rule.results().stream()
        .map(result -> result.map(each -> Palette.mark(each.status())).orElse(" "))
        .collect(Collectors.joining());
  }

  private static String found(RuleHistory rule) {
    HistoryRule latest = rule.latest();
    if (rule.failed().stream().allMatch(count -> count == 0)) {
      return latest.observed() == null
          ? ""
          : "observed " + Words.value(latest.observed()) + " the last time";
    }
    String share = Words.share(latest.failed(), latest.evaluated());
    return counted(rule.failed())
        + " failed"
        + (share.isEmpty() ? "" : ", " + share + " the last time");
  }

  private static String counted(List<Long> counts) {
    return Spark.of(counts) + "  " + RecentRuns.range(counts);
  }
}
