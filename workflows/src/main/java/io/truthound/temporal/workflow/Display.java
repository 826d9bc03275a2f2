package io.truthound.temporal.workflow;

import io.temporal.workflow.Workflow;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.contract.BatchProgress.Phase;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.Rule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a person sees of a batch under way: the progress query and the UI's current details. */
final class Display {
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_MESSAGE = 300;
  private static final int MOST_RULES = 50;
  private static final List<Status> ORDER =
      List.of(Status.ERROR, Status.FAILED, Status.WARNING, Status.SKIPPED, Status.PASSED);

  private final Control control;
  private final Supplier<Instant> begun;
  private Phase phase = Phase.PLANNING;
  private @Nullable PlanSummary plan;
  private List<Rule> rules = List.of();
  private @Nullable SliceWindow window;
  private @Nullable KeyPartitions keys;
  private @Nullable String absence;
  private @Nullable ArtifactRef report;

  /**
   * Creates what is seen of a batch.
   *
   * @param begun says when it began
   */
  Display(Control control, Supplier<Instant> begun) {
    this.control = control;
    this.begun = begun;
  }

  /** Returns a dataset's name, shortened in the middle so that summaries stay readable. */
  static String shortName(Dataset dataset) {
    return shortened(dataset.displayName());
  }

  static String shortened(String name) {
    return shortened(name, LONGEST_NAME);
  }

  private static String shortened(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int half = longest / 2;
    return text.substring(0, half) + "…" + text.substring(text.length() - half);
  }

  void planning(Dataset dataset) {
    phase = Phase.PLANNING;
    Workflow.setCurrentDetails("Planning " + code(shortName(dataset)));
  }

  void waiting(Dataset dataset, Instant until) {
    phase = Phase.WAITING;
    Workflow.setCurrentDetails(
        "Waiting for "
            + code(shortName(dataset))
            + " until "
            + until.truncatedTo(ChronoUnit.SECONDS)
            + ": there is nothing yet");
  }

  void learningSchema(Dataset dataset) {
    Workflow.setCurrentDetails(
        "Learning the schema of " + code(shortName(dataset)) + ": it has no baseline yet");
  }

  void checking(PlanSummary plan, List<Rule> rules, SliceWindow window) {
    this.plan = plan;
    this.rules = rules;
    this.window = window;
    phase = Phase.CHECKING;
    merged(window, null);
  }

  void profiling(PlanSummary plan, SliceWindow window) {
    this.plan = plan;
    this.window = window;
    phase = Phase.PROFILING;
    merged(window, null);
  }

  void learning(PlanSummary plan, SliceWindow window) {
    this.plan = plan;
    this.window = window;
    phase = Phase.LEARNING;
    merged(window, null);
  }

  /**
   * Shows how far the slices have come, and what follows them.
   *
   * @param keys the keys that are counted; null where there are none
   */
  void merged(SliceWindow window, @Nullable KeyPartitions keys) {
    this.window = window;
    this.keys = keys;
    Workflow.setCurrentDetails(details());
  }

  void phase(Phase phase) {
    this.phase = phase;
    Workflow.setCurrentDetails(details());
  }

  void done(BatchOutcome outcome) {
    phase = Phase.DONE;
    if (outcome instanceof ProfileResult profile) {
      report = profile.report();
      Workflow.setCurrentDetails(ProfileDetails.of(profile));
    } else if (outcome instanceof LearnResult learned) {
      report = learned.report();
      Workflow.setCurrentDetails(LearnDetails.of(learned));
    } else if (outcome instanceof CheckResult result) {
      report = result.report();
      Workflow.setCurrentDetails(verdict(result));
    }
  }

  BatchProgress progress() {
    if (plan == null || window == null) {
      return new BatchProgress(
          BatchProgress.VERSION,
          phase,
          0,
          0,
          0,
          0,
          0,
          StatusCounts.NONE,
          null,
          0,
          0,
          control.paused(),
          begun.get(),
          0,
          0,
          0);
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
        report,
        window.runningSlices() + (keys == null ? 0 : keys.running()),
        window.width(),
        control.paused(),
        begun.get(),
        window.events().end(),
        keys == null ? 0 : keys.planned(),
        keys == null ? 0 : keys.finished());
  }

