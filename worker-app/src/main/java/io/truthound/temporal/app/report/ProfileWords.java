package io.truthound.temporal.app.report;

import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.ColumnProfile.Frequent;
import io.truthound.temporal.result.ColumnProfile.Histogram;
import io.truthound.temporal.result.ColumnProfile.Quantile;
import io.truthound.temporal.result.Correlation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is said of a profile's columns to a person, on one line each. */
public final class ProfileWords {
  private static final MathContext BRIEF = new MathContext(6);
  private static final BigDecimal MEDIAN = new BigDecimal("0.5");
  private static final List<BigDecimal> QUARTILES =
      List.of(new BigDecimal("0.25"), MEDIAN, new BigDecimal("0.75"));

  private ProfileWords() {}

  /** Says how many values, nulls and distinct values there are. */
  public static String counts(ColumnProfile column) {
    List<String> parts = new ArrayList<>();
    parts.add(Words.counted(column.values(), "value"));
    if (column.nulls() > 0) {
      parts.add(Words.counted(column.nulls(), "null") + share(column.nulls(), column.rows()));
    }
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
    parts.add(distinct(column.distinct()) + " distinct" + error(column.distinct()));
    return String.join(", ", parts);
  }

  /** Says {@code 12} or {@code about 1,200,000}. */
  public static String distinct(ColumnProfile.Distinct distinct) {
    return (distinct.exact() ? "" : "about ") + Words.number(distinct.count());
  }

  private static String error(ColumnProfile.Distinct distinct) {
    return distinct.exact()
        ? ""
        : String.format(Locale.ROOT, " (± %.1f %%)", distinct.error() * 100);
  }

  private static String share(long count, long all) {
    String share = Words.share(count, all);
    return share.isEmpty() ? "" : " (" + share + ")";
  }

  /** Returns the lowest value of a histogram, or of the column where that is a finite one. */
  public static String from(ColumnProfile column, Histogram histogram) {
    return brief(end(histogram, column.min(), histogram.from()));
  }

  /** Returns the highest value; else as {@link #from}. */
  public static String to(ColumnProfile column, Histogram histogram) {
    return brief(end(histogram, column.max(), histogram.to()));
  }

  private static String end(Histogram histogram, @Nullable String end, String finite) {
    boolean own = histogram.of() == Histogram.Of.VALUES && end != null;
    return own && end != null && !end.endsWith("Infinity") ? end : finite;
  }

  /** Says mean and standard deviation of numbers, or the mean length of text; or nothing. */
  public static String mean(ColumnProfile column) {
    BigDecimal mean =
        column.numbers() != null
            ? column.numbers().mean()
            : column.text() == null ? null : column.text().meanLength();
    BigDecimal std = column.numbers() == null ? null : column.numbers().std();
    List<String> parts = new ArrayList<>();
    if (mean != null) {
      parts.add("mean " + brief(mean));
    }
    if (std != null) {
      parts.add("std " + brief(std));
    }
    return String.join(", ", parts);
  }

  /** Says {@code 25 % 3, median 5, 75 % 8}. */
  public static String quartiles(ColumnProfile.Quantiles quantiles) {
    List<String> parts = new ArrayList<>();
    for (Quantile quantile : quantiles.values()) {
      if (QUARTILES.stream().anyMatch(q -> q.compareTo(quantile.q()) == 0)) {
        String name =
            quantile.q().compareTo(MEDIAN) == 0
                ? "median"
                : ProfileJson.percent(quantile.q()).replace("%", " %");
        parts.add(name + " " + brief(quantile.value()));
      }
    }
    return String.join(", ", parts);
  }

  /** Says what text looks like; empty where it looks like nothing. */
  public static String looks(ColumnProfile column) {
    ColumnProfile.Text looks = column.text();
    List<String> parts = new ArrayList<>();
    if (looks != null) {
      look(parts, looks.blank(), "blank", column.values());
      look(parts, looks.emails(), "e-mail", column.values());
      look(parts, looks.urls(), "URL", column.values());
      look(parts, looks.numbers(), "number", column.values());
      look(parts, looks.dates(), "date", column.values());
      look(parts, looks.uuids(), "UUID", column.values());
    }
    return String.join(", ", parts);
  }

  private static void look(List<String> parts, long count, String what, long all) {
    if (count > 0) {
      parts.add(what + " " + Words.share(count, all));
    }
  }

  /** Returns the first of the most frequent values; none where each stands there but once. */
  public static List<Frequent> frequent(ColumnProfile column, int most) {
    List<Frequent> frequent = column.frequent();
    boolean once = frequent.size() > 1 && frequent.get(0).count() == 1;
    return once ? List.of() : frequent.subList(0, Math.min(most, frequent.size()));
  }

  /** Shows a frequent value on one line. */
  public static String shown(Frequent frequent, ColumnProfile column) {
    return column.type().textual() ? Words.value(frequent.value()) : Words.line(frequent.value());
  }

  /** Says {@code +0.9312}. */
  public static String pearson(Correlation correlation) {
    BigDecimal pearson = correlation.pearson();
    return pearson == null
        ? "none: one does not vary"
        : String.format(Locale.ROOT, "%+.4f", pearson);
  }

  /** Shows numbers with few digits; dates and times as they are. */
  public static String brief(String value) {
    try {
      return brief(new BigDecimal(value));
    } catch (NumberFormatException notANumber) {
      return Words.line(value);
    }
  }

  /** Shows a number with few digits. */
  public static String brief(BigDecimal number) {
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
