package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.Severity;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one rule in one run, as the history of its dataset holds it: figures only, no
 * values of rows and no message.
 *
 * @param type its type
 * @param name the user's name for it, or null
 * @param columns the columns it names; the first of very many
 * @param nth how many rules before it have the same type, name and columns: with them, it tells
 *     which rule of another run is the same
 * @param severity what breaking it means
 * @param status its verdict on the totals
 * @param evaluated rows that it looked at
 * @param failed rows that broke it
 * @param observed the number that was measured; null where none was
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HistoryRule(
    String type,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name,
    List<String> columns,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int nth,
    Severity severity,
    Status status,
    long evaluated,
    long failed,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal observed) {
  /** How many columns of a rule are named. */
  public static final int MOST_COLUMNS = 10;

  public HistoryRule {
    columns = columns == null ? List.of() : List.copyOf(columns);
  }

  /** Returns what is kept of a rule's result, as if no rule before it was alike. */
  public static HistoryRule of(RuleResult rule) {
    return new HistoryRule(
        rule.type(),
        rule.name(),
        rule.columns().subList(0, Math.min(MOST_COLUMNS, rule.columns().size())),
        0,
        rule.severity(),
        rule.status(),
        rule.tally().evaluated(),
        rule.tally().failed(),
        number(rule.observed()));
  }

  /** Returns the same, of whose kind there are so many before it. */
  public HistoryRule after(int alike) {
    return new HistoryRule(
        type, name, columns, alike, severity, status, evaluated, failed, observed);
  }

  /** What is no number may be a value of the data. */
  private static @Nullable BigDecimal number(@Nullable String observed) {
    try {
      return observed == null ? null : new BigDecimal(observed);
    } catch (NumberFormatException text) {
      return null;
    }
  }
}
