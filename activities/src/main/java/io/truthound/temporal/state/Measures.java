package io.truthound.temporal.state;

import io.truthound.temporal.config.Showing;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.merge.Judge;
import io.truthound.temporal.merge.MeasuredRule;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.AggregateRule;
import io.truthound.temporal.rule.DistinctCount;
import io.truthound.temporal.rule.Freshness;
import io.truthound.temporal.rule.Max;
import io.truthound.temporal.rule.Mean;
import io.truthound.temporal.rule.Median;
import io.truthound.temporal.rule.Min;
import io.truthound.temporal.rule.ProfileDistance;
import io.truthound.temporal.rule.Quantile;
import io.truthound.temporal.rule.Std;
import io.truthound.temporal.rule.Sum;
import io.truthound.temporal.rule.TypedLiteral;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Judges rules that measure a column, by what all its rows say. Exact. */
final class Measures implements AggregateRule.Visitor<MeasuredRule> {
  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** The digits that are shown of what is known within 0.8 %. */
  private static final MathContext ABOUT = new MathContext(4);

  private final int index;
  private final ColumnState state;
  private final DataType type;
  private final Instant begun;
  private final Showing showing;

  private Measures(int index, ColumnState state, DataType type, Instant begun, Showing showing) {
    this.index = index;
    this.state = state;
    this.type = type;
    this.begun = begun;
    this.showing = showing;
  }

  /**
   * Judges a rule.
   *
   * @param index the rule's index
   * @param state what all rows say about its column
   * @param type the column's type
   * @param begun when the batch began
   * @param showing what is shown of a measure that is a value of the column
   */
  static MeasuredRule judge(
      int index,
      AggregateRule rule,
      ColumnState state,
      DataType type,
      Instant begun,
      Showing showing) {
    return rule.accept(new Measures(index, state, type, begun, showing));
  }

  @Override
  public MeasuredRule mean(Mean rule) {
    long count = state.finite();
    if (count == 0) {
      return nothing(rule, "there is no value" + leftOut(true));
    }
    BigDecimal divisor = BigDecimal.valueOf(count);
    BigDecimal mean = Numbers.quotient(moments().sum().number(), divisor);
    Side side =
        type.floating()
            ? Side.of(Numbers.rounded(mean), measureBound(rule.min()), measureBound(rule.max()))
            : Side.of(
                moments().sum().number(),
                times(number(rule.min()), divisor),
                times(number(rule.max()), divisor));
    String observed = Numbers.shownToSomeDigits(mean, type);
    return measured(rule, "mean", count, observed, side, rule.min(), rule.max(), leftOut(true));
  }

  @Override
  public MeasuredRule std(Std rule) {
    long count = state.finite();
    if (count < 2) {
      return nothing(
          rule, (count == 0 ? "there is no value" : "there is only one value") + leftOut(true));
    }
    Variance variance = Variance.of(moments(), count);
    Side side =
        type.floating()
            ? Side.of(
                Numbers.rounded(variance.deviation()),
                measureBound(rule.min()),
                measureBound(rule.max()))
            : Side.of(
                variance.dividend(),
                variance.place(number(rule.min())),
                variance.place(number(rule.max())));
    String observed = Numbers.shownToSomeDigits(variance.deviation(), type);
    return measured(
        rule, "standard deviation", count, observed, side, rule.min(), rule.max(), leftOut(true));
  }

  @Override
  public MeasuredRule sum(Sum rule) {
    long count = state.finite();
    if (count == 0) {
      return nothing(rule, "there is no value" + leftOut(true));
    }
    BigDecimal exact = moments().sum().number();
    BigDecimal sum = type.floating() ? Numbers.rounded(exact) : exact;
    Side side = Side.of(sum, measureBound(rule.min()), measureBound(rule.max()));
    String observed = type.floating() ? Numbers.shownToSomeDigits(sum, type) : Numbers.text(sum);
    return measured(rule, "sum", count, observed, side, rule.min(), rule.max(), leftOut(true));
  }

  @Override
  public MeasuredRule min(Min rule) {
    Place place = state.extremes() == null ? null : state.extremes().lowest();
    return extreme(rule, "lowest", place, rule.min(), rule.max());
  }

