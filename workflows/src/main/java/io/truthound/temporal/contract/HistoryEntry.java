package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.ScanOutcome;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run came to, in the history of its dataset. Small whatever the run: of more than {@value
 * #MOST_RULES} rules it has those that did not pass, then those that measured a number, and so many
 * of them at most. It needs no report, which may be gone.
 *
 * @param version of this record's shape
 * @param runId the run that began the batch
 * @param workflowId the workflow that did it
 * @param operation what was done
 * @param status the verdict
 * @param ended how the batch came to its end
 * @param begun when the batch began
 * @param scheduled which time's data was meant; null where the request did not say
 * @param duration from its begin until its answer was written
 * @param dataset the dataset's name and its size as planned
 * @param chunks every planned chunk, counted by its status
 * @param errors how many errors the report has
 * @param verdicts every rule, counted by its status, also those that are not in {@code rules}
 * @param rules what became of each rule, by index
 * @param report where the full report lies, unless it was deleted since
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HistoryEntry(
    int version,
    String runId,
    String workflowId,
    Operation operation,
    Status status,
    Ended ended,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Instant begun,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Instant scheduled,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration duration,
    DatasetSummary dataset,
    StatusCounts chunks,
    long errors,
    StatusCounts verdicts,
    List<HistoryRule> rules,
    ArtifactRef report) {
  /** How many rules an entry has at most. */
  public static final int MOST_RULES = 200;

  private static final int VERSION = 1;

  public HistoryEntry {
    rules = rules == null ? List.of() : List.copyOf(rules);
  }

  /**
   * Returns the entry of a run.
   *
   * @param outcome what it came to, rules and errors whole
   */
  public static HistoryEntry of(
      String runId,
      Operation operation,
      HistoryNote note,
      ScanOutcome outcome,
      ArtifactRef report) {
    List<RuleResult> rules = outcome instanceof CheckResult check ? check.rules() : List.of();
    StatusCounts verdicts = StatusCounts.NONE;
    for (RuleResult rule : rules) {
      verdicts = verdicts.plus(rule.status(), 1);
    }
    return new HistoryEntry(
        VERSION,
        runId,
        note.workflowId(),
        operation,
        outcome.status(),
        outcome.ended(),
        note.begun(),
        note.scheduled(),
        note.duration(),
        outcome.dataset(),
        outcome.chunks(),
        outcome.errors().size(),
        verdicts,
        kept(rules),
        report);
  }

  /** Returns which time this is about: that of the data, else when the batch began. */
  public Instant time() {
    return scheduled == null ? begun : scheduled;
  }

  private static List<HistoryRule> kept(List<RuleResult> rules) {
    Map<List<Object>, Integer> alike = new LinkedHashMap<>();
    List<HistoryRule> all = new ArrayList<>();
    for (RuleResult result : rules) {
      HistoryRule rule = HistoryRule.of(result);
      List<Object> kind = List.of(rule.type(), String.valueOf(rule.name()), rule.columns());
      all.add(rule.after(alike.merge(kind, 1, Integer::sum) - 1));
    }
    return all.size() <= MOST_RULES ? all : mattering(all);
  }

  /** What passed and measured something is a figure that later runs are held against. */
  private static List<HistoryRule> mattering(List<HistoryRule> all) {
    long broken = all.stream().filter(rule -> rule.status() != Status.PASSED).count();
    long figures = Math.max(0, MOST_RULES - broken);
    List<HistoryRule> kept = new ArrayList<>();
    for (HistoryRule rule : all) {
      if (rule.status() != Status.PASSED) {
        kept.add(rule);
      } else if (rule.observed() != null && figures > 0) {
        kept.add(rule);
        figures--;
      }
    }
    return kept.subList(0, Math.min(MOST_RULES, kept.size()));
  }
}
