package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.PlanResult;
import io.truthound.temporal.rule.RuleSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** Plans a check and scans nothing. */
@Command(
    name = "plan",
    description = "Shows what a check would read and do, and scans nothing.",
    sortOptions = false,
    footer = {"", "Example:", "  truthound plan 'lake/2026/*.parquet' --rules rules.yaml"})
final class PlanCommand extends BatchCommand implements Callable<Integer> {
  @ArgGroup(validate = false, order = 1, heading = "%nRules:%n")
  private RuleOptions rules = new RuleOptions();

  @ArgGroup(validate = false, order = 2, heading = "%nHow it runs:%n")
  private CheckRunOptions run = new CheckRunOptions();

  private final Interruption interruption;

  PlanCommand(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  String name() {
    return "truthound plan";
  }

  @Override
  public Integer call() {
    List<ReportOptions.Output> outputs = report.outputs(Formats.of(Operation.PLAN));
    Dataset dataset = data.dataset(name());
    RuleSet ruleSet = rules.rules(terminal);
    run.config();
    try (Connection connection = open()) {
      BatchExecutor executor = executor(connection, run.config()).setKeys(run.keys()).build();
      Optional<PlanResult> plan =
          Background.untilDone(() -> executor.plan(dataset, ruleSet), interruption);
      plan.ifPresent(new Reports(outputs, new Where(List.of()), terminal)::write);
      return plan.isPresent() ? ExitStatus.SUCCESS : ExitStatus.INTERRUPTED;
    }
  }
}
