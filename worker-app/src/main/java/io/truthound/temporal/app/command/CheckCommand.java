package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.DatasetListHandle;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.rule.RuleSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks a dataset and reports. */
@Command(
    name = "check",
    description = "Checks data against rules, durably, and says which rows break them.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  truthound check orders.parquet --rules rules.yaml",
      "  truthound check 'lake/2026/*.parquet' --rules rules.yaml --format json > report.json",
      "  truthound check people.csv --rule '{\"type\":\"in_range\",\"column\":\"age\",\"min\":0}'",
      "  truthound check orders.csv --rules rules.yaml --format html=report.html --format junit=report.xml",
      "  truthound check orders-*.csv --each --rules rules.yaml",
      "  truthound check orders.parquet --rules rules.yaml --address localhost:7233 --detach"
    })
final class CheckCommand extends BatchCommand implements Callable<Integer> {
  @ArgGroup(validate = false, order = 1, heading = "%nRules:%n")
  private RuleOptions rules = new RuleOptions();

  @ArgGroup(validate = false, order = 2, heading = "%nHow it runs:%n")
  private CheckRunOptions run = new CheckRunOptions();

  @Option(
      names = "--detach",
      description = "Start the batch, print its id and leave; needs a server.")
  private boolean detach;

  @Mixin private FailOnOption failOn = new FailOnOption();

  @Mixin private ResumeOption resume = new ResumeOption();

  private final Interruption interruption;

  CheckCommand(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  String name() {
    return "truthound check";
  }

  @Override
  public Integer call() {
    List<ReportOptions.Output> outputs = report.outputs(Formats.of(Operation.CHECK));
    boolean failOnWarning = failOn.warning();
    List<Dataset> datasets = data.datasets();
    RuleSet ruleSet = rules.rules(terminal);
    run.config();
    requireServerFor(detach);
    resume.requireOneDataset(data);
    try (Connection connection = open()) {
      BatchExecutor executor =
          resume.set(executor(connection, run.config()), connection).setKeys(run.keys()).build();
      if (data.each()) {
        DatasetListHandle list = executor.startCheck(datasets, ruleSet);
        return detach
            ? detached(connection, list.id())
            : new EachDataset(this, Operation.CHECK, outputs, failOnWarning, interruption)
                .await(connection, list);
      }
      BatchHandle batch = executor.startCheck(datasets.get(0), ruleSet);
      if (detach) {
        return detached(connection, batch.id());
      }
      Where where = connection.where(batch.id());
      Waiting.Answer<CheckResult> answer =
          Waiting.of(new Awaited.Check(batch), connection, interruption, terminal);
      int status =
          answered(
              answer,
              where,
              new Reports(outputs, where, terminal)::write,
              result -> ExitStatus.of(result, failOnWarning));
      ResumeOption.sayHow(answer, batch, connection, terminal);
      return status;
    }
  }
}
