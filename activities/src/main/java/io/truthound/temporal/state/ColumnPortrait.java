package io.truthound.temporal.state;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.ColumnProfile.Distinct;
import io.truthound.temporal.result.ColumnProfile.Frequent;
import io.truthound.temporal.result.ColumnProfile.Histogram;
import io.truthound.temporal.result.ColumnProfile.Quantile;
import io.truthound.temporal.result.ColumnProfile.Quantiles;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what one column is like.
 *
 * @param needs the column
 * @param state what all rows say of it
 * @param highestHash the highest hash that was asked for
 */
record ColumnPortrait(ColumnNeeds needs, ColumnProfileState state, long highestHash) {
  private static final int MOST_FREQUENT = 10;
  private static final List<BigDecimal> QUANTILES =
      List.of(
          new BigDecimal("0.01"),
          new BigDecimal("0.05"),
          new BigDecimal("0.25"),
          new BigDecimal("0.5"),
          new BigDecimal("0.75"),
          new BigDecimal("0.95"),
          new BigDecimal("0.99"));

  /** What quantiles from buckets are shown with. */
  private static final MathContext ABOUT = new MathContext(4);

  ColumnProfile profile() {
    ColumnState values = state.values();
    Extremes extremes = values.extremes();
    return new ColumnProfile(
        needs.column(),
        needs.type(),
        values.values(),
        state.nulls(),
        state.inconvertible(),
        distinct(),
        extremes == null ? null : text(extremes.lowest()),
        extremes == null ? null : text(extremes.highest()),
        needs.type().numeric() ? numbers() : null,
        state.texts() == null ? null : text(state.texts()),
        quantiles(),
        histogram(),
        frequent(),
        false);
  }

  private DataType type() {
    return needs.type();
  }

  private Distinct distinct() {
    Distincts distincts = Objects.requireNonNull(state.values().distincts());
    boolean exact = distincts.exact(highestHash);
    return new Distinct(distincts.count(highestHash), exact, exact ? 0 : Distincts.RELATIVE_ERROR);
  }

  private ColumnProfile.Numbers numbers() {
    ColumnState values = state.values();
    return new ColumnProfile.Numbers(
        values.nan(), values.infinite(), mean(values, type()), deviation(values, type()));
  }

  private static @Nullable BigDecimal mean(ColumnState values, DataType type) {
    long count = values.finite();
    if (count == 0) {
      return null;
    }
    BigDecimal sum = Objects.requireNonNull(values.moments()).sum().number();
    BigDecimal mean = Numbers.quotient(sum, BigDecimal.valueOf(count));
    return new BigDecimal(Numbers.shownToSomeDigits(mean, type));
  }

  private static @Nullable BigDecimal deviation(ColumnState values, DataType type) {
    long count = values.finite();
    if (count < 2) {
      return null;
    }
    BigDecimal deviation = Variance.of(Objects.requireNonNull(values.moments()), count).deviation();
    return new BigDecimal(Numbers.shownToSomeDigits(deviation, type));
  }

  private static ColumnProfile.Text text(Texts texts) {
    ColumnState lengths = texts.lengths();
    Extremes extremes = lengths.extremes();
    Looks looks = texts.looks();
    return new ColumnProfile.Text(
        extremes == null ? null : length(extremes.lowest()),
        extremes == null ? null : length(extremes.highest()),
        mean(lengths, DataType.of(DataType.Kind.INT64)),
        looks.blank(),
        looks.emails(),
        looks.urls(),
        looks.numbers(),
        looks.dates(),
        looks.uuids());
  }

  private static long length(Place place) {
    return Objects.requireNonNull(place.number()).longValueExact();
  }

  private String text(Place place) {
    BigDecimal number = place.number();
    if (number == null) {
      return place.toString();
    }
    return type().temporal() ? Moment.text(number, type()) : Numbers.shown(number, type());
  }

  private String time(long value) {
    return Moment.text(BigDecimal.valueOf(value), type());
  }

  private @Nullable Quantiles quantiles() {
    if (state.times() != null && state.times().count() > 0) {
      return quantilesOfTimes(state.times());
    }
    Ranks ranks = state.values().ranks();
    return ranks == null || ranks.count() == 0 ? null : quantilesOfNumbers(ranks);
  }