  @Override
  public MeasuredRule max(Max rule) {
    Place place = state.extremes() == null ? null : state.extremes().highest();
    return extreme(rule, "highest", place, rule.min(), rule.max());
  }

  @Override
  public MeasuredRule median(Median rule) {
    return quantile(rule, "median", HALF, rule.min(), rule.max());
  }

  @Override
  public MeasuredRule quantile(Quantile rule) {
    String what = "quantile " + Numbers.text(rule.q());
    return quantile(rule, what, rule.q(), rule.min(), rule.max());
  }

  @Override
  public MeasuredRule profileDistance(ProfileDistance rule) {
    SharedBins bins = SharedBins.of(rule, state, type);
    if (bins == null) {
      return nothing(
          rule,
          String.format(
              Locale.ROOT,
              "there are more than %,d different values, where the profile tells %,d apart",
              Frequencies.MOST,
              rule.values().size()));
    }
    if (bins.values() == 0) {
      return nothing(rule, "there is no value" + leftOut(false));
    }
    BigDecimal distance = Distances.of(rule.method(), bins.before(), bins.now());
    boolean broken = distance.compareTo(rule.threshold()) > 0;
    return new MeasuredRule(
        index,
        status(rule, broken),
        Numbers.text(distance),
        "the distance (%s) of %s from %s is %s%s%s"
            .formatted(
                rule.method().text(),
                counted(bins.values()),
                String.format(Locale.ROOT, "%,d", bins.valuesBefore()),
                Numbers.text(distance),
                broken ? ", above " + Numbers.text(rule.threshold()) : "",
                leftOut(false)));
  }

  @Override
  public MeasuredRule distinctCount(DistinctCount rule) {
    Distincts distincts = Objects.requireNonNull(state.distincts());
    long count = distincts.count();
    boolean below = rule.min() != null && count < rule.min();
    boolean above = rule.max() != null && count > rule.max();
    String bound =
        below
            ? String.format(Locale.ROOT, ", below %,d", rule.min())
            : above ? String.format(Locale.ROOT, ", above %,d", rule.max()) : "";
    String message =
        distincts.exact()
            ? String.format(
                Locale.ROOT, "%,d distinct of %s%s", count, counted(state.values()), bound)
            : String.format(
                Locale.ROOT,
                "about %,d distinct of %s (standard error %s)%s",
                count,
                counted(state.values()),
                Distincts.ERROR,
                bound);
    return new MeasuredRule(index, status(rule, below || above), Long.toString(count), message);
  }

  private MeasuredRule quantile(
      AggregateRule rule, String what, BigDecimal q, @Nullable Object min, @Nullable Object max) {
    Ranks ranks = Objects.requireNonNull(state.ranks());
    Place place = ranks.quantile(q, type.scale());
    if (place == null) {
      String why =
          ranks.count() == 0 ? "there is no value" : "there is no value between two infinities";
      return nothing(rule, why + leftOut(false));
    }
    BigDecimal number = place.number();
    Place measure = number != null && type.floating() ? Place.of(Numbers.rounded(number)) : place;
    Side side = Side.of(measure, measurePlace(min), measurePlace(max));
    String observed =
        number == null
            ? place.toString()
            : ranks.exact()
                ? Numbers.shownToSomeDigits(number, type)
                : Numbers.text(number.round(ABOUT));
    String message =
        "the %s of %s is %s%s%s%s"
            .formatted(
                what,
                counted(ranks.count()),
                ranks.exact() ? told(observed) : "about " + told(observed),
                ranks.exact() ? "" : " (within 0.8 %)",
                side.words(min, max),
                leftOut(false));
    return new MeasuredRule(
        index, status(rule, side != Side.WITHIN), showing.ofText(observed), message);
  }

  private @Nullable Place measurePlace(@Nullable Object bound) {
    BigDecimal number = measureBound(bound);
    return number == null ? null : Place.of(number);
  }

