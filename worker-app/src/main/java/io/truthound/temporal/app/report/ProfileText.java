package io.truthound.temporal.app.report;

import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.ColumnProfile.Frequent;
import io.truthound.temporal.result.Correlation;
import io.truthound.temporal.result.ProfileResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a profile for a person: each column in a few lines, its distribution drawn in one. */
public final class ProfileText {
  private static final int MOST_FREQUENT = 5;

  private final Palette palette;
  private final StringBuilder text = new StringBuilder();

  private ProfileText(Palette palette) {
    this.palette = palette;
  }

  /** Returns the text, ending in a newline. */
  public static String of(FullProfile full, Where where, Palette palette) {
    ProfileText text = new ProfileText(palette);
    text.write(full, where);
    return text.text.toString();
  }

  private void write(FullProfile full, Where where) {
    ProfileResult result = full.result();
    head(result);
    result.columns().forEach(this::column);
    correlations(result.correlations());
    text.append(CheckText.errors(result.errors(), "Could not be read", palette));
    if (full.problem() != null) {
      text.append('\n').append(Words.safe(full.problem())).append('\n');
    }
    if (!where.lines().isEmpty()) {
      text.append('\n');
      where.lines().forEach(line -> text.append(palette.faint(line)).append('\n'));
    }
  }

  private void head(ProfileResult result) {
    String title = "Profile  " + Words.safe(result.dataset().name());
    text.append(palette.bold(title)).append("\n\n");
    Facts.of(result, palette).forEach(this::line);
  }

  private void line(String what, String value) {
    text.append(palette.faint(CheckText.padded(what, 11))).append(value).append('\n');
  }

  private void column(ColumnProfile column) {
    text.append('\n').append(palette.bold(Words.line(column.name()))).append("  ");
    text.append(palette.faint(column.type().text()))
        .append("  ")
        .append(ProfileWords.counts(column));
    text.append('\n');
    range(column);
    quantiles(column.quantiles());
    looks(ProfileWords.looks(column));
    frequent(ProfileWords.frequent(column, MOST_FREQUENT), column);
  }

  /** Draws the values between their ends, or the lengths of text. */
  private void range(ColumnProfile column) {
    ColumnProfile.Histogram histogram = column.histogram();
    if (histogram == null) {
      return;
    }
    boolean lengths = histogram.of() == ColumnProfile.Histogram.Of.LENGTHS;
    text.append("  ").append(lengths ? "length " : "");
    text.append(ProfileWords.from(column, histogram));
    if (histogram.counts().size() > 1) {
      text.append(" [").append(Spark.of(histogram.counts())).append("] ");
      text.append(ProfileWords.to(column, histogram));
    }
    String mean = ProfileWords.mean(column);
    text.append(mean.isEmpty() ? "" : ", " + mean).append('\n');
  }

  private void quantiles(ColumnProfile.@Nullable Quantiles quantiles) {
    if (quantiles == null) {
      return;
    }
    text.append("  ").append(ProfileWords.quartiles(quantiles));
    if (quantiles.error() != null) {
      text.append(palette.faint(" (" + quantiles.error() + ")"));
    }
    text.append('\n');
  }

  private void looks(String looks) {
    text.append(looks.isEmpty() ? "" : "  looks like " + looks + "\n");
  }

  private void frequent(List<Frequent> frequent, ColumnProfile column) {
    if (frequent.isEmpty()) {
      return;
    }
    List<String> parts = new ArrayList<>();
    for (Frequent value : frequent) {
      String shown = ProfileWords.shown(value, column);
      parts.add(shown + " " + Words.share(value.count(), column.values()));
    }
    long more = column.distinct().count() - parts.size();
    text.append("  most frequent: ").append(String.join(", ", parts));
    text.append(more > 0 ? palette.faint(", and " + Words.number(more) + " more") : "");
    text.append('\n');
  }

  private void correlations(List<Correlation> correlations) {
    if (correlations.isEmpty()) {
      return;
    }
    text.append('\n').append(palette.bold("Correlations")).append('\n');
    List<String> pairs =
        correlations.stream().map(pair -> Words.line(pair.a() + ", " + pair.b())).toList();
    int width = CheckText.width(pairs);
    for (int at = 0; at < pairs.size(); at++) {
      text.append("  ").append(CheckText.padded(pairs.get(at), width)).append("  ");
      text.append(ProfileWords.pearson(correlations.get(at)));
      text.append('\n');
    }
  }
}
