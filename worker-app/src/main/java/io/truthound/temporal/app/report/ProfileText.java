package io.truthound.temporal.app.report;

import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.ColumnProfile.Frequent;
import io.truthound.temporal.result.ColumnProfile.Quantile;
import io.truthound.temporal.result.Correlation;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.Status;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a profile for a person: each column in a few lines, its distribution drawn in one. */
public final class ProfileText {
  private static final int MOST_FREQUENT = 5;
  private static final MathContext BRIEF = new MathContext(6);
  private static final List<BigDecimal> QUARTILES =
      List.of(new BigDecimal("0.25"), new BigDecimal("0.5"), new BigDecimal("0.75"));

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
    line("Rows", rows(result));
    line("Time", Words.seconds(result.duration()));
    if (result.reusedSlices() > 0) {
      line("Reused", Words.counted(result.reusedSlices(), "slice") + " of the batch before");
    }
    if (result.malformed() > 0) {
      line("Malformed", Words.counted(result.malformed(), "record") + " in no column");
    }
    if (result.ended() != Ended.COMPLETED) {
      String reason = result.failureMessage();
      line("Ended", result.ended().text() + (reason == null ? "" : ": " + Words.safe(reason)));
    }
  }

  private String rows(ProfileResult result) {
    String all =
        Words.number(result.dataset().rows())
            + " in "
            + Words.counted(result.dataset().sources(), "file")
            + ", "
            + Words.bytes(result.dataset().bytes());
    return result.succeeded()
        ? all
        : all
            + palette.of(
                Status.ERROR, "; " + Words.number(result.rows()) + " of them are told of here");
  }

  private void line(String what, String value) {
    text.append(palette.faint(CheckText.padded(what, 11))).append(value).append('\n');
  }

  private void column(ColumnProfile column) {
    text.append('\n').append(palette.bold(Words.line(column.name()))).append("  ");
    text.append(palette.faint(column.type().text())).append("  ").append(counts(column));
    text.append('\n');
    range(column);
    quantiles(column);
    looks(column);
    frequent(column.frequent(), column);
  }

  private static String counts(ColumnProfile column) {
    List<String> parts = new ArrayList<>();
    parts.add(Words.counted(column.values(), "value"));
    add(parts, column.nulls(), "null", column.rows());
    if (column.inconvertible() > 0) {
      parts.add(
          Words.number(column.inconvertible())
              + " not a value of the type"
              + share(column.inconvertible(), column.rows()));
    }
    if (column.numbers() != null) {
      if (column.numbers().nan() > 0) {
        parts.add(Words.number(column.numbers().nan()) + " NaN");
      }
      if (column.numbers().infinite() > 0) {
        parts.add(Words.number(column.numbers().infinite()) + " infinite");
      }
    }
    ColumnProfile.Distinct distinct = column.distinct();
    parts.add(
        distinct.exact()
            ? Words.number(distinct.count()) + " distinct"
            : "about " + Words.number(distinct.count()) + " distinct (± " + error(distinct) + ")");
    return String.join(", ", parts);
  }

  private static String error(ColumnProfile.Distinct distinct) {
    return String.format(Locale.ROOT, "%.1f %%", distinct.error() * 100);
  }

  private static void add(List<String> parts, long count, String noun, long all) {
    if (count > 0) {
      parts.add(Words.counted(count, noun) + share(count, all));
    }
  }

  private static String share(long count, long all) {
    String share = Words.share(count, all);
    return share.isEmpty() ? "" : " (" + share + ")";
  }

  /** Draws the values between their ends, or the lengths of text. */
  private void range(ColumnProfile column) {
    ColumnProfile.Histogram histogram = column.histogram();
    if (histogram == null) {
      return;
    }
    boolean lengths = histogram.of() == ColumnProfile.Histogram.Of.LENGTHS;
    text.append("  ").append(lengths ? "length " : "");
    text.append(brief(lengths ? histogram.from() : end(column.min(), histogram.from())));
    if (histogram.counts().size() > 1) {
      text.append(" [").append(Spark.of(histogram.counts())).append("] ");
      text.append(brief(lengths ? histogram.to() : end(column.max(), histogram.to())));
    }
    BigDecimal mean =
        column.numbers() != null
            ? column.numbers().mean()
            : column.text() == null ? null : column.text().meanLength();
    if (mean != null) {
      text.append(", mean ").append(brief(mean));
    }
    if (column.numbers() != null && column.numbers().std() != null) {
      text.append(", std ").append(brief(column.numbers().std()));
    }
    text.append('\n');
  }

  private static String end(@Nullable String end, String finite) {
    return end == null || end.endsWith("Infinity") ? finite : end;
  }

  private void quantiles(ColumnProfile column) {
    ColumnProfile.Quantiles quantiles = column.quantiles();
    if (quantiles == null) {
      return;
    }
    List<String> parts = new ArrayList<>();
    for (Quantile quantile : quantiles.values()) {
      if (QUARTILES.stream().anyMatch(q -> q.compareTo(quantile.q()) == 0)) {
        String name =
            quantile.q().compareTo(QUARTILES.get(1)) == 0
                ? "median"
                : ProfileJson.percent(quantile.q()).replace("%", " %");
        parts.add(name + " " + brief(quantile.value()));
      }
    }
    text.append("  ").append(String.join(", ", parts));
    if (quantiles.error() != null) {
      text.append(palette.faint(" (" + quantiles.error() + ")"));
    }
    text.append('\n');
  }

  private void looks(ColumnProfile column) {
    ColumnProfile.Text looks = column.text();
    if (looks == null) {
      return;
    }
    List<String> parts = new ArrayList<>();
    look(parts, looks.blank(), "blank", column.values());
    look(parts, looks.emails(), "e-mail", column.values());
    look(parts, looks.urls(), "URL", column.values());
    look(parts, looks.numbers(), "number", column.values());
    look(parts, looks.dates(), "date", column.values());
    look(parts, looks.uuids(), "UUID", column.values());
    if (!parts.isEmpty()) {
      text.append("  looks like ").append(String.join(", ", parts)).append('\n');
    }
  }

  private static void look(List<String> parts, long count, String what, long all) {
    if (count > 0) {
      parts.add(what + " " + Words.share(count, all));
    }
  }

  private void frequent(List<Frequent> frequent, ColumnProfile column) {
    if (frequent.isEmpty() || (frequent.size() > 1 && frequent.get(0).count() == 1)) {
      return;
    }
    List<String> parts = new ArrayList<>();
    for (Frequent value : frequent.subList(0, Math.min(MOST_FREQUENT, frequent.size()))) {
      String shown = column.type().textual() ? Words.value(value.value()) : value.value();
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
      BigDecimal pearson = correlations.get(at).pearson();
      text.append("  ").append(CheckText.padded(pairs.get(at), width)).append("  ");
      text.append(
          pearson == null
              ? "none: one does not vary"
              : String.format(Locale.ROOT, "%+.4f", pearson));
      text.append('\n');
    }
  }

  /** Shows numbers with few digits; dates and times as they are. */
  private static String brief(String value) {
    try {
      return brief(new BigDecimal(value));
    } catch (NumberFormatException notANumber) {
      return Words.line(value);
    }
  }

  private static String brief(BigDecimal number) {
    boolean whole = number.stripTrailingZeros().scale() <= 0 && number.precision() < 19;
    if (whole && number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0) {
      return Words.number(number.longValueExact());
    }
    BigDecimal rounded = number.round(BRIEF).stripTrailingZeros();
    return rounded.scale() > 12 || rounded.scale() < -6
        ? rounded.toString()
        : rounded.toPlainString();
  }
}