  @Override
  public MeasuredRule freshness(Freshness rule) {
    Extremes extremes = state.extremes();
    if (extremes == null) {
      return nothing(rule, "there is no value");
    }
    Place newest = extremes.highest();
    BigDecimal moment = newest.number();
    BigDecimal oldest = Moment.micros(begun.minus(rule.maxAge()));
    boolean stale =
        moment == null
            ? newest.equals(Place.LOWEST)
            : Moment.instant(moment, type).compareTo(oldest) < 0;
    String observed = text(newest);
    String message =
        "the newest of %s is %s%s"
            .formatted(
                counted(state.values()),
                told(observed),
                stale ? ", older than " + rule.maxAge() : "");
    return new MeasuredRule(index, status(rule, stale), showing.ofText(observed), message);
  }

  private MeasuredRule extreme(
      AggregateRule rule,
      String what,
      @Nullable Place place,
      @Nullable Object min,
      @Nullable Object max) {
    if (place == null) {
      return nothing(rule, "there is no value" + leftOut(false));
    }
    Side side = Side.of(place, bound(min), bound(max));
    String observed = text(place);
    long count = state.values() - state.nan();
    return new MeasuredRule(
        index,
        status(rule, side != Side.WITHIN),
        showing.ofText(observed),
        "the %s of %s is %s%s%s"
            .formatted(what, counted(count), told(observed), side.words(min, max), leftOut(false)));
  }

  private MeasuredRule measured(
      AggregateRule rule,
      String what,
      long count,
      String observed,
      Side side,
      @Nullable Object min,
      @Nullable Object max,
      String leftOut) {
    // Of one value mean and sum are that value.
    return new MeasuredRule(
        index,
        status(rule, side != Side.WITHIN),
        count == 1 ? showing.ofText(observed) : observed,
        "the %s of %s is %s%s%s"
            .formatted(
                what,
                counted(count),
                count == 1 ? told(observed) : observed,
                side.words(min, max),
                leftOut));
  }

  private MeasuredRule nothing(AggregateRule rule, String message) {
    return new MeasuredRule(index, Judge.broken(rule.severity()), null, message);
  }

  /** Says what a value of the column is, or that it is not told. */
  private String told(String value) {
    String shown = showing.ofText(value);
    return shown == null ? "not shown" : shown;
  }

  private static Status status(AggregateRule rule, boolean broken) {
    return broken ? Judge.broken(rule.severity()) : Status.PASSED;
  }

  private Moments moments() {
    Moments moments = state.moments();
    if (moments == null) {
      throw new IllegalArgumentException("No sums were made of column " + state.column());
    }
    return moments;
  }

  /** Returns a bound on a measure of doubles as a double; one on an exact measure as it is. */
  private @Nullable BigDecimal measureBound(@Nullable Object bound) {
    BigDecimal number = number(bound);
    return number == null || !type.floating() ? number : Numbers.rounded(number);
  }

  private @Nullable BigDecimal number(@Nullable Object bound) {
    return bound == null ? null : (BigDecimal) TypedLiteral.bound(type, bound).orElseThrow();
  }

  private static @Nullable BigDecimal times(@Nullable BigDecimal bound, BigDecimal factor) {
    return bound == null ? null : bound.multiply(factor);
  }

  private @Nullable Place bound(@Nullable Object bound) {
    if (bound == null) {
      return null;
    }
    Object typed = TypedLiteral.bound(type, bound).orElseThrow();
    return Place.of(
        typed instanceof BigDecimal number ? Numbers.bound(number, type) : Moment.place(typed));
  }

  private String text(Place place) {
    BigDecimal number = place.number();
    if (number == null) {
      return place.toString();
    }
    return type.temporal() ? Moment.text(number, type) : Numbers.shown(number, type);
  }

  /** Says how many values the measure leaves out: those that are no place, or not finite. */
  private String leftOut(boolean infinite) {
    List<String> left = new ArrayList<>();
    if (state.nan() > 0) {
      left.add(String.format(Locale.ROOT, "%,d NaN", state.nan()));
    }
    if (infinite && state.infinite() > 0) {
      left.add(String.format(Locale.ROOT, "%,d infinite", state.infinite()));
    }
    return left.isEmpty() ? "" : " (left out: " + String.join(", ", left) + ")";
  }

  private static String counted(long values) {
    return values == 1 ? "1 value" : String.format(Locale.ROOT, "%,d values", values);
  }
}
