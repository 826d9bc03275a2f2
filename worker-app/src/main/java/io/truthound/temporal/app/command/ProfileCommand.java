package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.DatasetListHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.SampleValues;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.ProfileResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Profiles a dataset and reports. */
@Command(
    name = "profile",
    description = "Says what the columns of data are like, durably: ranges, gaps, distributions.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  truthound profile orders.parquet",
      "  truthound profile orders.parquet --columns price,quantity --correlations",
      "  truthound profile 'lake/2026/*.parquet' --format json > profile.json",
      "  truthound profile orders.parquet --format html=profile.html"
    })
final class ProfileCommand extends BatchCommand implements Callable<Integer> {
  @ArgGroup(validate = false, order = 1, heading = "%nProfile:%n")
  private Scope scope = new Scope();

  @ArgGroup(validate = false, order = 2, heading = "%nHow it runs:%n")
  private RunOptions run = new RunOptions();

  @Option(
      names = "--detach",
      description = "Start the batch, print its id and leave; needs a server.")
  private boolean detach;

  @Mixin private ResumeOption resume = new ResumeOption();

  private final Interruption interruption;

  ProfileCommand(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  /** Says what is profiled. */
  static final class Scope {
    @Option(
        names = "--columns",
        paramLabel = "NAME",
        split = ",",
        description = "Profile these columns alone. Repeatable. Default: all.")
    private List<String> columns = new ArrayList<>();

    @Option(
        names = "--correlations",
        description = "Hold numeric columns against each other, two by two.")
    private boolean correlations;

    @Option(
        names = SamplesText.OPTION,
        paramLabel = SamplesText.LABEL,
        description = SamplesText.MEANING)
    private List<String> samples = new ArrayList<>();

    SampleValues sampleValues() {
      return SamplesText.parse(samples);
    }

    ProfileScope scope() {
      if (columns.stream().anyMatch(String::isBlank)) {
        throw new InvalidRequestException(
            "Invalid --columns: an empty name (allowed: names, with commas between them)");
      }
      return new ProfileScope(columns, correlations);
    }
  }

  @Override
  String name() {
    return "truthound profile";
  }

  @Override
  public Integer call() {
    List<ReportOptions.Output> outputs = report.outputs(Formats.of(Operation.PROFILE));
    List<Dataset> datasets = data.datasets();
    ProfileScope wanted = scope.scope();
    BatchConfig config = run.config().withSampleValues(scope.sampleValues());
    requireServerFor(detach);
    resume.requireOneDataset(data);
    try (Connection connection = open()) {
      BatchExecutor executor = resume.set(executor(connection, config), connection).build();
      if (data.each()) {
        DatasetListHandle list = executor.startProfile(datasets, wanted);
        return detach
            ? detached(connection, list.id())
            : new EachDataset(this, Operation.PROFILE, outputs, false, interruption)
                .await(connection, list);
      }
      BatchHandle batch = executor.startProfile(datasets.get(0), wanted);
      if (detach) {
        return detached(connection, batch.id());
      }
      Where where = connection.where(batch.id());
      Waiting.Answer<ProfileResult> answer =
          Waiting.of(new Awaited.Profile(batch), connection, interruption, terminal);
      int status =
          answered(answer, where, new Reports(outputs, where, terminal)::write, ExitStatus::of);
      ResumeOption.sayHow(answer, batch, connection, terminal);
      return status;
    }
  }
}
