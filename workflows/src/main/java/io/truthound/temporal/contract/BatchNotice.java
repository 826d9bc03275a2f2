package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.rule.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people are told of a batch that is over: no value of the data.
 *
 * @param operation check, profile or learn
 * @param dataset its name
 * @param scheduled the time that the data is of; null where its URIs have no place for one
 * @param status passed, warning, failed, error or skipped, in capitals
 * @param ended how it came to its end, such as {@code COMPLETED}; null where nothing was planned
 * @param rows the dataset's
 * @param chunks counted by their status; null where nothing was planned
 * @param brokenRules how many rules are FAILED or WARNING
 * @param rules the first of these
 * @param message why it ended early, or was refused; null where it did not and was not
 * @param report URI of the report; null where there is none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchNotice(
    String workflowId,
    String runId,
    String operation,
    String dataset,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant scheduled,
    String status,
    @Nullable String ended,
    long rows,
    @Nullable StatusCounts chunks,
    int brokenRules,
    List<BrokenRule> rules,
    @Nullable String message,
    @Nullable String report) {
  /** The most rules that are told one by one. */
  public static final int MOST_RULES = 20;

  public BatchNotice {
    rules = rules == null ? List.of() : List.copyOf(rules);
  }

  /** A rule that the data broke. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BrokenRule(
      int index,
      String type,
      @Nullable String name,
      List<String> columns,
      Severity severity,
      String status,
      long evaluated,
      long failed) {
    public BrokenRule {
      columns = columns == null ? List.of() : List.copyOf(columns);
    }
  }

  /** Says whether the batch is one that somebody should look at. */
  public boolean failing() {
    return status.equals("FAILED") || status.equals("ERROR");
  }
}
