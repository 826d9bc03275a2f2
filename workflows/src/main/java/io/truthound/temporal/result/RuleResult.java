package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.rule.Severity;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what became of one rule.
 *
 * @param index the rule's place in the request, from 0; implicit rules follow the user's
 * @param type its type
 * @param name the user's name for it, or null
 * @param columns the columns it names
 * @param severity what breaking it means
 * @param mostly share of evaluated rows that must pass; null where the rule has no such bound
 * @param status its verdict on the totals
 * @param tally rows evaluated and failed
 * @param observed what was measured, for rules that measure; else null
 * @param message for a person; never empty
 * @param provenRows of how many planned rows the sources' own statistics say that they pass, so
 *     that they were not read for it; left out of JSON where of none
 * @param samples the first failing rows in plan order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RuleResult(
    int index,
    String type,
    @Nullable String name,
    List<String> columns,
    Severity severity,
    @Nullable BigDecimal mostly,
    Status status,
    Tally tally,
    @Nullable String observed,
    String message,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long provenRows,
    List<FailingRow> samples) {
  public RuleResult {
    columns = columns == null ? List.of() : List.copyOf(columns);
    samples = samples == null ? List.of() : List.copyOf(samples);
  }

  public RuleResult withProvenRows(long provenRows) {
    return with(type, status, message, provenRows, samples);
  }

  /** Returns the same under another type, with another verdict and sentence. */
  public RuleResult told(String type, Status status, String message) {
    return with(type, status, message, provenRows, samples);
  }

  public RuleResult withSamples(List<FailingRow> samples) {
    return with(type, status, message, provenRows, samples);
  }

  private RuleResult with(
      String type, Status status, String message, long provenRows, List<FailingRow> samples) {
    return new RuleResult(
        index,
        type,
        name,
        columns,
        severity,
        mostly,
        status,
        tally,
        observed,
        message,
        provenRows,
        samples);
  }
}
