package io.truthound.temporal.workflow;

import io.temporal.workflow.Workflow;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.contract.BatchProgress.Phase;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person sees of a batch under way: the progress query and the UI's current details. */
final class Display {
  private static final int LONGEST_NAME = 80;
  private static final int MOST_RULES = 50;

  private Phase phase = Phase.PLANNING;
  private @Nullable PlanSummary plan;
  private @Nullable SliceWindow window;
  private @Nullable ArtifactRef report;

  /** Returns a dataset's name, shortened in the middle so that summaries stay readable. */
  static String shortName(Dataset dataset) {
    return shortened(dataset.displayName());
  }

  private static String shortened(String name) {
    if (name.length() <= LONGEST_NAME) {
      return name;
    }
    int half = LONGEST_NAME / 2;
    return name.substring(0, half) + "…" + name.substring(name.length() - half);
  }

  void planning(Dataset dataset) {
    phase = Phase.PLANNING;
    Workflow.setCurrentDetails("Planning " + code(shortName(dataset)));
  }

  void checking(PlanSummary plan, SliceWindow window) {
    this.plan = plan;
    this.window = window;
    phase = Phase.CHECKING;
    merged(window);
  }

  void merged(SliceWindow window) {
    this.window = window;
    Workflow.setCurrentDetails(details());
  }

  void phase(Phase phase) {
    this.phase = phase;
    Workflow.setCurrentDetails(details());
  }

  void done(CheckResult result) {
    phase = Phase.DONE;
    report = result.report();
    Workflow.setCurrentDetails(verdict(result));
  }

  BatchProgress progress() {
    if (plan == null || window == null) {
      return new BatchProgress(
          BatchProgress.VERSION, phase, 0, 0, 0, 0, 0, StatusCounts.NONE, null);
    }
    return new BatchProgress(
        BatchProgress.VERSION,
        phase,
        plan.slices(),
        window.finishedSlices(),
        plan.dataset().rows(),
        window.merged().rows(),
        plan.chunks(),
        window.merged().counts(),
        report);
  }

  private String details() {
    if (plan == null || window == null) {
      return phase.toString();
    }
    return String.format(
        Locale.ROOT,
        "**%s** %s\n\n"
            + "| | done | of |\n|---|---:|---:|\n"
            + "| slices | %,d | %,d |\n| rows | %,d | %,d |\n| chunks | %,d | %,d |\n\n"
            + "Chunks: %s. In flight: %,d. %s\n",
        word(),
        code(shortened(plan.dataset().name())),
        window.finishedSlices(),
        plan.slices(),
        window.merged().rows(),
        plan.dataset().rows(),
        window.merged().counts().total(),
        plan.chunks(),
        counted(window.merged().counts()),
        window.runningSlices(),
        plan.strategyReason());
  }

  private String word() {
    return switch (phase) {
      case PLANNING -> "Planning";
      case CHECKING -> "Checking";
      case STOPPING -> "Stopping";
      case REPORTING -> "Reporting on";
      case DONE -> "Done with";
    };
  }

  private static String verdict(CheckResult result) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "**%s** %s (%s, %,d rows)\n\nChunks: %s.\n\n",
            result.status(),
            code(shortened(result.dataset().name())),
            result.ended().text(),
            result.dataset().rows(),
            counted(result.chunks())));
    if (result.failureMessage() != null) {
      text.append(result.failureMessage()).append("\n\n");
    }
    if (!result.rules().isEmpty()) {
      text.append("| rule | column | verdict | |\n|---|---|---|---|\n");
    }
    result.rules().stream()
        .filter(rule -> rule.status() != Status.PASSED || result.rules().size() <= MOST_RULES)
        .limit(MOST_RULES)
        .forEach(rule -> text.append(row(rule)));
    return text.toString();
  }

  private static String row(RuleResult rule) {
    return "| %s | %s | %s | %s |\n"
        .formatted(
            rule.name() == null ? rule.type() : rule.name().replace("|", "\\|"),
            String.join(", ", rule.columns()).replace("|", "\\|"),
            rule.status() == Status.FAILED ? "**FAILED**" : rule.status(),
            rule.message());
  }

  private static String counted(StatusCounts counts) {
    return String.format(
        Locale.ROOT,
        "%,d passed, %,d warning, %,d failed, %,d error, %,d skipped",
        counts.passed(),
        counts.warning(),
        counts.failed(),
        counts.error(),
        counts.skipped());
  }

  private static String code(String text) {
    return "`" + text.replace('`', '\'') + "`";
  }
}
