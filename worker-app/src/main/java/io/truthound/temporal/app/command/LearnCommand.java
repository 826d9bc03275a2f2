package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.DatasetListHandle;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.LearnResult;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Learns which rules a dataset keeps and reports. */
@Command(
    name = "learn",
    description = "Learns which rules data keeps, durably: types, ranges, values, uniqueness.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  truthound learn orders.parquet",
      "  truthound learn orders.parquet --format rules=rules.yaml",
      "  truthound check new-orders.parquet --rules rules.yaml",
      "  truthound learn orders.parquet --format schema=schema.yaml"
    })
final class LearnCommand extends BatchCommand implements Callable<Integer> {
  @ArgGroup(validate = false, order = 2, heading = "%nHow it runs:%n")
  private RunOptions run = new RunOptions();

  @Option(
      names = "--detach",
      description = "Start the batch, print its id and leave; needs a server.")
  private boolean detach;

  @Mixin private ResumeOption resume = new ResumeOption();

  private final Interruption interruption;

  LearnCommand(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  String name() {
    return "truthound learn";
  }

  @Override
  public Integer call() {
    List<ReportOptions.Output> outputs = report.outputs(Formats.of(Operation.LEARN));
    List<Dataset> datasets = data.datasets();
    requireOneDatasetFor(outputs);
    run.config();
    requireServerFor(detach);
    resume.requireOneDataset(data);
    try (Connection connection = open()) {
      BatchExecutor executor = resume.set(executor(connection, run.config()), connection).build();
      if (data.each()) {
        DatasetListHandle list = executor.startLearn(datasets);
        return detach
            ? detached(connection, list.id())
            : new EachDataset(this, Operation.LEARN, outputs, false, interruption)
                .await(connection, list);
      }
      BatchHandle batch = executor.startLearn(datasets.get(0));
      if (detach) {
        return detached(connection, batch.id());
      }
      Where where = connection.where(batch.id());
      Waiting.Answer<LearnResult> answer =
          Waiting.of(new Awaited.Learn(batch), connection, interruption, terminal);
      int status =
          answered(answer, where, new Reports(outputs, where, terminal)::write, ExitStatus::of);
      ResumeOption.sayHow(answer, batch, connection, terminal);
      return status;
    }
  }

  /** Rules and schemas are of one dataset, and so are the files that they go to. */
  private void requireOneDatasetFor(List<ReportOptions.Output> outputs) {
    List<String> ofEach = Formats.ofEach(Operation.LEARN);
    for (ReportOptions.Output output : outputs) {
      if (data.each() && !ofEach.contains(output.format())) {
        throw new InvalidRequestException(
            "--format %s is of one dataset (allowed with --each: %s)"
                .formatted(output.format(), String.join(", ", ofEach)));
      }
    }
  }
}
