package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.config.Showing;
import io.truthound.temporal.dataset.DataType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a profile say about one column. Values stand as text, numbers so that they read
 * back as the same, dates and times in ISO form; an infinite one is {@code Infinity} or {@code
 * -Infinity}. Where values are not shown in full, masked ones stand in their place, or null and
 * nothing.
 *
 * @param name the column's name
 * @param type what its values are
 * @param values how many values it has
 * @param nulls how many rows have none
 * @param inconvertible how many rows have text that is no value of the type; 0 where the source has
 *     types
 * @param distinct how many different values
 * @param min the lowest number, date or time; null for other types, and where there is none
 * @param max the highest
 * @param numbers what is said of numbers; null for other types
 * @param text what is said of text, or of the length of binary values; null for other types
 * @param quantiles where the values lie that so many are not above; of numbers, dates and times
 * @param histogram how often values, or lengths of text, lie where
 * @param frequent the most frequent values, most frequent first; empty in workflow history, and
 *     where there are more different ones than are counted each
 * @param hidden whether values are not shown in full; left out of JSON where they are
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ColumnProfile(
    String name,
    DataType type,
    long values,
    long nulls,
    long inconvertible,
    Distinct distinct,
    @Nullable String min,
    @Nullable String max,
    @Nullable Numbers numbers,
    @Nullable Text text,
    @Nullable Quantiles quantiles,
    @Nullable Histogram histogram,
    List<Frequent> frequent,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean hidden) {
  public ColumnProfile {
    frequent = frequent == null ? List.of() : List.copyOf(frequent);
  }

  /**
   * How many different values a column has.
   *
   * @param count as many, or about as many
   * @param exact whether nothing was estimated
   * @param error the relative standard error of an estimate; 0 where exact
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Distinct(long count, boolean exact, double error) {}

  /**
   * What is said of numbers. NaN and infinities are counted apart.
   *
   * @param nan how many are not a number
   * @param infinite how many are infinite
   * @param mean of the finite ones; null where there is none
   * @param std their standard deviation, with n - 1; null where there are fewer than two
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Numbers(
      long nan, long infinite, @Nullable BigDecimal mean, @Nullable BigDecimal std) {}

  /**
   * What is said of text. Each value is counted under the first of these that it looks like.
   *
   * @param minLength characters of the shortest; null where there is no value
   * @param maxLength characters of the longest
   * @param meanLength their mean; null where there is no value
   * @param blank how many have nothing but white space
   * @param emails how many look like an e-mail address
   * @param urls how many look like a URL
   * @param numbers how many look like a number
   * @param dates how many look like an ISO date, with or without a time
   * @param uuids how many look like a UUID
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Text(
      @Nullable Long minLength,
      @Nullable Long maxLength,
      @Nullable BigDecimal meanLength,
      long blank,
      long emails,
      long urls,
      long numbers,
      long dates,
      long uuids) {}

  /**
   * Quantiles.
   *
   * @param exact whether each value was counted by itself
   * @param error how far from the true one they may lie, for a person; null where exact
   * @param values ascending
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Quantiles(boolean exact, @Nullable String error, List<Quantile> values) {
    public Quantiles {
      values = values == null ? List.of() : List.copyOf(values);
    }

    private Quantiles showing(Showing showing) {
      return new Quantiles(
          exact,
          error,
          values.stream()
              .map(each -> new Quantile(each.q, String.valueOf(showing.of(each.value))))
              .toList());
    }
  }

  /**
   * A quantile.
   *
   * @param q the share of values that are not above it
   * @param value the value
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Quantile(BigDecimal q, String value) {}

  /**
   * Counts finite values in bins of one width from the lowest to the highest.
   *
   * @param of what lies in the bins
   * @param exact whether each value was counted by itself; else those near an edge may be counted
   *     beyond it
   * @param from the lowest value
   * @param to the highest value
   * @param counts of each bin; one where all values are equal
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Histogram(Of of, boolean exact, String from, String to, List<Long> counts) {
    public Histogram {
      counts = counts == null ? List.of() : List.copyOf(counts);
    }

    private Histogram showing(Showing showing) {
      return of == Of.LENGTHS
          ? this
          : new Histogram(
              of, exact, String.valueOf(showing.of(from)), String.valueOf(showing.of(to)), counts);
    }

    /** What lies in the bins of a histogram. */
    public enum Of {
      VALUES,
      LENGTHS
    }
  }

  /**
   * A value and how often it stands in a column.
   *
   * @param value the value; long text is cut short, ending in {@code …}
   * @param count how often
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Frequent(String value, long count) {
    private Frequent showing(Showing showing) {
      return new Frequent(String.valueOf(showing.of(value)), count);
    }
  }

  /** Returns how many rows the column has. */
  public long rows() {
    return values + nulls + inconvertible;
  }

  /**
   * Returns the same with that of its values which may be shown: the ends, quantiles, ends of a
   * histogram and most frequent values, and the mean of one value, which is no other. What speaks
   * of all rows together stays: counts, means, deviations, lengths.
   */
  public ColumnProfile showing(Showing showing) {
    if (showing == Showing.FULL) {
      return this;
    }
    boolean none = showing == Showing.NONE;
    return with(
        showing.ofText(min),
        showing.ofText(max),
        numbers == null || values - numbers.nan - numbers.infinite != 1
            ? numbers
            : new Numbers(numbers.nan, numbers.infinite, null, null),
        quantiles == null || none ? null : quantiles.showing(showing),
        histogram == null || (none && histogram.of == Histogram.Of.VALUES)
            ? null
            : histogram.showing(showing),
        none ? List.of() : frequent.stream().map(each -> each.showing(showing)).toList(),
        true);
  }

  /** Returns the same without values that stand for rows: for workflow history. */
  public ColumnProfile withoutFrequent() {
    return with(min, max, numbers, quantiles, histogram, List.of(), hidden);
  }

  private ColumnProfile with(
      @Nullable String min,
      @Nullable String max,
      @Nullable Numbers numbers,
      @Nullable Quantiles quantiles,
      @Nullable Histogram histogram,
      List<Frequent> frequent,
      boolean hidden) {
    return new ColumnProfile(
        name,
        type,
        values,
        nulls,
        inconvertible,
        distinct,
        min,
        max,
        numbers,
        text,
        quantiles,
        histogram,
        frequent,
        hidden);
  }
}