  private Quantiles quantilesOfNumbers(Ranks ranks) {
    List<Quantile> quantiles = new ArrayList<>();
    for (BigDecimal q : QUANTILES) {
      Place place = ranks.quantile(q, type().scale());
      if (place != null) {
        quantiles.add(new Quantile(q, quantile(place, ranks.exact())));
      }
    }
    return new Quantiles(ranks.exact(), ranks.exact() ? null : "within 0.8 %", quantiles);
  }

  private String quantile(Place place, boolean exact) {
    BigDecimal number = place.number();
    if (number == null) {
      return place.toString();
    }
    return exact ? Numbers.shownToSomeDigits(number, type()) : Numbers.text(number.round(ABOUT));
  }

  /** Dates and times are not halved: a quantile is one of them, or the middle of its bucket. */
  private Quantiles quantilesOfTimes(Times times) {
    List<Quantile> quantiles = new ArrayList<>();
    BigDecimal last = BigDecimal.valueOf(times.count() - 1);
    for (BigDecimal q : QUANTILES) {
      long rank = q.multiply(last).longValue();
      quantiles.add(new Quantile(q, time(bounded(times.at(rank)))));
    }
    return new Quantiles(
        times.exact(), times.exact() ? null : "within " + width(times.bucketWidth()), quantiles);
  }

  private String width(long width) {
    if (type().kind() == DataType.Kind.DATE) {
      return width == 1 ? "1 day" : width + " days";
    }
    long seconds = width / 1_000_000;
    if (seconds < 1) {
      return width + " microseconds";
    }
    return seconds < 7_200 ? seconds + " seconds" : seconds / 3_600 + " hours";
  }

  /** The middle of the first and last bucket may lie beyond the values. */
  private long bounded(long value) {
    return Math.max(finite(true), Math.min(finite(false), value));
  }

  /** Returns the lowest or highest date or time that is not infinite. */
  private long finite(boolean lowest) {
    Times times = Objects.requireNonNull(state.times());
    Extremes extremes = Objects.requireNonNull(state.values().extremes());
    BigDecimal end = (lowest ? extremes.lowest() : extremes.highest()).number();
    SortedMap<Long, Long> values = times.values();
    return end != null ? end.longValueExact() : lowest ? values.firstKey() : values.lastKey();
  }

  private @Nullable Histogram histogram() {
    if (state.times() != null) {
      return state.times().count() == 0 ? null : histogramOfTimes(state.times());
    }
    if (state.texts() != null) {
      ColumnState lengths = state.texts().lengths();
      return Bins.of(lengths, DataType.of(DataType.Kind.INT64), Histogram.Of.LENGTHS);
    }
    return type().numeric() ? Bins.of(state.values(), type(), Histogram.Of.VALUES) : null;
  }

  private Histogram histogramOfTimes(Times times) {
    BigDecimal from = BigDecimal.valueOf(finite(true));
    BigDecimal to = BigDecimal.valueOf(finite(false));
    Bins bins = new Bins(from, to, type().kind() == DataType.Kind.DATE);
    times.values().forEach((value, count) -> bins.add(BigDecimal.valueOf(value), count));
    return new Histogram(
        Histogram.Of.VALUES,
        times.exact(),
        time(from.longValueExact()),
        time(to.longValueExact()),
        bins.counts());
  }

  private List<Frequent> frequent() {
    List<Counted> counted = new ArrayList<>();
    if (state.frequencies() != null) {
      state
          .frequencies()
          .values()
          .forEach(value -> counted.add(new Counted(shortened(value.text()), value.count())));
      counted.sort(Comparator.comparing(Counted::text));
    } else if (state.times() != null && state.times().exact()) {
      state
          .times()
          .values()
          .forEach((value, count) -> counted.add(new Counted(time(value), count)));
    } else if (state.values().ranks() != null) {
      state.values().ranks().each((place, count) -> counted.add(new Counted(text(place), count)));
    }
    // The sort is stable: of equally frequent values the lowest stands first.
    counted.sort(Comparator.comparingLong(Counted::count).reversed());
    return counted.stream()
        .limit(MOST_FREQUENT)
        .map(each -> new Frequent(each.text, each.count))
        .toList();
  }

  private record Counted(String text, long count) {}

  /** Cuts a long text as it is shown. */
  static String shortened(String text) {
    int length = text.codePointCount(0, text.length());
    return length <= Frequencies.LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Frequencies.LONGEST)) + "…";
  }
}
