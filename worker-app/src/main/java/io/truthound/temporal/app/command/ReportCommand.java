package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.client.BatchDescription;
import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.DatasetListHandle;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.PlanResult;
import io.truthound.temporal.result.ProfileResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reports a batch that is over, as the command that started it would have. */
@Command(
    name = "report",
    description = "Reports a batch that is over: finished, failed, timed out or cancelled.",
    sortOptions = false,
    footer = {
      "",
      "Prints what check, profile, learn or plan would have printed, and exits as that would have.",
      "What a cancelled batch knew lies in the store of its workers alone: --store names it.",
      "",
      "Examples:",
      "  truthound report nightly --address localhost:7233",
      "  truthound report nightly --address localhost:7233 --format json=report.json",
      "  truthound report nightly --address localhost:7233 --format html=report.html"
    })
final class ReportCommand extends ControlCommand {
  @Mixin private FailOnOption failOn = new FailOnOption();

  @ArgGroup(validate = false, order = 1, heading = "%nReport:%n")
  private ReportOptions report = new ReportOptions();

  @ArgGroup(validate = false, order = 2, heading = "%nStore:%n")
  private StoreOptions store = new StoreOptions();

  ReportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    List<ReportOptions.Output> outputs = report.outputs(Formats.ALL);
    boolean failOnWarning = failOn.warning();
    return onBatch(batch -> report(batch, outputs, failOnWarning));
  }

  private int report(FoundBatch batch, List<ReportOptions.Output> outputs, boolean failOnWarning) {
    BatchDescription closed = batch.description();
    if (!closed.over()) {
      throw new InvalidRequestException(
          "Batch "
              + batch.id()
              + " is not over: "
              + batch.command("status")
              + " says how far it is");
    }
    Reports reports = new Reports(outputs, batch.where(), terminal);
    DatasetListHandle list = batch.list();
    if (list != null) {
      requireFormats(outputs, Formats.ofEach(operation(closed)));
      return report(batch, list, operation(closed), reports, failOnWarning);
    }
    requireFormats(outputs, Formats.of(operation(closed)));
    try {
      return written(batch.handle().outcome(), reports, failOnWarning);
    } catch (BatchExecutionException failed) {
      BatchOutcome partial = failed.partialOutcome();
      if (partial != null) {
        int unused = written(partial, reports, failOnWarning);
      }
      return notFinished(failed, batch);
    } catch (CancellationException cancelled) {
      Optional<BatchOutcome> partial = partial(batch.handle(), closed);
      return partial.isPresent()
          ? written(partial.get(), reports, failOnWarning)
          : notFinished(cancelled, batch);
    }
  }

  private int report(
      FoundBatch batch,
      DatasetListHandle list,
      Operation operation,
      Reports reports,
      boolean failOnWarning) {
    RuntimeException failure;
    try {
      BatchResult result = list.result();
      reports.write(result, operation);
      return ExitStatus.of(result, failOnWarning);
    } catch (BatchExecutionException | CancellationException unfinished) {
      failure = unfinished;
    }
    list.partialResult(store.read(terminal)).ifPresent(known -> reports.write(known, operation));
    terminal.say("truthound report: " + Problem.of(failure));
    batch.where().lines().forEach(terminal::say);
    return ExitStatus.NOT_FINISHED;
  }

  private static Operation operation(BatchDescription batch) {
    return batch.operation() == null ? Operation.CHECK : batch.operation();
  }

  private int notFinished(RuntimeException failure, FoundBatch batch) {
    terminal.say("truthound report: " + Problem.of(failure));
    if (failure instanceof CancellationException) {
      terminal.say("It left no report in store " + store.read(terminal) + " (--store)");
    }
    batch.where().lines().forEach(terminal::say);
    return ExitStatus.NOT_FINISHED;
  }

  private Optional<BatchOutcome> partial(BatchHandle batch, BatchDescription closed) {
    String uri = store.read(terminal);
    return switch (operation(closed)) {
      case CHECK -> batch.partialResult(uri).map(BatchOutcome.class::cast);
      case PROFILE -> batch.partialProfile(uri).map(BatchOutcome.class::cast);
      case LEARN -> batch.partialLearn(uri).map(BatchOutcome.class::cast);
      case PLAN -> Optional.empty();
    };
  }

  /** Writes an answer and returns the status of the command that would have written it. */
  private static int written(BatchOutcome outcome, Reports reports, boolean failOnWarning) {
    if (outcome instanceof CheckResult found) {
      CheckResult check = BatchArtifacts.unabridged(found);
      reports.write(check);
      return ExitStatus.of(check, failOnWarning);
    }
    if (outcome instanceof ProfileResult found) {
      ProfileResult profile = BatchArtifacts.unabridged(found);
      reports.write(profile);
      return ExitStatus.of(profile);
    }
    if (outcome instanceof LearnResult found) {
      LearnResult learned = BatchArtifacts.unabridged(found);
      reports.write(learned);
      return ExitStatus.of(learned);
    }
    reports.write((PlanResult) outcome);
    return ExitStatus.SUCCESS;
  }

  private static void requireFormats(List<ReportOptions.Output> outputs, List<String> allowed) {
    for (ReportOptions.Output output : outputs) {
      if (!allowed.contains(output.format())) {
        throw Choices.unknown("--format", output.format(), allowed);
      }
    }
  }
}