  private String details() {
    if (plan == null || window == null) {
      return phase.toString();
    }
    MergedPrefix merged = window.merged();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "**%s** %s\n\n"
                + "- %,d of %,d slices, %,d of %,d rows, %,d in flight\n"
                + "- %,d of %,d chunks: %s\n"
                + "- %s\n\n",
            word(),
            code(shortened(plan.dataset().name())),
            window.finishedSlices(),
            plan.slices(),
            merged.rows(),
            plan.dataset().rows(),
            window.runningSlices(),
            merged.counts().total(),
            plan.chunks(),
            counted(merged.counts()),
            plan.strategyReason()));
    if (merged.reused() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "- %,d of the slices were scanned by an earlier batch\n\n",
              merged.reused()));
    }
    if (window.waitingForEngine() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "- %,d slices wait for a worker with the engine %s\n\n",
              window.waitingForEngine(),
              code(plan.engine())));
    }
    if (absence != null) {
      text.append("- **Waiting for a machine**: ").append(code(absence)).append("\n\n");
    }
    if (keys != null && keys.planned() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "- %,d of %,d key partitions, %,d in flight\n\n",
              keys.finished(),
              keys.planned(),
              keys.running()));
    }
    appendBroken(text, merged);
    return text.toString();
  }

  /** Names the rules that rows broke so far; whether that breaks the rule is known at the end. */
  private void appendBroken(StringBuilder text, MergedPrefix merged) {
    int shown = 0;
    for (int rule = 0; rule < rules.size() && shown < MOST_RULES; rule++) {
      Tally tally = merged.totals().of(rule);
      if (tally.failed() > 0) {
        shown++;
        text.append(
            String.format(
                Locale.ROOT,
                "- %s: %,d of %,d rows failed so far\n",
                label(rules.get(rule).name(), rules.get(rule).type(), rules.get(rule).columns()),
                tally.failed(),
                tally.evaluated()));
      }
    }
  }

  private String word() {
    if (control.paused() && !isEnding()) {
      return "Paused:";
    }
    return switch (phase) {
      case PLANNING -> "Planning";
      case WAITING -> "Waiting for";
      case CHECKING -> "Checking";
      case PROFILING -> "Profiling";
      case LEARNING -> "Learning from";
      case STOPPING -> "Stopping";
      case REPORTING -> "Reporting on";
      case DONE -> "Done with";
    };
  }

  /** Says whether nothing is scanned any more. */
  boolean isEnding() {
    return phase == Phase.STOPPING || phase == Phase.REPORTING || phase == Phase.DONE;
  }

  /** Shows that nobody works where the batch's data lies; null that somebody does again. */
  void absent(@Nullable String who) {
    absence = who;
    changed();
  }

  /** Shows what a person changed. */
  void changed() {
    if (window != null && !isEnding()) {
      Workflow.setCurrentDetails(details());
    }
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
    // The worst first; a list, since the UI draws tables without space between their columns.
    result.rules().stream()
        .sorted(Comparator.comparingInt(rule -> ORDER.indexOf(rule.status())))
        .limit(MOST_RULES)
        .forEach(rule -> text.append(line(rule)));
    return text.toString();
  }

  private static String line(RuleResult rule) {
    return "- %s %s: %s\n"
        .formatted(
            rule.status() == Status.PASSED ? "PASSED" : "**" + rule.status() + "**",
            label(rule.name(), rule.type(), rule.columns()),
            shortened(rule.message(), LONGEST_MESSAGE));
  }

  private static String label(@Nullable String name, String type, List<String> columns) {
    String what = name == null ? type : shortened(name) + " (" + type + ")";
    return columns.isEmpty() ? what : what + " " + code(shortened(String.join(", ", columns)));
  }

  static String counted(StatusCounts counts) {
    return String.format(
        Locale.ROOT,
        "%,d passed, %,d warning, %,d failed, %,d error, %,d skipped",
        counts.passed(),
        counts.warning(),
        counts.failed(),
        counts.error(),
        counts.skipped());
  }

  static String code(String text) {
    return "`" + text.replace('`', '\'') + "`";
  }
}
