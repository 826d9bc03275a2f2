package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.dataset.Dataset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
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
  static final List<String> FORMATS = List.of("text", "json", "rules", "schema");

  @ArgGroup(validate = false, order = 2, heading = "%nHow it runs:%n")
  private RunOptions run = new RunOptions();

  @Option(
      names = "--detach",
      description = "Start the batch, print its id and leave; needs a server.")
  private boolean detach;

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
    List<ReportOptions.Output> outputs = report.outputs(FORMATS);
    Dataset dataset = data.dataset();
    run.config();
    requireServerFor(detach);
    try (Connection connection = open()) {
      BatchHandle batch = executor(connection, run.config()).build().startLearn(dataset);
      if (detach) {
        return detached(connection, batch);
      }
      Where where = connection.where(batch.id());
      return answered(
          Waiting.of(new Awaited.Learn(batch), connection, interruption, terminal),
          where,
          new Reports(outputs, where, terminal)::write,
          ExitStatus::of);
    }
  }
}
