package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.result.ColumnProfile.Quantile;
import io.truthound.temporal.rule.Dtype;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.InSet;
import io.truthound.temporal.rule.MaxLength;
import io.truthound.temporal.rule.MinLength;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.Regex;
import io.truthound.temporal.rule.RegexMatch;
import io.truthound.temporal.rule.RowOptions;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.Unique;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a column was like when its schema was learned. Values stand as text: numbers so that they
 * read back as the same, dates and times in ISO form, truths as {@code true} and {@code false}.
 *
 * @param name the column's name
 * @param type what its values are; null where a schema of other making names a type that no column
 *     here can have
 * @param nullable whether it had nulls, or no row at all
 * @param unique whether no value occurred twice, of two or more
 * @param min the lowest number, date or time; null where nothing is to be held against it
 * @param max the highest
 * @param values each different value, where they were few; else empty
 * @param pattern what each text begins with, as a schema of other making may say; else null
 * @param minLength characters of the shortest text, or null
 * @param maxLength characters of the longest text, or null
 * @param nullRatio the share of nulls, or null where nothing is known
 * @param uniqueRatio the number of different values to the number of rows, or null
 * @param mean of the numbers, or null
 * @param std their standard deviation, or null
 * @param quantiles their quartiles; empty where nothing is known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LearnedColumn(
    String name,
    @Nullable DataType type,
    boolean nullable,
    boolean unique,
    @Nullable String min,
    @Nullable String max,
    List<String> values,
    @Nullable String pattern,
    @Nullable Long minLength,
    @Nullable Long maxLength,
    @Nullable BigDecimal nullRatio,
    @Nullable BigDecimal uniqueRatio,
    @Nullable BigDecimal mean,
    @Nullable BigDecimal std,
    List<Quantile> quantiles) {
  public LearnedColumn {
    values = values == null ? List.of() : List.copyOf(values);
    quantiles = quantiles == null ? List.of() : List.copyOf(quantiles);
  }

  /** Returns the same without its set of values. */
  public LearnedColumn withoutValues() {
    return new LearnedColumn(
        name,
        type,
        nullable,
        unique,
        min,
        max,
        List.of(),
        pattern,
        minLength,
        maxLength,
        nullRatio,
        uniqueRatio,
        mean,
        std,
        quantiles);
  }

  /** Returns the rules that say this of a column; none of one without a name. */
  public List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    if (name.isEmpty()) {
      return rules;
    }
    boolean flat = type != null && type.kind() != DataType.Kind.OTHER;
    if (flat && type != null) {
      rules.add(new Dtype(name, type));
    }
    if (!nullable) {
      rules.add(new NotNull(name));
    }
    if (unique && flat) {
      rules.add(new Unique(name));
    }
    if (min != null || max != null) {
      rules.add(new InRange(name, bound(min), bound(max)));
    }
    if (!values.isEmpty()) {
      rules.add(new InSet(name, values.stream().map(this::member).toList()));
    }
    if (pattern != null) {
      rules.add(new Regex(name, pattern, RegexMatch.PREFIX, RowOptions.DEFAULT));
    }
    if (minLength != null) {
      rules.add(new MinLength(name, minLength));
    }
    if (maxLength != null) {
      rules.add(new MaxLength(name, maxLength));
    }
    return rules;
  }

  private @Nullable Object bound(@Nullable String text) {
    return text != null && numeric() ? new BigDecimal(text) : text;
  }

  private Object member(String text) {
    if (numeric()) {
      return new BigDecimal(text);
    }
    boolean truth = type != null && type.kind() == DataType.Kind.BOOL;
    return truth ? (Object) Boolean.valueOf(text) : text;
  }

  private boolean numeric() {
    return type != null && type.numeric();
  }
}
