package io.truthound.temporal.workflow;

import io.temporal.workflow.Async;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.Carried;
import io.truthound.temporal.contract.Carried.StatesCursor;
import io.truthound.temporal.contract.KeyVerdictTask;
import io.truthound.temporal.contract.MeasureTask;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.ReportSummary;
import io.truthound.temporal.contract.ReportTask;
import io.truthound.temporal.contract.ReportTask.Folded;
import io.truthound.temporal.contract.StatesTask;
import io.truthound.temporal.merge.KeyRules;
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
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A planned batch under way: its window, and how its answer is put together. */
final class BatchRun implements Run {
  private final BatchRequest request;
  private final PlanSummary plan;
  private final Control control;

  /** All rules by index; none of a wide batch, whose activities judge. */
  private final List<Rule> rules;

  private final Verdicts verdicts;
  private final SliceWindow window;
  private final Display display;
  private final @Nullable StateTree states;
  private final List<Integer> keyRules;
  private final @Nullable KeyPartitions keys;

  /** Whether counting keys has read all that slices would. */
  private boolean read;

  private final List<MeasuredRule> measured = new ArrayList<>();

  /** What the report gathers failing keys from. */
  private @Nullable KeyVerdictTask counted;

  /** What the report of a wide batch measures itself. */
  private @Nullable MeasureTask unmeasured;

  BatchRun(
      BatchRequest request,
      PlanSummary plan,
      Activities activities,
      Control control,
      Display display) {
    this.request = request;
    this.control = control;
    this.plan = plan;
    this.rules = plan.wide() ? List.of() : plan.rules(request.userRules());
    this.verdicts =
        new Verdicts(rules, plan.decided(), plan.references(), plan.proven(), plan.settled());
    BatchConfig config = request.config();
    int planned = plan.parallel() ? config.maxWorkers() : 1;
    IntSupplier width = () -> control.width(planned);
    this.states =
        StateTree.isNeeded(request.userRules(), plan.decided())
            ? new StateTree(plan, activities, width, request.carried())
            : null;
    this.keyRules = keyRules(request, plan, rules);
    this.keys =
        keyRules.isEmpty()
            ? null
            : new KeyPartitions(plan, activities, width, request.carried(), this::merged);
    this.window =
        new SliceWindow(
            plan,
            activities,
            verdicts.judge(),
            rules.size(),
            request.carried(),
            config.stopsAtFirstFailure(),
            width,
            (stub, task) -> Async.function(stub::checkSlice, read ? task.withoutReading() : task),
            this::merged);
    this.display = display;
    display.checking(plan, rules, window);
  }

  private static List<Integer> keyRules(BatchRequest request, PlanSummary plan, List<Rule> rules) {
    if (!plan.wide()) {
      return KeyRules.of(rules, plan.decided());
    }
    // Plans of before do not tell.
    return plan.keyRules() == null
        ? KeyRules.of(request.userRules(), plan.decided())
        : plan.keyRules();
  }

  @Override
  public PlanSummary plan() {
    return plan;
  }

  @Override
  public int activities() {
    int planAndReport = 2;
    int all = plan.slices() + planAndReport;
    if (plan.wide()) {
      all += MergingInStore.mostMerges(plan, request.config().stopsAtFirstFailure());
    }
    if (states != null) {
      int measuring = plan.wide() ? 0 : 1;
      all += StateTree.merges(plan.slices()) + measuring;
    }
    return all + KeyPartitions.most(keyRules.size(), plan.dataset().rows(), !plan.wide());
  }

  @Override
  public boolean work() {
    if (brokenSchemaEndsIt()) {
      return true;
    }
    if (!readKeys() || !window.run()) {
      return false;
    }
    if (states == null && keys == null) {
      return true;
    }
    window.merging().settle();
    // Where not all rows were seen, rules that want it are skipped.
    MergedPrefix merged = window.merged();
    return window.isBroken()
        || merged.stop() != null
        || merged.counts().error() > 0
        || (measure() && countKeys());
  }

  /**
   * Where nothing but keys is read, has them counted first: then slices need not read them, too.
   * Where that fails, slices are scanned and tell which chunks cannot be read.
   *
   * @return whether slices may be scanned; else this workflow run's history is long enough
   */
  private boolean readKeys() {
    if (keys == null || !plan.keysFirst() || keys.inVain()) {
      return true;
    }
    if (!keys.tryToCount(keyRules)) {
      return false;
    }
    read = !keys.inVain();
    return true;
  }

