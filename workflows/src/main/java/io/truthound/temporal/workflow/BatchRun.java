package io.truthound.temporal.workflow;

import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.ReportSummary;
import io.truthound.temporal.contract.ReportTask;
import io.truthound.temporal.merge.MeasuredRule;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.MergedPrefix.Stop;
import io.truthound.temporal.merge.Verdicts;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A planned batch under way: its window, and how its answer is put together. */
final class BatchRun {
  private final BatchRequest request;
  private final PlanSummary plan;
  private final List<Rule> rules;
  private final Verdicts verdicts;
  private final SliceWindow window;
  private final Display display;
  private final @Nullable StateTree states;
  private List<MeasuredRule> measured = List.of();

  BatchRun(BatchRequest request, PlanSummary plan, Activities activities, Display display) {
    this.request = request;
    this.plan = plan;
    this.rules = new ArrayList<>(request.rules().rules());
    rules.addAll(plan.implicitRules());
    this.verdicts = new Verdicts(rules, plan.decided());
    BatchConfig config = request.config();
    int width = plan.parallel() ? config.maxWorkers() : 1;
    this.states =
        StateTree.isNeeded(rules, plan.decided()) ? new StateTree(plan, activities, width) : null;
    this.window =
        new SliceWindow(
            plan,
            activities,
            verdicts.judge(),
            rules.size(),
            config.stopsAtFirstFailure(),
            width,
            this::merged);
    this.display = display;
    display.checking(plan, rules, window);
  }

  PlanSummary plan() {
    return plan;
  }

  /** Returns how many activities a check takes when nothing fails. */
  int activities() {
    int planAndReport = 2;
    return plan.slices()
        + planAndReport
        + (states == null ? 0 : StateTree.activities(plan.slices()));
  }

  void check() {
    if (!brokenSchemaEndsIt()) {
      window.run();
      measure();
    }
  }

  /** Measures columns where all rows were seen: else the rules that want it are skipped. */
  private void measure() {
    MergedPrefix merged = window.merged();
    if (states != null && merged.stop() == null && merged.counts().error() == 0) {
      measured = states.measure(Answers.begun());
    }
  }

  void drain(Duration most) {
    window.drain(most);
  }

  /** Returns how the batch ended when nothing from outside ended it. */
  Ended ended() {
    Stop stop = window.merged().stop();
    if (stop != null) {
      boolean aborted = stop.status() == Status.ERROR && !request.config().continueOnError();
      return aborted ? Ended.ABORTED : Ended.FAIL_FAST;
    }
    return brokenSchemaEndsIt() ? Ended.FAIL_FAST : Ended.COMPLETED;
  }

  /** Writes the report and returns the answer. */
  CheckResult report(Activities activities, Ended ended) {
    MergedPrefix merged = window.merged();
    Verdicts.Basis basis = Answers.basis(request, plan, merged, ended, measured);
    List<RuleResult> results = verdicts.of(basis);
    CheckResult result = Answers.of(request, plan, rules, results, merged, ended);
    boolean kept = Answers.keepsRules(request, ended);
    Stop stop = merged.stop();
    ReportTask task =
        new ReportTask(
            plan.folder(),
            plan.plan(),
            result,
            kept ? basis : null,
            merged.slices(),
            lastChunk(merged),
            stop != null
                && request.config().aggregationStrategy() == AggregationStrategy.FIRST_FAILURE);
    ReportSummary report = activities.reporting("report").report(task);
    return Answers.complete(result, kept ? results : List.of(), report);
  }

  private void merged() {
    display.merged(window);
  }

  /** Returns the last chunk whose rows count, or null where all merged rows do. */
  private static @Nullable Long lastChunk(MergedPrefix merged) {
    if (merged.stop() != null) {
      return merged.stop().chunk();
    }
    return merged.open() == null ? null : Long.valueOf(merged.open().chunk() - 1);
  }

  private boolean brokenSchemaEndsIt() {
    return request.config().failFast()
        && plan.decided().stream().map(DecidedRule::status).anyMatch(Status.FAILED::equals);
  }
}
