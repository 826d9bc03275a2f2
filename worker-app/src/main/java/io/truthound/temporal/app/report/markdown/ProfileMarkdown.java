package io.truthound.temporal.app.report.markdown;

import io.truthound.temporal.app.report.Facts;
import io.truthound.temporal.app.report.FullProfile;
import io.truthound.temporal.app.report.Palette;
import io.truthound.temporal.app.report.ProfileWords;
import io.truthound.temporal.app.report.Spark;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.ColumnProfile.Histogram;
import io.truthound.temporal.result.Correlation;
import io.truthound.temporal.result.ProfileResult;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a profile: a table of its columns, then how they go together. */
record ProfileMarkdown(Markdown markdown, int level) {
  private static final int MOST_COLUMNS = 300;
  private static final int MOST_PAIRS = 100;
  private static final int MOST_FREQUENT = 3;

  /** A blank that pages do not take together with the next. */
  private static final char NO_BREAK = '\u00a0';

  void write(FullProfile profile) {
    ProfileResult result = profile.result();
    String name = Markdown.code(result.dataset().name());
    markdown.block(OutcomeMarkdown.heading(level, "Profile: " + name));
    OutcomeMarkdown.facts(markdown, Facts.of(result, Palette.PLAIN));
    if (!result.columns().isEmpty()) {
      markdown.table(
          List.of("Column", "Type", "Values", "Range", "Distribution", "Most frequent"),
          result.columns().stream().map(ProfileMarkdown::cells).toList(),
          MOST_COLUMNS,
          "column");
    }
    correlations(result.correlations());
    OutcomeMarkdown.errors(markdown, result.errors(), "Could not be read");
    OutcomeMarkdown.problem(markdown, profile.problem());
  }

  private static List<String> cells(ColumnProfile column) {
    Histogram histogram = column.histogram();
    return List.of(
        Markdown.code(Words.line(column.name())),
        Markdown.text(column.type().text()),
        Markdown.text(ProfileWords.counts(column)),
        histogram == null ? "" : range(column, histogram),
        histogram == null || histogram.counts().size() < 2
            ? ""
            : "`" + Spark.of(histogram.counts()).replace(' ', NO_BREAK) + "`",
        frequent(column));
  }

  private static String range(ColumnProfile column, Histogram histogram) {
    String from = ProfileWords.from(column, histogram);
    String to = ProfileWords.to(column, histogram);
    String range = from.equals(to) ? from : from + " to " + to;
    String mean = ProfileWords.mean(column);
    return Markdown.text(
        (histogram.of() == Histogram.Of.LENGTHS ? "length " : "")
            + range
            + (mean.isEmpty() ? "" : ", " + mean));
  }

  private static String frequent(ColumnProfile column) {
    return ProfileWords.frequent(column, MOST_FREQUENT).stream()
        .map(
            value ->
                Markdown.code(ProfileWords.shown(value, column))
                    + " "
                    + Words.share(value.count(), column.values()))
        .collect(Collectors.joining(", "));
  }

  private void correlations(List<Correlation> correlations) {
    if (!correlations.isEmpty() && markdown.block("**Correlations**")) {
      List<List<String>> rows =
          correlations.stream()
              .map(
                  pair ->
                      List.of(
                          Markdown.code(Words.line(pair.a())),
                          Markdown.code(Words.line(pair.b())),
                          ProfileWords.pearson(pair)))
              .toList();
      markdown.table(List.of("Column", "Column", "Pearson"), rows, MOST_PAIRS, "pair");
    }
  }
}