  private boolean measure() {
    if (states == null) {
      return true;
    }
    StatesTask merged = states.merged(plan.slices());
    if (merged == null) {
      return false;
    }
    MeasureTask task = new MeasureTask(merged, Answers.begun(request));
    if (plan.wide()) {
      unmeasured = task;
    } else {
      measured.addAll(states.measure(task));
    }
    return true;
  }

  private boolean countKeys() {
    if (keys == null) {
      return true;
    }
    if (!read && !keys.count(keyRules)) {
      return false;
    }
    counted = keys.verdicts();
    if (!plan.wide()) {
      measured.addAll(keys.judge());
    }
    return true;
  }

  @Override
  public Carried carried() {
    return new Carried(
        plan,
        window.merged(),
        window.merging().state(),
        Answers.begun(request),
        control.paused(),
        control.maxWorkers(),
        window.lostInARow(),
        states == null ? StatesCursor.START : states.cursor(),
        keys == null ? 0 : keys.counted(),
        keys != null && keys.inVain(),
        window.events().end());
  }

  @Override
  public CheckResult known(Ended ended) {
    MergedPrefix merged = window.merged();
    List<RuleResult> results =
        plan.wide() || !Answers.keepsRules(request, ended)
            ? List.of()
            : verdicts.of(Answers.basis(request, plan, merged, ended, measured));
    CheckResult known = answer(results, merged, ended);
    return Answers.fitting(known.withRules(results).withReusedSlices(merged.reused()));
  }

  @Override
  public EventLog events() {
    return window.events();
  }

  @Override
  public long finished() {
    return (long) window.finishedSlices() + (keys == null ? 0 : keys.finished());
  }

  @Override
  public void lose(String why) {
    window.lose(why);
  }

  @Override
  public void drain(Duration most) {
    window.drain(most);
  }

  @Override
  public Ended ended() {
    if (window.lost() != null) {
      return Ended.ABORTED;
    }
    Stop stop = window.merged().stop();
    if (stop != null) {
      boolean aborted = stop.status() == Status.ERROR && !request.config().continueOnError();
      return aborted ? Ended.ABORTED : Ended.FAIL_FAST;
    }
    if (window.isBroken()) {
      return Ended.ABORTED;
    }
    return brokenSchemaEndsIt() ? Ended.FAIL_FAST : Ended.COMPLETED;
  }

  @Override
  public CheckResult report(Activities activities, Ended ended) {
    window.merging().settle();
    MergedPrefix merged = window.merged();
    boolean kept = Answers.keepsRules(request, ended);
    if (plan.wide()) {
      return reportFolded(activities, merged, ended, kept);
    }
    Verdicts.Basis basis = Answers.basis(request, plan, merged, ended, measured);
    List<RuleResult> results = verdicts.of(basis);
    CheckResult result = answer(results, merged, ended);
    ReportSummary report =
        activities
            .reporting("report")
            .report(task(result, merged, kept ? basis : null, folded(kept)));
    return Answers.complete(
        request, result.withReusedSlices(merged.reused()), kept ? results : List.of(), report);
  }

  /** Has the report judge: history holds none of what the verdicts follow from. */
  private CheckResult reportFolded(
      Activities activities, MergedPrefix merged, Ended ended, boolean kept) {
    CheckResult result = answer(List.of(), merged, ended);
    ReportSummary report =
        activities.reporting("report").report(task(result, merged, null, folded(kept)));
    CheckResult complete =
        Answers.complete(request, result.withReusedSlices(merged.reused()), List.of(), report);
    return kept ? complete.abridge() : complete;
  }

  private CheckResult answer(List<RuleResult> results, MergedPrefix merged, Ended ended) {
    return Answers.of(request, plan, rules, results, merged, ended, window.lost());
  }

  private @Nullable Folded folded(boolean kept) {
    Folded folded = window.merging().folded(kept);
    return folded == null ? null : folded.measuring(unmeasured);
  }

  private ReportTask task(
      CheckResult result,
      MergedPrefix merged,
      Verdicts.@Nullable Basis basis,
      @Nullable Folded folded) {
    Stop stop = merged.stop();
    return new ReportTask(
        plan.folder(),
        plan.plan(),
        // The report gathers the errors of slices itself.
        result.withErrors(Answers.ofNoSlice(result.errors())),
        basis,
        merged.slices(),
        lastChunk(merged),
        stop != null && request.config().aggregationStrategy() == AggregationStrategy.FIRST_FAILURE,
        folded,
        counted,
        Answers.note(request));
  }

  private void merged() {
    display.merged(window, keys);
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
        && (plan.schemaBroken()
            || plan.decided().stream().map(DecidedRule::status).anyMatch(Status.FAILED::equals));
  }
}
